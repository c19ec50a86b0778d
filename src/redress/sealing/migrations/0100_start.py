"""Seals, checkpoints, verifications."""

import django.contrib.postgres.fields
from django.db import migrations, models

BEFORE = """
0001_initial
0002_guards
0003_checkpoint_until
0004_house_alone
0005_seal_follows
"""
"""Names of the steps that led here before; a database that took all of them goes on from here."""


class Migration(migrations.Migration):
    replaces = [("sealing", name) for name in BEFORE.split()]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("size", models.BigIntegerField()),
                (
                    "until",
                    models.BigIntegerField(default=0, help_text="The greatest id of a seal in the tree."),
                ),
                (
                    "seals",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "peaks",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BinaryField(), size=None),
                ),
                ("statement", models.TextField()),
                ("signature", models.TextField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Kind",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("line", models.SmallIntegerField()),
                ("table", models.CharField(max_length=63)),
                ("key", models.CharField(help_text="The column of the primary key.", max_length=63)),
                ("numbered", models.BooleanField(help_text="Whether the key is a number.")),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63), size=None
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("key_id", models.CharField(max_length=20)),
                ("mac", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("cause", models.CharField(max_length=40)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None
                    ),
                ),
                (
                    "pks",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("digests", models.BinaryField()),
                ("key_id", models.CharField(max_length=20)),
                ("mac", models.BinaryField()),
                ("follows", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("whole", models.BooleanField(help_text="Everything, not what came since the last time.")),
                ("until", models.BigIntegerField(help_text="The newest seal that was looked at.")),
                ("looked_at", models.JSONField(default=dict)),
                ("faults", models.JSONField(default=list)),
                (
                    "found",
                    models.IntegerField(help_text="How many faults there were; the first thousand are kept."),
                ),
                (
                    "mac",
                    models.BinaryField(default=b"", help_text="Without it the next run would look at less."),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RunSQL("CREATE SEQUENCE sealing_seal_id AS bigint", "DROP SEQUENCE sealing_seal_id"),
    ]
