{# Cases of the actor's units since a day, each with its key: the agent, policy or product, as digests, or the wording. #}
{# A wording is told by a sketch: the four smallest hashes of a text's bigrams, which texts that differ in a few words #}
{# mostly share. Each text has to be read for it, so it is made of the newest cases alone. #}

        SELECT c.id, c.unit_id, c.registered_at,
               encode(CASE kind WHEN 'agent' THEN c.about_whom_index WHEN 'policy' THEN c.policy_number_index
                                WHEN 'product' THEN c.product_index END, 'hex') AS key
          FROM unnest(CASE WHEN redress_all() THEN ARRAY(SELECT id FROM organisation_unit) ELSE redress_units() END) u
         CROSS JOIN LATERAL (
            SELECT id, unit_id, registered_at, about_whom_index, policy_number_index, product_index
              FROM complaints_complaint WHERE unit_id = u AND registered_at >= since
         ) c
         WHERE kind <> 'wording'
        UNION ALL
        SELECT n.id, n.unit_id, n.registered_at,
               (SELECT string_agg(to_hex(h), '.') FROM (
                    SELECT hashtext(word) AS h FROM unnest(tsvector_to_array(t.document)) word ORDER BY 1 LIMIT 4) s)
          FROM (
            SELECT c.id, c.unit_id, c.registered_at FROM complaints_complaint c
             WHERE kind = 'wording' AND c.registered_at >= since AND (redress_all() OR c.unit_id = ANY (redress_units()))
             ORDER BY c.id DESC LIMIT 20000
          ) n JOIN complaints_casetext t ON t.complaint_id = n.id AND length(t.document) >= shortest
