"""Runs of imports are this room's: the table and its name are as the complaints' migrations made them."""

import django.db.models.deletion
from django.db import migrations, models

import redress.privacy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [("organisation", "0100_start"), ("complaints", "0103_legal_hold")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="ImportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(default="complaint", max_length=40)),
                        ("source", models.CharField(max_length=40)),
                        ("mapping", models.CharField(max_length=60)),
                        ("file", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                        ("digest", models.CharField(max_length=64)),
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("imported", models.IntegerField(default=0)),
                        ("taking_back_at", models.DateTimeField(null=True)),
                        ("taken_back_at", models.DateTimeField(null=True)),
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
                        "db_table": "complaints_importrun",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taken_back_at__isnull", True),
                                    ("taking_back_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="import_taken_back_was_begun",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
