"""Functions that find cases with something in common, also those the actor may not see (INT-15).

Of a case beyond the actor's scope they tell that it exists and, by another function, where to ask; nothing of its content.
They run as the owner of the tables, so that the indexes apply (see 0004).
"""

from importlib import import_module

from django.db import migrations

SCOPE = import_module("redress.complaints.migrations.0004_search_function").SCOPE

RELATED = f"""
CREATE FUNCTION redress_related(
    phone bytea, identity bytea, name bytea, policy text, claim text, whom text, most integer
) RETURNS TABLE (id bigint, same text, visible boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.id, f.same, (SELECT {SCOPE} FROM complaints_complaint c WHERE c.id = f.id)
      FROM (
        (SELECT complaint_id AS id, 'phone' AS same FROM complaints_party
          WHERE phone_index = phone ORDER BY complaint_id DESC LIMIT most)
        UNION ALL
        (SELECT complaint_id, 'id_number' FROM complaints_party
          WHERE id_number_index = identity ORDER BY complaint_id DESC LIMIT most)
        UNION ALL
        (SELECT complaint_id, 'name' FROM complaints_party
          WHERE name_index = name ORDER BY complaint_id DESC LIMIT most)
        UNION ALL
        (SELECT c.id, 'policy_number' FROM complaints_complaint c
          WHERE c.policy_number = policy AND c.policy_number <> '' ORDER BY c.id DESC LIMIT most)
        UNION ALL
        (SELECT c.id, 'claim_number' FROM complaints_complaint c
          WHERE c.claim_number = claim AND c.claim_number <> '' ORDER BY c.id DESC LIMIT most)
        UNION ALL
        (SELECT c.id, 'about_whom' FROM complaints_complaint c
          WHERE c.about_whom = whom AND c.about_whom <> '' ORDER BY c.id DESC LIMIT most)
      ) f
$$;
"""  # noqa: S608 - constants only

# A text that shares at least that part of all bigrams must have one of its rarest bigrams in common with the other:
# of n bigrams, n - ceil(alike * n) + 1 have to be looked for. How rare a bigram is, the statistics of the table say.
# Where even the rarest are common, the newest cases are compared instead: who sends the same words sends them about now.
TEXTS = f"""
CREATE FUNCTION redress_near_texts(words text[], alike real, most integer)
RETURNS TABLE (id bigint, likeness real, visible boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET gin_fuzzy_search_limit = 20000
SET enable_seqscan = off
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    size CONSTANT integer := cardinality(words);
    depth CONSTANT integer := 2000;
    common text[];
    often real[];
    cases real;
    rare text[];
    expected real;
    candidates bigint[];
BEGIN
    SELECT s.most_common_elems::text::text[], s.most_common_elem_freqs INTO common, often FROM pg_stats s
     WHERE s.schemaname = 'public' AND s.tablename = 'complaints_casetext' AND s.attname = 'document';
    SELECT greatest(reltuples, 0) INTO cases FROM pg_class WHERE oid = 'complaints_casetext'::regclass;
    SELECT array_agg(r.word), coalesce(sum(r.share), 0) * cases INTO rare, expected FROM (
        SELECT w.word, coalesce(often[array_position(common, w.word)], 0) AS share FROM unnest(words) w (word)
         ORDER BY 2, 1 LIMIT size - ceil(alike * size)::integer + 1
    ) r;
    IF expected <= 20000 THEN
        SELECT array_agg(n.complaint_id) INTO candidates FROM (
            SELECT t.complaint_id FROM complaints_casetext t
             WHERE t.document @@ (SELECT string_agg(quote_literal(word), ' | ')::tsquery FROM unnest(rare) word)
             ORDER BY t.complaint_id DESC LIMIT depth
        ) n;
    ELSE
        SELECT array_agg(n.id) INTO candidates FROM (
            SELECT c.id FROM complaints_complaint c ORDER BY c.id DESC LIMIT depth
        ) n;
    END IF;
    RETURN QUERY
        SELECT a.id, a.share::real, (SELECT {SCOPE} FROM complaints_complaint c WHERE c.id = a.id)
          FROM (
            SELECT l.id, (l.shared::real / (size + l.long - l.shared))::real AS share FROM (
                SELECT t.complaint_id AS id, length(t.document) AS long,
                       (SELECT count(*) FROM unnest(tsvector_to_array(t.document)) d (word) WHERE d.word = ANY (words))
                           AS shared
                  FROM unnest(candidates) n (id) JOIN complaints_casetext t ON t.complaint_id = n.id
                 WHERE length(t.document) BETWEEN alike * size AND size / alike
            ) l
          ) a
         WHERE a.share >= alike ORDER BY a.share DESC, a.id DESC LIMIT most;
END $$;
"""  # noqa: S608 - constants only

PUBLIC = """
REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {name} TO redress_app;
"""
FUNCTIONS = {
    "redress_related(bytea, bytea, bytea, text, text, text, integer)": RELATED,
    "redress_near_texts(text[], real, integer)": TEXTS,
}


class Migration(migrations.Migration):
    dependencies = [("complaints", "0011_links")]
    operations = [
        migrations.RunSQL(sql + PUBLIC.format(name=name), f"DROP FUNCTION {name}")
        for name, sql in FUNCTIONS.items()
    ]
