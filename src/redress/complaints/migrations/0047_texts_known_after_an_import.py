"""The system may have the words of texts counted at once, as after an import; clusters of one size have one order."""

from importlib import import_module

from django.db import migrations

KNOW = """
CREATE FUNCTION redress_know_texts() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (SELECT redress_all()) THEN
        RAISE EXCEPTION 'the system alone has texts counted' USING ERRCODE = 'insufficient_privilege';
    END IF;
    ANALYZE complaints_casetext;
END $$;
REVOKE EXECUTE ON FUNCTION redress_know_texts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION redress_know_texts() TO redress_app;
"""
_BY_DIGESTS = import_module("redress.complaints.migrations.0037_search_by_digests")
CLUSTERS = f"""
CREATE OR REPLACE FUNCTION redress_clusters(
    kind text, since timestamptz, shortest integer, fewest integer, most integer
) RETURNS TABLE (key text, cases bigint, units bigint, first timestamptz, last timestamptz, example bigint)
{_BY_DIGESTS._SET} AS $$
    SELECT k.key, count(*), count(DISTINCT k.unit_id), min(k.registered_at), max(k.registered_at), max(k.id)
      FROM ({_BY_DIGESTS._KEYED}) k WHERE k.key <> '' GROUP BY k.key HAVING count(*) >= fewest
     ORDER BY 2 DESC, 5 DESC, 1 LIMIT most
$$;
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    dependencies = [("complaints", "0046_matters_with_company_and_amount")]
    operations = [
        migrations.RunSQL(KNOW, "DROP FUNCTION redress_know_texts()"),
        migrations.RunSQL(CLUSTERS, CLUSTERS.replace("5 DESC, 1 LIMIT", "5 DESC LIMIT")),
    ]
