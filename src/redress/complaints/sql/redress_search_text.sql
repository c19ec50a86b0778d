-- The newest cases of the actor's scope whose text holds any, or all, of these words: what comes to mind at once, not a page
-- that can be gone on from (`redress_search_page`). `words`: a tsquery of keyed digests. Under row-level security full text
-- may not use an index, because its operators are not leakproof: it runs as the owner (ADR 4).
--
-- Two ways to the newest hits, tried in turn:
-- - Read backwards through the newest cases of the actor's scope, each text by its key: the planner, which takes digests
--   for independent words, would ask the text index and get far more than it expects. A common word is found often enough
--   among few. An actor with few cases has all of them read: the whole answer.
-- - Else the word is rare there: the index gives its cases, the scope is applied, the newest are kept.
--   gin_fuzzy_search_limit bounds what a word that is common elsewhere can cost; it then drops hits at random.
CREATE OR REPLACE FUNCTION redress_search_text(words text, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET gin_fuzzy_search_limit = 4000
SET enable_seqscan = off
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    wanted tsquery := words::tsquery;
    units bigint[] := redress_units();
    depth CONSTANT integer := 2000;
    recent bigint[];
    hits bigint[];
BEGIN
    IF redress_all() OR cardinality(units) > 8 THEN
        SELECT array_agg(r.id) INTO recent FROM (
            SELECT c.id FROM (
                SELECT id, unit_id, received_unit_id, owner_id, registered_by_id
                  FROM complaints_complaint ORDER BY id DESC LIMIT 10 * depth
            ) c WHERE {% include "parts/seen.sql" %} ORDER BY c.id DESC LIMIT depth
        ) r;
    ELSE
        SELECT array_agg(r.id) INTO recent FROM (
            SELECT id FROM (
                SELECT w.id FROM unnest(units) u CROSS JOIN LATERAL (
                    SELECT id FROM complaints_complaint WHERE unit_id = u
                     ORDER BY registered_at DESC, id DESC LIMIT depth) w
                UNION
                SELECT w.id FROM unnest(units) u CROSS JOIN LATERAL (
                    SELECT id FROM complaints_complaint WHERE received_unit_id = u
                     ORDER BY registered_at DESC, id DESC LIMIT depth) w
                UNION
                (SELECT id FROM complaints_complaint WHERE owner_id = ANY (redress_people())
                  ORDER BY registered_at DESC, id DESC LIMIT depth)
                UNION
                (SELECT id FROM complaints_complaint WHERE registered_by_id = ANY (redress_people())
                  ORDER BY registered_at DESC, id DESC LIMIT depth)
                UNION
                (SELECT complaint_id FROM complaints_share WHERE department_id = ANY (redress_departments())
                  ORDER BY complaint_id DESC LIMIT depth)
                UNION
                (SELECT complaint_id FROM complaints_share WHERE user_id = ANY (redress_people())
                  ORDER BY complaint_id DESC LIMIT depth)
            ) a ORDER BY id DESC LIMIT depth
        ) r;
    END IF;
    -- unnest keeps the order, newest first, and the limit ends the reading.
    SELECT array_agg(h.id) INTO hits FROM (
        SELECT r.id FROM unnest(recent) r (id)
         WHERE (SELECT t.document @@ wanted FROM complaints_casetext t WHERE t.complaint_id = r.id) LIMIT most
    ) h;
    IF cardinality(hits) >= most
       OR (coalesce(cardinality(recent), 0) < depth AND cardinality(units) <= 8 AND NOT redress_all())
    THEN
        RETURN QUERY SELECT unnest(hits);
        RETURN;
    END IF;
    SELECT array_agg(f.id ORDER BY f.id DESC) INTO hits FROM (
        SELECT unnest(hits) AS id
        UNION
        SELECT t.complaint_id FROM complaints_casetext t WHERE t.document @@ wanted
    ) f;
    RETURN QUERY
        SELECT h.id FROM unnest(hits) h (id)
         WHERE (SELECT {% include "parts/seen.sql" %} FROM complaints_complaint c WHERE c.id = h.id) LIMIT most;
END $$;
