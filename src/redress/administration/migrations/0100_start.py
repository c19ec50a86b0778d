"""Units, people, calendars and rulebooks as files: the tables."""

from django.db import migrations, models

import redress.organisation.labelled


class Migration(migrations.Migration):
    replaces = [("administration", "0001_files")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="OrganisationFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.IntegerField(default=0)),
                ("journal_head", models.CharField(blank=True, max_length=64)),
                ("number", models.CharField(max_length=80, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("in_force", "In force"), ("disabled", "Disabled")],
                        default="in_force",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
    ]
