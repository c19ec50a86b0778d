"""Emergencies, re-reviews, judgements of persons, and orders between levels of a department (FLW-15, FLW-16, FLW-19, CLO-13)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.privacy.fields
import redress.privacy.masks

BENEATH = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON {table} FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = {table}.complaint_id))
    WITH CHECK (true);
"""
TABLES = [
    "complaints_emergency",
    "complaints_emergencymember",
    "complaints_emergencyentry",
    "complaints_rereview",
    "complaints_judgement",
]


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0012_related"),
        ("organisation", "0003_journal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="emergency",
            field=models.CharField(
                blank=True,
                choices=[("", "None"), ("running", "Running"), ("ended", "Ended")],
                db_default="",
                default="",
                help_text="FLW-16.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="order",
            name="kind",
            field=models.CharField(
                choices=[
                    ("main", "Main order"),
                    ("co_handling", "Co-handling order"),
                    ("handed_down", "Order handed down"),
                    ("papers", "Request for papers"),
                    ("instruction", "Request for instruction"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("awaiting_approval", "Awaiting approval"),
                    ("disapproved", "Not approved"),
                    ("pending", "Awaiting the customer's answer"),
                    ("accepted", "Accepted"),
                    ("rejected", "Rejected"),
                    ("set_aside", "Set aside by the superior unit"),
                ],
                default="pending",
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Emergency",
            fields=[
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="emergency_process",
                        serialize=False,
                        to="complaints.complaint",
                    ),
                ),
                ("started_at", models.DateTimeField()),
                (
                    "because",
                    models.TextField(help_text="The rule that started it, or the reason given by hand."),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("summary", models.TextField(blank=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EmergencyEntry",
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
                            ("up", "Report to the superior"),
                            ("media", "Media watch"),
                            ("situation", "Situation report"),
                            ("regulator", "Report to the regulator"),
                        ],
                        max_length=20,
                    ),
                ),
                ("to", models.CharField(blank=True, help_text="To whom it was reported.", max_length=200)),
                (
                    "source",
                    models.CharField(blank=True, help_text="Which medium, and where in it.", max_length=200),
                ),
                (
                    "tone",
                    models.CharField(
                        blank=True, help_text="How the medium speaks of us; by the rulebook.", max_length=20
                    ),
                ),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="emergency_entries",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["complaint"], name="emergency_entry_complaint")],
            },
        ),
        migrations.CreateModel(
            name="EmergencyMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=200)),
                ("leads", models.BooleanField(default=False)),
                ("since", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="emergency_team",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-leads", "id"],
                "indexes": [models.Index(fields=["complaint"], name="emergency_member_complaint")],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="Counts the judgements of a case.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("named", "Named, to be heard"),
                            ("heard", "Heard"),
                            ("judged", "Judged"),
                            ("appealed", "Appealed"),
                            ("decided", "Appeal decided"),
                        ],
                        default="named",
                        max_length=20,
                    ),
                ),
                (
                    "name",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.masks.Kind["NAME"], null=True
                    ),
                ),
                ("because", models.TextField()),
                ("named_at", models.DateTimeField()),
                ("statement", models.TextField(blank=True)),
                ("heard_at", models.DateTimeField(null=True)),
                ("finding", models.CharField(blank=True, max_length=64)),
                ("reasons", models.TextField(blank=True)),
                (
                    "owner_view",
                    models.TextField(blank=True, help_text="What the owner of the case contributed."),
                ),
                ("judged_at", models.DateTimeField(null=True)),
                ("appeal", models.TextField(blank=True)),
                ("appealed_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(blank=True, help_text="The finding after the appeal.", max_length=64),
                ),
                ("outcome_reasons", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.department",
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("complaint", "number"), name="judgement_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Rereview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ground", models.CharField(max_length=64)),
                ("guidance", models.TextField()),
                ("from_state", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rereviews",
                        to="complaints.complaint",
                    ),
                ),
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
                "ordering": ["id"],
                "indexes": [models.Index(fields=["complaint"], name="rereview_complaint")],
            },
        ),
        *[migrations.RunSQL(BENEATH.format(table=table), migrations.RunSQL.noop) for table in TABLES],
    ]
