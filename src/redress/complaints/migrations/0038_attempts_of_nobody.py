"""An attempt of which nobody knows whose it was, a guessed token, belongs to no unit: every auditor reads it."""

from django.db import migrations

READ = """
    (SELECT redress_all())
    OR unit_id = ANY ((SELECT redress_audited())::bigint[])
    OR (
        (SELECT redress_audited()) <> '{}'
        AND (
            {nobodys}
            EXISTS (
                SELECT FROM complaints_complaint c
                 WHERE c.id = ANY (complaints_accessentry.cases || complaints_accessentry.complaint_id)
                   AND (c.unit_id = ANY ((SELECT redress_audited())::bigint[])
                        OR c.received_unit_id = ANY ((SELECT redress_audited())::bigint[]))
            )
        )
    )
"""
NOBODYS = "(action = 'refused' AND user_id IS NULL AND unit_id IS NULL AND number = '') OR"


def stated(nobodys):
    return f"ALTER POLICY auditors ON complaints_accessentry USING ({READ.replace('{nobodys}', nobodys)})"


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0037_search_by_digests"),
    ]

    operations = [migrations.RunSQL(stated(NOBODYS), stated(""))]
