"""Papers, and the bytes of files: the tables."""

from django.db import migrations, models

import redress.organisation.labelled
import redress.privacy.fields


class Migration(migrations.Migration):
    replaces = [("evidence", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contract", "Contract"),
                            ("application", "Application form"),
                            ("health", "Health declaration"),
                            ("sales_recording", "Sales recording"),
                            ("call_recording", "Call recording"),
                            ("customer", "Customer's papers"),
                            ("internal", "Internal records"),
                            ("law", "Laws and rules"),
                            ("signature", "Signed visit form"),
                            ("authority", "Authorisation or proof of succession"),
                            ("other", "Other evidence"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Which of the papers that the file asks for it is, by its code.",
                        max_length=64,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
        migrations.CreateModel(
            name="Blob",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("content_type", models.CharField(max_length=100)),
                ("stored_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("handle", models.CharField(max_length=40, unique=True)),
                ("name", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
