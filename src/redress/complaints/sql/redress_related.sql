-- Cases that have something in common with the one being taken, by keyed digests: its telephone, identity number or name,
-- policy, claim or agent. Also those that the actor may not see: of these it is told that they exist, and by
-- `redress_units_of` whom to ask (INT-15).
--
-- Each branch reads the newest entries of one index, however many cases a telephone or an agent has. What was not given is
-- NULL, and finds nothing.
CREATE OR REPLACE FUNCTION redress_related(
    phone bytea, identity bytea, name bytea, policy bytea, claim bytea, whom bytea, most integer
) RETURNS TABLE (id bigint, same text, visible boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.id, f.same, (SELECT {% include "parts/seen.sql" %} FROM complaints_complaint c WHERE c.id = f.id)
      FROM (
        (SELECT complaint_id AS id, 'phone' AS same FROM complaints_party
          WHERE phone_index = $1 ORDER BY complaint_id DESC LIMIT $7)
        UNION ALL
        (SELECT complaint_id, 'id_number' FROM complaints_party
          WHERE id_number_index = $2 ORDER BY complaint_id DESC LIMIT $7)
        UNION ALL
        (SELECT complaint_id, 'name' FROM complaints_party
          WHERE name_index = $3 ORDER BY complaint_id DESC LIMIT $7)
        UNION ALL
        (SELECT c.id, 'policy_number' FROM complaints_complaint c
          WHERE c.policy_number_index = $4 ORDER BY c.id DESC LIMIT $7)
        UNION ALL
        (SELECT c.id, 'claim_number' FROM complaints_complaint c
          WHERE c.claim_number_index = $5 ORDER BY c.id DESC LIMIT $7)
        UNION ALL
        (SELECT c.id, 'about_whom' FROM complaints_complaint c
          WHERE c.about_whom_index = $6 ORDER BY c.id DESC LIMIT $7)
      ) f
$$;
