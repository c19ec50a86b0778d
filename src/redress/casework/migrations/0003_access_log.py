"""Who read what is the kernel's to keep, of files of every kind; the table keeps its name, its column gets another."""

import django.contrib.postgres.fields
from django.db import migrations, models

import redress.privacy.fields
import redress.privacy.kinds

_RENAME = (
    "ALTER TABLE complaints_accessentry RENAME COLUMN complaint_id TO file_id",
    "ALTER INDEX access_complaint RENAME TO access_file",
)
_BACK = (
    "ALTER TABLE complaints_accessentry RENAME COLUMN file_id TO complaint_id",
    "ALTER INDEX access_file RENAME TO access_complaint",
)


def _list(of):
    return django.contrib.postgres.fields.ArrayField(base_field=of, blank=True, default=list, size=None)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_rulebooks"),
        ("complaints", "0069_rulebooks_of_the_kernel"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(";".join(_RENAME), ";".join(_BACK))],
            state_operations=[
                migrations.CreateModel(
                    name="AccessEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("user_id", models.IntegerField(null=True)),
                        ("unit_id", models.BigIntegerField(null=True)),
                        ("file_id", models.BigIntegerField(null=True)),
                        (
                            "number",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="The case that was asked for, seen or not.",
                                max_length=40,
                            ),
                        ),
                        ("action", models.CharField(max_length=20)),
                        (
                            "purpose",
                            models.CharField(blank=True, help_text="A code, no words.", max_length=200),
                        ),
                        (
                            "note",
                            redress.privacy.fields.EncryptedText(
                                help_text="The purpose in words, where there is no code for it."
                            ),
                        ),
                        ("fields", models.CharField(blank=True, max_length=200)),
                        ("cases", _list(models.BigIntegerField())),
                        ("shown", models.IntegerField(default=0, help_text="How many cases were shown.")),
                        ("asked", _list(models.BinaryField())),
                        ("address", models.GenericIPAddressField(null=True)),
                        (
                            "session",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="Keyed fingerprint of the session, or the token.",
                                max_length=40,
                            ),
                        ),
                        ("door", models.CharField(blank=True, default="", max_length=10)),
                        ("for_people", _list(models.IntegerField())),
                    ],
                    options={
                        "db_table": "complaints_accessentry",
                        "indexes": [
                            models.Index(fields=["file_id", "-at"], name="access_file"),
                            models.Index(fields=["-at", "-id"], name="access_at"),
                            models.Index(fields=["user_id", "-at"], name="access_reader"),
                        ],
                    },
                )
            ],
        )
    ]
