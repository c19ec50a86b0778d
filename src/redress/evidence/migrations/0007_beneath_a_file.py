"""Papers and uploads belong to a file of whatever kind, named by its key."""

import django.db.models.deletion
from django.db import migrations, models


def _of_a_file(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casework.filekey", **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_rulebooks"),
        ("complaints", "0069_rulebooks_of_the_kernel"),
        ("evidence", "0006_indexes_that_begin_another"),
    ]

    operations = [
        # The constraint is by column, and stays; its fields are called otherwise.
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveConstraint("attachment", "attached_once")]
        ),
        migrations.RenameField("attachment", "complaint", "file"),
        migrations.RenameField("upload", "complaint", "file"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    "attachment",
                    models.UniqueConstraint(fields=("file", "blob", "kind"), name="attached_once"),
                )
            ]
        ),
        migrations.AlterField("attachment", "file", _of_a_file(db_index=False)),
        migrations.AlterField("upload", "file", _of_a_file(null=True)),
    ]
