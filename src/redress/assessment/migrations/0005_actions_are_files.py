"""Corrective actions are files: each has a number, a version and a journal that is a chain (CLO-11, SEC-04).

Actions of before get their numbers here; a row that is not as it was sealed stays so. Their entries of before have none.
"""

from django.db import migrations, models

from redress.sealing.migrating import sealed_rows, written_anew

TABLE = "assessment_correctiveaction"


def numbered(_apps, editor):
    held = sealed_rows(TABLE)
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    editor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
    editor.execute(f"UPDATE {TABLE} SET number = 'A-' || lpad(id::text, 6, '0')")  # noqa: S608 - a constant
    written_anew(TABLE, held)
    editor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER USER")


def _text(length):
    return models.CharField(blank=True, default="", db_default="", max_length=length)


class Migration(migrations.Migration):
    dependencies = [("assessment", "0004_handed_on"), ("complaints", "0036_values_bound")]

    operations = [
        migrations.AddField("correctiveaction", "number", models.CharField(max_length=40, default="")),
        migrations.AddField(
            "correctiveaction", "version", models.IntegerField(default=0), preserve_default=True
        ),
        migrations.AddField(
            "correctiveaction",
            "journal_head",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(numbered, migrations.RunPython.noop),
        migrations.AlterField("correctiveaction", "number", models.CharField(max_length=40, unique=True)),
        migrations.AddField("assessmententry", "number", _text(40)),
        migrations.AddField("assessmententry", "sequence", models.IntegerField(default=0, db_default=0)),
        migrations.AddField("assessmententry", "command", _text(40)),
        migrations.AddField("assessmententry", "state", _text(20)),
        migrations.AddField("assessmententry", "key", _text(80)),
        migrations.AddField("assessmententry", "request", _text(64)),
        migrations.AddField("assessmententry", "previous", _text(64)),
        migrations.AddField("assessmententry", "hash", _text(64)),
        migrations.AddConstraint(
            "assessmententry",
            models.UniqueConstraint(
                condition=~models.Q(number=""),
                fields=("number", "sequence"),
                name="assessment_entry_sequence",
            ),
        ),
        migrations.AddConstraint(
            "assessmententry",
            models.UniqueConstraint(
                condition=~models.Q(key=""),
                fields=("by", "key"),
                name="assessment_key_once",
                nulls_distinct=False,
            ),
        ),
    ]
