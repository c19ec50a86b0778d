"""Entries of sessions are chained as those of cases are: each is sealed over the one before it (SEC-04).

Entries of before have no hash: the chain of a session begins with the first act after this.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("committee", "0008_said_in_sessions_encrypted")]

    operations = [
        migrations.AddField(
            "session",
            "journal_head",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            "sessionentry",
            "state",
            models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="The state the act led to.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            "sessionentry",
            "request",
            models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            "sessionentry",
            "previous",
            models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            "sessionentry", "hash", models.CharField(blank=True, db_default="", default="", max_length=64)
        ),
    ]
