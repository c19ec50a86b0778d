"""A deputy sees what the absent person sees: in the policy of the cases and in the functions of search (ORG-12)."""

from importlib import import_module

from django.db import migrations

PEOPLE = """
CREATE FUNCTION redress_people() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(nullif(current_setting('redress.people', true), ''), '{}')::bigint[]
              || redress_staff() $$;
"""
SCOPE = """
DROP POLICY scope ON complaints_complaint;
CREATE POLICY scope ON complaints_complaint FOR ALL TO redress_app
    USING (
        (SELECT redress_all())
        OR unit_id = ANY ((SELECT redress_units())::bigint[])
        OR received_unit_id = ANY ((SELECT redress_units())::bigint[])
        OR owner_id = ANY ((SELECT redress_people())::bigint[])
        OR registered_by_id = ANY ((SELECT redress_people())::bigint[])
        OR EXISTS (
            SELECT FROM complaints_share s WHERE s.complaint_id = complaints_complaint.id
               AND (s.department_id = ANY ((SELECT redress_departments())::bigint[])
                    OR s.user_id = ANY ((SELECT redress_people())::bigint[]))
        )
    )
    WITH CHECK (true);
"""


def searching() -> list[str]:
    """The functions as they were made, looking for the absent people's cases as well."""
    made = import_module("redress.complaints.migrations.0004_search_function").FUNCTIONS
    return [
        sql.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
        .replace("= (SELECT redress_staff())", "= ANY ((SELECT redress_people())::bigint[])")
        .replace("= redress_staff()", "= ANY (redress_people())")
        for name, sql in made.items()
        if name.startswith("redress_search")
    ]


class Migration(migrations.Migration):
    dependencies = [("complaints", "0017_clusters")]
    operations = [
        migrations.RunSQL(PEOPLE, migrations.RunSQL.noop),
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
        *[migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in searching()],
    ]
