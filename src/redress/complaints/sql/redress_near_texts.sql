-- Cases whose text has at least that part of all bigrams in common with these, the most alike first; also those that the
-- actor may not see, of which it is told that they exist (INT-15). `words` are keyed digests of the bigrams.
--
-- Of n bigrams a text that is so much alike lacks so few that of as many groups and one more, one must stand in it whole.
-- Groups are asked for one at a time, because one question of all makes the index weigh every case that has any of the
-- bigrams. How rare a bigram is, the statistics of the table say:
-- - What no statistics know is in few texts. What was changed in a copy, a name and an amount, is among these; so they are
--   asked for by twos, of which fewer are broken than of threes.
-- - Of the others the rarest stand together by threes: what differs breaks a few groups then, not most of them.
-- - A group whose rarest bigram is common is left out. Where fewer than six are left, the newest cases are compared as
--   well: who sends the same words sends them about now. In a small house four hundred cases are never too common.
-- As long as nothing is found further groups are asked for, up to as many as make it certain, or 32. What shares most
-- groups is compared first, two hundred at most.
CREATE OR REPLACE FUNCTION redress_near_texts(words text[], alike real, most integer)
RETURNS TABLE (id bigint, likeness real, visible boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET gin_fuzzy_search_limit = 20000
SET enable_seqscan = off
SET jit = off
SET max_parallel_workers_per_gather = 0
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    size CONSTANT integer := cardinality(words);
    depth CONSTANT integer := 200;
    groups CONSTANT integer := least(32, size - ceil(alike * size)::integer + 1);
    at_once CONSTANT integer := 6;
    tried integer := 0;
    too_common real;
    wanted text[];
    enough boolean;
    one text;
    found bigint[];
    candidates bigint[] := '{}';
BEGIN
    SELECT greatest(0.01, 400 / greatest(c.reltuples, 1)) INTO too_common
      FROM pg_class c WHERE c.oid = 'public.complaints_casetext'::regclass;
    WITH stats AS MATERIALIZED (
        SELECT u.word, u.share
          FROM pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) u (word, share)
         WHERE s.schemaname = 'public' AND s.tablename = 'complaints_casetext' AND s.attname = 'document'
    ), shared AS (
        SELECT w.word, coalesce(s.share, 0) AS share,
               row_number() OVER (ORDER BY coalesce(s.share, 0), hashtext(w.word)) AS place
          FROM unnest(words) w (word) LEFT JOIN stats s ON s.word = w.word
    ), dealt AS (
        SELECT w.word, w.share, row_number() OVER (PARTITION BY w.share = 0 ORDER BY w.place) - 1 AS place
          FROM shared w
         WHERE w.share > 0 OR w.place <= 2 * groups
    ), grouped AS (
        SELECT string_agg(quote_literal(d.word), ' & ') AS query, min(d.share) AS rarest
          FROM dealt d GROUP BY d.share = 0, d.place / CASE WHEN d.share = 0 THEN 2 ELSE 3 END
         ORDER BY min(d.share) LIMIT groups
    )
    SELECT array_agg(g.query ORDER BY g.rarest) FILTER (WHERE g.rarest <= too_common),
           count(*) FILTER (WHERE g.rarest <= too_common) >= least(groups, 6)
      INTO wanted, enough FROM grouped g;
    FOREACH one IN ARRAY coalesce(wanted, '{}') LOOP
        SELECT array_agg(t.complaint_id) INTO found FROM complaints_casetext t WHERE t.document @@ one::tsquery;
        candidates := candidates || found;
        tried := tried + 1;
        EXIT WHEN tried >= at_once AND cardinality(candidates) > 0;
        EXIT WHEN cardinality(candidates) > 2 * depth;
    END LOOP;
    SELECT array_agg(n.id) INTO candidates FROM (
        SELECT c AS id FROM unnest(candidates) c GROUP BY c ORDER BY count(*) DESC, c DESC LIMIT depth
    ) n;
    IF NOT enough THEN
        candidates := candidates || ARRAY(SELECT c.id FROM complaints_complaint c ORDER BY c.id DESC LIMIT depth);
    END IF;
    RETURN QUERY
        SELECT a.id, a.share, (SELECT {% include "parts/seen.sql" %} FROM complaints_complaint c WHERE c.id = a.id)
          FROM (
            SELECT l.id, (l.shared::real / (size + l.long - l.shared))::real AS share FROM (
                SELECT t.complaint_id AS id, length(t.document) AS long,
                       (SELECT count(*) FROM unnest(tsvector_to_array(t.document)) d (word) WHERE d.word = ANY (words))
                           AS shared
                  FROM (SELECT DISTINCT unnest(candidates)) n (id) JOIN complaints_casetext t ON t.complaint_id = n.id
                 WHERE length(t.document) BETWEEN alike * size AND size / alike
                OFFSET 0
            ) l
          ) a
         WHERE a.share >= alike ORDER BY a.share DESC, a.id DESC LIMIT most;
END $$;
