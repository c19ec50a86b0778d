"""Row-level security: visible where the case is (SEC-01)."""

from django.db import migrations

SCOPE = """
ALTER TABLE evidence_attachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON evidence_attachment FOR ALL TO redress_app
    USING (
        (SELECT redress_all())
        OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = evidence_attachment.complaint_id)
    )
    WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_initial"), ("complaints", "0003_guards")]
    operations = [migrations.RunSQL(SCOPE, migrations.RunSQL.noop)]
