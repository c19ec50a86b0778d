"""Messages are seen where their case is, and by the colleague they went to (SEC-01)."""

from django.db import migrations

SCOPE = """
ALTER TABLE outbox_message ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON outbox_message FOR ALL TO redress_app
    USING (
        (SELECT redress_all())
        OR user_id = (SELECT redress_staff())
        OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = outbox_message.complaint_id)
    )
    WITH CHECK (true);
ALTER TABLE outbox_attempt ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON outbox_attempt FOR ALL TO redress_app
    USING (
        (SELECT redress_all())
        OR EXISTS (SELECT FROM outbox_message m WHERE m.id = outbox_attempt.message_id)
    )
    WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0004_outbox"), ("complaints", "0003_guards")]
    operations = [migrations.RunSQL(SCOPE, migrations.RunSQL.noop)]
