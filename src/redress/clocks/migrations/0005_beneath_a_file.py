"""Clocks are those of a file of whatever kind, named by its key."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_rulebooks"),
        ("clocks", "0004_room_for_updates"),
        ("complaints", "0069_rulebooks_of_the_kernel"),
    ]

    operations = [
        # The constraint is by column, and stays; its fields are called otherwise.
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveConstraint("clock", "clock_once")]
        ),
        migrations.RenameField("clock", "complaint", "file"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    "clock",
                    models.UniqueConstraint(fields=("file", "key", "about", "occurrence"), name="clock_once"),
                )
            ]
        ),
        migrations.AlterField(
            "clock",
            "file",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="clocks",
                to="casework.filekey",
            ),
        ),
    ]
