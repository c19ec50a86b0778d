"""What the database itself refuses: changing what was voted and written, and showing a session to who has no part.

A session is seen by its members, by who has something to do from it, and by who sees the cases of its unit (ORG-11); what hangs on a session is seen with
it, what hangs on a case with the case.
"""

from django.db import migrations

FOREVER = [
    "committee_sessionentry",
    "committee_vote",
    "committee_recusal",
    "committee_hearing",
    "committee_ruling",
]

APPEND_ONLY = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION redress_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM redress_app;
"""

SESSION = """
ALTER TABLE committee_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON committee_session FOR ALL TO redress_app
    USING (
        (SELECT redress_all())
        OR (SELECT redress_staff()) = ANY (readers)
        OR body_id IN (SELECT b.id FROM committee_body b WHERE b.unit_id = ANY ((SELECT redress_units())::bigint[]))
    )
    WITH CHECK (true);
"""

BENEATH = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON {table} FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR EXISTS (SELECT FROM {above} a WHERE a.id = {table}.{column}))
    WITH CHECK (true);
"""

UNDER = [
    ("committee_attendee", "committee_session", "session_id"),
    ("committee_item", "committee_session", "session_id"),
    ("committee_sessionentry", "committee_session", "session_id"),
    ("committee_action", "committee_session", "session_id"),
    ("committee_recusal", "committee_item", "item_id"),
    ("committee_vote", "committee_item", "item_id"),
    ("committee_hearing", "committee_item", "item_id"),
    ("committee_referral", "complaints_complaint", "complaint_id"),
    ("committee_ruling", "complaints_complaint", "complaint_id"),
    ("committee_execution", "complaints_complaint", "complaint_id"),
]


class Migration(migrations.Migration):
    dependencies = [("committee", "0001_initial"), ("complaints", "0003_guards")]
    operations = [
        *[migrations.RunSQL(APPEND_ONLY.format(table=table), migrations.RunSQL.noop) for table in FOREVER],
        migrations.RunSQL(SESSION, migrations.RunSQL.noop),
        *[
            migrations.RunSQL(BENEATH.format(table=table, above=above, column=column), migrations.RunSQL.noop)
            for table, above, column in UNDER
        ],
    ]
