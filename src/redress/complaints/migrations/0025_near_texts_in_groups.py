"""Texts in nearly the same words are looked for by groups of words that stand together in few cases.

A text that shares at least that part of all bigrams lacks so few of them that of as many groups and one more, one must be
in it whole. Each group begins with one of the rarest bigrams and takes two that are more common, so the index reads the
few cases of the rarest and only asks whether the others are in them too. Of a long text sixteen groups are
enough: that all of them are broken does not happen by chance. Asked one group at a time, because one question of all groups
makes the index weigh every case that has any of the bigrams. How rare a bigram is, the statistics of the table say. A
group whose rarest is common is left out; in its place the newest cases are compared, whatever words they share.
"""

from importlib import import_module

from django.db import migrations

SCOPE = import_module("redress.complaints.migrations.0004_search_function").SCOPE
BEFORE = import_module("redress.complaints.migrations.0012_related").TEXTS

TEXTS = f"""
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
    depth CONSTANT integer := 400;
    groups CONSTANT integer := least(16, size - ceil(alike * size)::integer + 1);
    too_common CONSTANT real := 0.01;
    wanted text[];
    enough boolean;
    one text;
    found bigint[];
    candidates bigint[] := '{{}}';
BEGIN
    WITH stats AS MATERIALIZED (
        SELECT u.word, u.share
          FROM pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) u (word, share)
         WHERE s.schemaname = 'public' AND s.tablename = 'complaints_casetext' AND s.attname = 'document'
    ), dealt AS (
        SELECT w.word, coalesce(s.share, 0) AS share,
               row_number() OVER (ORDER BY coalesce(s.share, 0), hashtext(w.word)) AS place
          FROM unnest(words) w (word) LEFT JOIN stats s ON s.word = w.word
    ), grouped AS (
        SELECT string_agg(quote_literal(d.word), ' & ') AS query, min(d.share) AS rarest
          FROM dealt d WHERE d.place <= 3 * groups GROUP BY d.place % groups
    )
    SELECT array_agg(g.query ORDER BY g.rarest) FILTER (WHERE g.rarest <= too_common), bool_and(g.rarest <= too_common)
      INTO wanted, enough FROM grouped g;
    FOREACH one IN ARRAY coalesce(wanted, '{{}}') LOOP
        SELECT array_agg(t.complaint_id) INTO found FROM complaints_casetext t WHERE t.document @@ one::tsquery;
        candidates := candidates || found;
        EXIT WHEN cardinality(candidates) > 2 * depth;
    END LOOP;
    SELECT array_agg(n.id) INTO candidates FROM (
        SELECT DISTINCT c AS id FROM unnest(candidates) c ORDER BY c DESC LIMIT depth
    ) n;
    IF NOT enough THEN
        candidates := candidates || ARRAY(SELECT c.id FROM complaints_complaint c ORDER BY c.id DESC LIMIT depth);
    END IF;
    RETURN QUERY
        SELECT a.id, a.share, (SELECT {SCOPE} FROM complaints_complaint c WHERE c.id = a.id)
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
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    dependencies = [("complaints", "0024_related_in_order")]
    operations = [migrations.RunSQL(TEXTS, BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))]
