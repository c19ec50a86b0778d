"""What every kind of file has: keys, rulebooks, who read what, drafts, disposals: the tables."""

import django.contrib.postgres.fields
from django.db import migrations, models

import redress.privacy.fields
import redress.privacy.kinds


class Migration(migrations.Migration):
    replaces = [("casework", "0001_file_key")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Disposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("retained_until", models.DateField()),
                ("reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("proposed_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("destroyed", models.JSONField(default=dict)),
                ("emptied", models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict)),
                ("minutes", models.JSONField(db_default=models.Value([], models.JSONField()), default=list)),
                ("files", models.JSONField(default=list)),
                ("files_gone_at", models.DateTimeField(null=True)),
                ("skeleton", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "db_table": "complaints_disposal",
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "form",
                    models.CharField(help_text="'register/<key>', or '<number>/<command>'.", max_length=60),
                ),
                (
                    "content",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["NAME"], null=True
                    ),
                ),
                ("saved_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "complaints_draft",
            },
        ),
        migrations.CreateModel(
            name="FileKey",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("number", models.CharField(max_length=40, unique=True)),
            ],
            options={
                "db_table": "casework_file",
            },
        ),
        migrations.CreateModel(
            name="LookUps",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.IntegerField()),
                ("hour", models.DateTimeField()),
                ("n", models.IntegerField()),
            ],
            options={
                "db_table": "complaints_lookups",
            },
        ),
        migrations.CreateModel(
            name="RulebookVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=30)),
                ("effective", models.DateField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("texts", models.JSONField(help_text="Name of each rulebook in the chain -> its YAML text.")),
                ("published_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "complaints_rulebookversion",
                "ordering": ["name", "-effective", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "name_index",
                    redress.privacy.fields.BlindIndexField(
                        exact=True, kind=redress.privacy.kinds.Kind["TEXT"], null=True, of="name"
                    ),
                ),
                ("query", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
            ],
            options={
                "db_table": "complaints_savedview",
                "ordering": ["id"],
            },
        ),
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
                ("purpose", models.CharField(blank=True, help_text="A code, no words.", max_length=200)),
                (
                    "note",
                    redress.privacy.fields.EncryptedText(
                        blank=True,
                        editable=True,
                        help_text="The purpose in words, where there is no code for it.",
                        null=True,
                    ),
                ),
                ("fields", models.CharField(blank=True, max_length=200)),
                (
                    "cases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("shown", models.IntegerField(default=0, help_text="How many cases were shown.")),
                (
                    "asked",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BinaryField(), blank=True, default=list, size=None
                    ),
                ),
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
                (
                    "for_people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), blank=True, default=list, size=None
                    ),
                ),
            ],
            options={
                "db_table": "complaints_accessentry",
                "indexes": [
                    models.Index(fields=["file_id", "-at"], name="access_file"),
                    models.Index(fields=["-at", "-id"], name="access_at"),
                    models.Index(fields=["user_id", "-at"], name="access_reader"),
                ],
            },
        ),
    ]
