"""A message knows the hours in which it waits; what no gateway was there for is found (COM-10)."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("outbox", "0014_unsure")]

    operations = [
        migrations.AddField(
            "message",
            "quiet",
            models.CharField(
                blank=True,
                default="",
                help_text="Hours in which it waits, '21:00-08:00 Asia/Shanghai'; '': none.",
                max_length=60,
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["channel", "-id"],
                condition=Q(state="suppressed", attempts=0),
                name="message_unsent",
            ),
        ),
    ]
