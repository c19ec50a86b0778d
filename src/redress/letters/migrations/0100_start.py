"""Letters and who reviews them: the tables."""

from django.db import migrations, models

import redress.privacy.fields
import redress.privacy.kinds


class Migration(migrations.Migration):
    replaces = [("letters", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(help_text="Code of the rulebook's letter.", max_length=64)),
                ("number", models.CharField(max_length=60)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "code",
                    models.CharField(help_text="What the QR code leads to.", max_length=12, unique=True),
                ),
                (
                    "because",
                    redress.privacy.fields.EncryptedText(
                        blank=True,
                        editable=True,
                        help_text="Why a letter that was sent is issued again.",
                        null=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In legal review"),
                            ("returned", "Returned with marks"),
                            ("reviewed", "Review passed"),
                            ("sent", "Sent"),
                            ("replaced", "Replaced by a later version"),
                            ("dropped", "Dropped"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                (
                    "parts",
                    redress.privacy.fields.EncryptedJSON(blank=True, default=dict, editable=True, null=True),
                ),
                (
                    "addressee",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["NAME"], null=True
                    ),
                ),
                (
                    "address",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["ADDRESS"], null=True
                    ),
                ),
                (
                    "order",
                    models.CharField(blank=True, help_text="The order a form is about.", max_length=30),
                ),
                ("written_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "review",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="What the reviewer said of the whole.", null=True
                    ),
                ),
                ("issued_on", models.DateField(help_text="The date it carries.", null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "means",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("post", "By post"),
                            ("email", "By e-mail"),
                            ("hand", "Handed over"),
                            ("internal", "Within the company"),
                        ],
                        max_length=20,
                    ),
                ),
                ("proof", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("execute_by", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LetterRemark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("part", models.CharField(blank=True, max_length=64)),
                ("quote", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("remark", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LetterSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("prefix", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asker", models.BinaryField(max_length=16)),
                ("minute", models.DateTimeField()),
                ("n", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["minute"], name="attempt_minute")],
                "constraints": [
                    models.UniqueConstraint(fields=("asker", "minute"), name="attempts_of_a_minute")
                ],
            },
        ),
    ]
