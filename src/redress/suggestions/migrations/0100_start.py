"""What was learned from closed files, version by version."""

import django.db.models.deletion
from django.db import migrations, models

import redress.privacy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0102_suggestions_chosen"),
    ]

    operations = [
        migrations.CreateModel(
            name="LearnedVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("learned_at", models.DateTimeField()),
                ("files", models.PositiveIntegerField(help_text="Closed files it was learned from.")),
                ("digest", models.CharField(max_length=64)),
                ("body", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "measures",
                    redress.privacy.fields.EncryptedJSON(
                        blank=True,
                        default=list,
                        editable=True,
                        help_text="How good it was on files that were held out, by codes.",
                        null=True,
                    ),
                ),
                (
                    "least",
                    models.PositiveSmallIntegerField(
                        db_default=60,
                        default=60,
                        help_text="Confidence in percent below which nothing is said.",
                    ),
                ),
                ("in_use", models.BooleanField(db_default=False, default=False)),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["unit_id", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "version"), name="learned_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("in_use", True)),
                        fields=("unit",),
                        name="one_learned_version_in_use",
                    ),
                ],
            },
        ),
    ]
