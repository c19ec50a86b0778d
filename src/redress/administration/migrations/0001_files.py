"""Files of the organisation. None is made here: each is made when what it is about is changed for the first time."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.organisation.labelled


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0016_entries_chained"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

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
                (
                    "person",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit__isnull", True), ("person__isnull", True), _connector="OR"),
                        name="organisation_file_of_one",
                    )
                ],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
    ]
