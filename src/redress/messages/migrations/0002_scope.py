"""Row-level security: visible where the case is (SEC-01)."""

from django.db import migrations

SCOPE = """
ALTER TABLE outbox_alert ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON outbox_alert FOR ALL TO redress_app
    USING (
        (SELECT redress_all())
        OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = outbox_alert.complaint_id)
    )
    WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial"), ("complaints", "0003_guards")]
    operations = [migrations.RunSQL(SCOPE, migrations.RunSQL.noop)]
