"""What the database itself refuses: changing the journal, and showing a case to who may not see it.

ORG-11 stands here a second time, beneath the querysets: a forgotten filter shows nothing. The settings
`redress.*` are made by redress.organisation.acting. Each is read in a sub-select, so once a statement, not a row.
"""

from django.db import migrations

SEQUENCE = "CREATE SEQUENCE complaints_complaint_number AS bigint;"

APPEND_ONLY = """
CREATE FUNCTION redress_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON complaints_journalentry
    FOR EACH ROW EXECUTE FUNCTION redress_append_only();
CREATE TRIGGER access_append_only BEFORE UPDATE OR DELETE ON complaints_accessentry
    FOR EACH ROW EXECUTE FUNCTION redress_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON complaints_journalentry, complaints_accessentry FROM redress_app;
"""

NO_TRUNCATE = """
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON complaints_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
CREATE TRIGGER access_no_truncate BEFORE TRUNCATE ON complaints_accessentry
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
"""

SCOPE = """
CREATE FUNCTION redress_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(current_setting('redress.everything', true), '') = 'on' $$;
CREATE FUNCTION redress_staff() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('redress.staff', true), '')::bigint $$;
CREATE FUNCTION redress_units() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(nullif(current_setting('redress.units', true), ''), '{}')::bigint[] $$;
CREATE FUNCTION redress_departments() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(nullif(current_setting('redress.departments', true), ''), '{}')::bigint[] $$;

ALTER TABLE complaints_complaint ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON complaints_complaint FOR ALL TO redress_app
    USING (
        (SELECT redress_all())
        OR unit_id = ANY ((SELECT redress_units())::bigint[])
        OR received_unit_id = ANY ((SELECT redress_units())::bigint[])
        OR owner_id = (SELECT redress_staff())
        OR registered_by_id = (SELECT redress_staff())
        OR EXISTS (
            SELECT FROM complaints_share s WHERE s.complaint_id = complaints_complaint.id
               AND (s.department_id = ANY ((SELECT redress_departments())::bigint[])
                    OR s.user_id = (SELECT redress_staff()))
        )
    )
    WITH CHECK (true);
"""

BENEATH = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON {table} FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = {table}.complaint_id))
    WITH CHECK (true);
"""

TABLES = [
    "complaints_party",
    "complaints_order",
    "complaints_urgingnotice",
    "complaints_contact",
    "complaints_finding",
    "complaints_proposal",
    "complaints_cause",
    "complaints_signoff",
    "complaints_matter",
    "complaints_casetext",
    "complaints_journalentry",
]

OWN = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON {table} FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR user_id = (SELECT redress_staff())) WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_initial"), ("organisation", "0002_application_role")]
    operations = [
        migrations.RunSQL(SEQUENCE, "DROP SEQUENCE complaints_complaint_number"),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
        migrations.RunSQL(NO_TRUNCATE, migrations.RunSQL.noop),
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
        *[migrations.RunSQL(BENEATH.format(table=table), migrations.RunSQL.noop) for table in TABLES],
        *[
            migrations.RunSQL(OWN.format(table=table), migrations.RunSQL.noop)
            for table in ("complaints_draft", "complaints_savedview")
        ],
    ]
