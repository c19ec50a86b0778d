"""Alerts and messages are about a file of whatever kind, named by its key."""

import django.db.models.deletion
from django.db import migrations, models


def _of_a_file(**more):
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="casework.filekey",
        **more,
    )


def _called(model, was, is_, *fields):
    """An index is by column, and stays; its name and its fields are others."""
    return [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f"ALTER INDEX {was} RENAME TO {is_}", f"ALTER INDEX {is_} RENAME TO {was}")
            ],
            state_operations=[migrations.RemoveIndex(model, was)],
        ),
        migrations.RenameField(model, "complaint", "file"),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AddIndex(model, models.Index(fields=fields, name=is_))]
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_rulebooks"),
        ("complaints", "0069_rulebooks_of_the_kernel"),
        ("outbox", "0018_keys_by_their_whole"),
    ]

    operations = [
        *_called("alert", "alert_complaint", "alert_file", "file"),
        *_called("message", "message_complaint", "message_file", "file", "id"),
        migrations.AlterField("alert", "file", _of_a_file()),
        migrations.AlterField("message", "file", _of_a_file(null=True)),
    ]
