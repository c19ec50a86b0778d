"""The letters of a case go with it when it is disposed of, PDFs and all (CLO-10)."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

_EVIDENCE = """\
    SELECT array_agg(DISTINCT blob_id) INTO named FROM evidence_attachment WHERE complaint_id = disposed;
"""
_LETTERS_TOO = """\
    SELECT array_agg(DISTINCT blob) INTO named FROM (
        SELECT blob_id AS blob FROM evidence_attachment WHERE complaint_id = disposed
        UNION ALL SELECT pdf_id FROM letters_letter WHERE complaint_id = disposed AND pdf_id IS NOT NULL
    ) files;
    DELETE FROM letters_letterremark WHERE letter_id IN (SELECT id FROM letters_letter WHERE complaint_id = disposed);
    DELETE FROM letters_letter WHERE complaint_id = disposed;
"""


def _function() -> str:
    """The function as the migration that made it wrote it, with letters beside evidence."""
    made: str = import_module("redress.complaints.migrations.0014_keeping").DISPOSE
    assert _EVIDENCE in made
    return made.replace(_EVIDENCE, _LETTERS_TOO).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_guards"), ("complaints", "0014_keeping")]
    operations = [
        migrations.AlterField(
            model_name="letter",
            name="supersedes",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="followers",
                to="letters.letter",
            ),
        ),
        migrations.RunSQL(_function(), migrations.RunSQL.noop),
    ]
