"""Samples of spot checks and articles of the knowledge base are files as well (CLO-03, CLO-12, SEC-04).

Rows of before get their numbers here; one that is not as it was sealed stays so. Their entries of before have none.
"""

from django.db import migrations, models

from redress.sealing.migrating import sealed_rows, written_anew

NUMBERED = "UPDATE assessment_{0} SET number = '{1}-' || lpad(id::text, 6, '0')"
CHECKED = """
    UPDATE assessment_sample s SET state = 'checked'
     WHERE NOT EXISTS (SELECT FROM assessment_spotcheck c WHERE c.sample_id = s.id AND c.checked_at IS NULL)
"""


def numbered(_apps, editor):
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table, letter in (("sample", "S"), ("knowledgearticle", "K")):
        name = f"assessment_{table}"
        held = sealed_rows(name)
        editor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        editor.execute(NUMBERED.format(table, letter))
        if table == "sample":
            editor.execute(CHECKED)
        written_anew(name, held)
        editor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")


def _file(model):
    return [
        migrations.AddField(model, "number", models.CharField(max_length=40, default="")),
        migrations.AddField(model, "version", models.IntegerField(default=0)),
        migrations.AddField(
            model,
            "journal_head",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("assessment", "0005_actions_are_files")]

    operations = [
        *_file("sample"),
        *_file("knowledgearticle"),
        migrations.AddField(
            "sample",
            "state",
            models.CharField(
                choices=[("drawn", "To be checked"), ("checked", "Checked")],
                db_default="drawn",
                default="drawn",
                max_length=20,
            ),
        ),
        migrations.RunPython(numbered, migrations.RunPython.noop),
        migrations.AlterField("sample", "number", models.CharField(max_length=40, unique=True)),
        migrations.AlterField("knowledgearticle", "number", models.CharField(max_length=40, unique=True)),
    ]
