"""The guards of the journals of claims are those of every kind now (`casework/sql`)."""

from django.db import migrations

GONE = """
    DROP FUNCTION IF EXISTS claims_append_only() CASCADE;
    DROP FUNCTION IF EXISTS claims_text_kept() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_drafts")]

    operations = [migrations.RunSQL(GONE, migrations.RunSQL.noop)]
