-- A page of the search: the newest cases of the actor's scope, numbered before `before`, whose text holds all of these words
-- and pieces. It is complete: nothing is dropped at random, and the next page goes on where this one ends. `words` and
-- `pieces`: tsqueries of keyed digests, '' for none. It runs as the owner (ADR 4).
--
-- The newest cases are read first: of a reader of few units those of each unit, from an index; of everybody else, and of
-- whoever registered or owns more cases than can be gathered, those of all. Where that finds too few, the words are rare
-- and the index is asked.
CREATE OR REPLACE FUNCTION redress_search_page(words text, pieces text, before bigint, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET enable_seqscan = off
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    wanted tsquery := nullif(words, '')::tsquery;
    parts_wanted tsquery := nullif(pieces, '')::tsquery;
    first bigint := coalesce(before, 9223372036854775807);
    units bigint[] := redress_units();
    people bigint[] := redress_people();
    departments bigint[] := redress_departments();
    depth CONSTANT integer := 2000;
    few CONSTANT integer := 30000;
    gathered boolean := NOT redress_all() AND cardinality(units) <= 8;
    own bigint[];
    recent bigint[];
    hits bigint[];
    whole boolean := false;
BEGIN
    IF wanted IS NULL AND parts_wanted IS NULL THEN
        RETURN;
    END IF;
    IF gathered THEN
        SELECT array_agg(a.id) INTO own FROM (
            (SELECT id FROM complaints_complaint WHERE owner_id = ANY (people) LIMIT few)
            UNION ALL
            (SELECT id FROM complaints_complaint WHERE registered_by_id = ANY (people) LIMIT few)
        ) a;
        gathered := coalesce(cardinality(own), 0) < few;
    END IF;
    IF gathered THEN
        -- The newest of all of these are among the newest of each.
        SELECT array_agg(r.id) INTO recent FROM (
            SELECT o.id FROM (
                SELECT w.id FROM unnest(units) u CROSS JOIN LATERAL (
                    SELECT id FROM complaints_complaint WHERE unit_id = u AND id < first
                     ORDER BY id DESC LIMIT depth) w
                UNION
                SELECT w.id FROM unnest(units) u CROSS JOIN LATERAL (
                    SELECT id FROM complaints_complaint
                     WHERE received_unit_id = u AND NOT received_unit_id = unit_id AND id < first
                     ORDER BY id DESC LIMIT depth) w
                UNION
                SELECT w.id FROM unnest(own) w (id) WHERE w.id < first
                UNION
                SELECT w.id FROM unnest(departments) d CROSS JOIN LATERAL (
                    SELECT complaint_id AS id FROM complaints_share WHERE department_id = d AND complaint_id < first
                     ORDER BY complaint_id DESC LIMIT depth) w
                UNION
                SELECT w.id FROM unnest(people) p CROSS JOIN LATERAL (
                    SELECT complaint_id AS id FROM complaints_share WHERE user_id = p AND complaint_id < first
                     ORDER BY complaint_id DESC LIMIT depth) w
            ) o ORDER BY o.id DESC LIMIT depth
        ) r;
        whole := coalesce(cardinality(recent), 0) < depth;
    ELSE
        SELECT array_agg(r.id) INTO recent FROM (
            SELECT c.id FROM (
                SELECT id, unit_id, received_unit_id, owner_id, registered_by_id
                  FROM complaints_complaint WHERE id < first ORDER BY id DESC LIMIT 10 * depth
            ) c WHERE {% include "parts/seen.sql" %} ORDER BY c.id DESC LIMIT depth
        ) r;
    END IF;
    -- unnest keeps the order, newest first, and the limit ends the reading.
    SELECT array_agg(h.id) INTO hits FROM (
        SELECT r.id FROM unnest(recent) r (id)
         WHERE (SELECT (wanted IS NULL OR t.document @@ wanted) AND (parts_wanted IS NULL OR t.parts @@ parts_wanted)
                  FROM complaints_casetext t WHERE t.complaint_id = r.id) LIMIT most
    ) h;
    IF whole OR cardinality(hits) >= most THEN
        RETURN QUERY SELECT unnest(hits);
        RETURN;
    END IF;
    SELECT array_agg(t.complaint_id ORDER BY t.complaint_id DESC) INTO hits
      FROM complaints_casetext t
     WHERE (wanted IS NULL OR t.document @@ wanted) AND (parts_wanted IS NULL OR t.parts @@ parts_wanted)
       AND t.complaint_id < first;
    RETURN QUERY
        SELECT h.id FROM unnest(hits) h (id)
         WHERE (SELECT {% include "parts/seen.sql" %} FROM complaints_complaint c WHERE c.id = h.id) LIMIT most;
END $$;
