"""Who sees what of this room, and a journal that nobody changes (SEC-01, SEC-04)."""

from django.db import migrations

SCOPE = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON {table} FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR unit_id = ANY ((SELECT redress_units())::bigint[]) OR {more}) WITH CHECK (true);
"""

MORE = {
    "assessment_correctiveaction": (
        "owner_id = (SELECT redress_staff()) OR department_id = ANY ((SELECT redress_departments())::bigint[])"
    ),
    "assessment_sample": "false",
    "assessment_knowledgearticle": "state = 'published' OR drafted_by_id = (SELECT redress_staff())",
    "assessment_assessmententry": "by_id = (SELECT redress_staff())",
}

BENEATH = """
ALTER TABLE assessment_spotcheck ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON assessment_spotcheck FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR EXISTS (
        SELECT FROM complaints_complaint c WHERE c.id = assessment_spotcheck.complaint_id)) WITH CHECK (true);
"""

APPEND_ONLY = """
CREATE TRIGGER assessment_append_only BEFORE UPDATE OR DELETE ON assessment_assessmententry
    FOR EACH ROW EXECUTE FUNCTION organisation_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON assessment_assessmententry FROM redress_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0001_initial"),
        ("complaints", "0003_guards"),
        ("organisation", "0003_journal"),
    ]
    operations = [
        *[
            migrations.RunSQL(SCOPE.format(table=table, more=more), migrations.RunSQL.noop)
            for table, more in MORE.items()
        ],
        migrations.RunSQL(BENEATH, migrations.RunSQL.noop),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
