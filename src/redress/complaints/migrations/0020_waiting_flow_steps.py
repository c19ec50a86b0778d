"""A step that hands a case on without an order says so while its holder is asked, for the holder's workbench."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0019_related_by_position")]
    operations = [
        migrations.AddField(
            "flowstep",
            "waits",
            models.BooleanField(
                db_default=False,
                default=False,
                help_text="Handed on without an order: the holder is asked until the next step is taken.",
            ),
        ),
        migrations.AddIndex(
            "flowstep",
            models.Index(fields=["holder"], name="flow_step_waiting", condition=models.Q(("waits", True))),
        ),
    ]
