"""Clocks of files of all kinds."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import redress.clocks.models

ROOM = "ALTER TABLE clocks_clock SET (fillfactor = 85)"
"""Room beside each row, so that a new state of it needs no new entry in the indexes."""

BEFORE = """
0001_initial
0002_initial
0003_scope
0004_room_for_updates
0005_beneath_a_file
"""
"""Names of the steps that led here before; a database that took all of them goes on from here."""


class Migration(migrations.Migration):
    replaces = [("clocks", name) for name in BEFORE.split()]

    initial = True

    dependencies = [
        ("casework", "0100_start"),
    ]

    operations = [
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("about", models.CharField(blank=True, max_length=40)),
                ("occurrence", models.PositiveSmallIntegerField(default=1)),
                ("group", models.CharField(blank=True, max_length=40)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("running", "running"),
                            ("paused", "paused"),
                            ("met", "met"),
                            ("late", "late"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=12,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("provisional", models.BooleanField(default=False)),
                (
                    "steps_at",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateTimeField(), default=list, size=None
                    ),
                ),
                (
                    "steps_do",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("step", models.PositiveSmallIntegerField(default=0)),
                (
                    "next_step_at",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                models.Q(("status", "running")),
                                then=redress.clocks.models.StepAt(models.F("steps_at"), models.F("step")),
                            )
                        ),
                        output_field=models.DateTimeField(null=True),
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clocks",
                        to="casework.filekey",
                    ),
                ),
            ],
            options={
                "ordering": ["started_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_step_at__isnull", False)),
                        fields=["next_step_at"],
                        name="clock_sweep",
                    ),
                    models.Index(
                        condition=models.Q(("provisional", True), ("status", "running")),
                        fields=["due_at"],
                        name="clock_provisional",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("file", "key", "about", "occurrence"), name="clock_once")
                ],
            },
        ),
        migrations.RunSQL(ROOM, migrations.RunSQL.noop),
    ]
