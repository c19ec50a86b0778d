"""Seals are made by everybody who changes something, read by the house, changed by nobody."""

from django.db import migrations

NUMBERS = """
CREATE SEQUENCE sealing_seal_id AS bigint;
GRANT USAGE ON SEQUENCE sealing_seal_id TO redress_app;
"""

REFUSED = """
CREATE FUNCTION redress_seal_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
"""

REGISTER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION redress_seal_register();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION redress_seal_register();
REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM redress_app;
"""

SCOPE = """
ALTER TABLE sealing_seal ENABLE ROW LEVEL SECURITY;
CREATE POLICY made ON sealing_seal FOR INSERT TO redress_app WITH CHECK (true);
CREATE POLICY house ON sealing_seal FOR SELECT TO redress_app
    USING (coalesce(current_setting('redress.everything', true), '') = 'on');
REVOKE INSERT ON sealing_kind FROM redress_app;
"""


class Migration(migrations.Migration):
    dependencies = [("sealing", "0001_initial"), ("organisation", "0002_application_role")]
    operations = [
        migrations.RunSQL(NUMBERS, "DROP SEQUENCE sealing_seal_id"),
        migrations.RunSQL(REFUSED, migrations.RunSQL.noop),
        *[
            migrations.RunSQL(REGISTER.format(table=f"sealing_{name}"), migrations.RunSQL.noop)
            for name in ("kind", "seal", "checkpoint", "verification")
        ],
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
    ]
