"""Functions that find cases with the same agent, policy, product or wording, within the units of the actor (INS-07).

The same wording is told by a sketch: the four smallest hashes of a text's bigrams, which texts that differ in a few
words mostly share. It is made of the newest cases only, because each text has to be read for it.
"""

from django.db import migrations

KEYED = """
    SELECT c.id, c.unit_id, c.registered_at,
           CASE kind WHEN 'agent' THEN c.about_whom WHEN 'policy' THEN c.policy_number WHEN 'product' THEN c.product
           END AS key
      FROM unnest(CASE WHEN redress_all() THEN ARRAY(SELECT id FROM organisation_unit) ELSE redress_units() END) u
     CROSS JOIN LATERAL (
        SELECT id, unit_id, registered_at, about_whom, policy_number, product FROM complaints_complaint
         WHERE unit_id = u AND registered_at >= since
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
"""

CLUSTERS = f"""
CREATE FUNCTION redress_clusters(kind text, since timestamptz, shortest integer, fewest integer, most integer)
RETURNS TABLE (key text, cases bigint, units bigint, first timestamptz, last timestamptz, example bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET jit = off AS $$
    SELECT k.key, count(*), count(DISTINCT k.unit_id), min(k.registered_at), max(k.registered_at), max(k.id)
      FROM ({KEYED}) k WHERE k.key <> '' GROUP BY k.key HAVING count(*) >= fewest
     ORDER BY 2 DESC, 5 DESC LIMIT most
$$;
"""  # noqa: S608 - constants only

CASES = f"""
CREATE FUNCTION redress_clustered(kind text, since timestamptz, shortest integer, wanted text, most integer)
RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET jit = off AS $$
    SELECT k.id FROM ({KEYED}) k WHERE k.key = wanted ORDER BY k.id DESC LIMIT most
$$;
"""  # noqa: S608 - constants only

PUBLIC = """
REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {name} TO redress_app;
"""
FUNCTIONS = {
    "redress_clusters(text, timestamptz, integer, integer, integer)": CLUSTERS,
    "redress_clustered(text, timestamptz, integer, text, integer)": CASES,
}


class Migration(migrations.Migration):
    dependencies = [("complaints", "0016_figures"), ("organisation", "0003_journal")]
    operations = [
        migrations.RunSQL(sql + PUBLIC.format(name=name), f"DROP FUNCTION {name}")
        for name, sql in FUNCTIONS.items()
    ]
