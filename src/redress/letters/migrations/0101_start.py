"""Letters and who reviews them: what leads from table to table."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BEFORE = """
0002_guards
0003_disposal
0004_attempts
0005_words_encrypted
0006_beneath_a_file
"""
"""Names of the steps that led here before; a database that took all of them goes on from here."""


class Migration(migrations.Migration):
    replaces = [("letters", name) for name in BEFORE.split()]

    initial = True

    dependencies = [
        ("casework", "0101_start"),
        ("evidence", "0101_start"),
        ("letters", "0100_start"),
        ("organisation", "0100_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="author",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casework.filekey"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="pdf",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evidence.blob",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="reviewer",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="reviewing",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.department",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="sent_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="supersedes",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="followers",
                to="letters.letter",
            ),
        ),
        migrations.AddField(
            model_name="letterremark",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letterremark",
            name="letter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="letters.letter"
            ),
        ),
        migrations.AddField(
            model_name="letterseries",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("state", "in_review")),
                fields=["reviewing", "submitted_at", "id"],
                name="letter_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("number", "revision"), name="letter_version"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["reviewed", "sent"]), _negated=True),
                    ("pdf__isnull", False),
                    _connector="OR",
                ),
                name="letter_frozen_has_pdf",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewer__isnull", True),
                    models.Q(("reviewer", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="letter_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="letterseries",
            constraint=models.UniqueConstraint(fields=("prefix", "unit", "year"), name="letter_series"),
        ),
        migrations.RunSQL("ALTER TABLE letters_attempt SET UNLOGGED", migrations.RunSQL.noop),
    ]
