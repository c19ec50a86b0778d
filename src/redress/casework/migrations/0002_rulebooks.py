"""Rulebooks in force are the kernel's; their table stays where and as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0001_file_key"),
        ("complaints", "0068_keys_of_files"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
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
                        (
                            "texts",
                            models.JSONField(
                                help_text="Name of each rulebook in the chain -> its YAML text."
                            ),
                        ),
                        ("published_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "db_table": "complaints_rulebookversion",
                        "ordering": ["name", "-effective", "-id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("name", "version"), name="rulebook_version_once")
                        ],
                    },
                )
            ]
        )
    ]
