"""Special flows: the flow and bank-sale stage of a case, steps taken, what orders record (FLW-11..13, INT-08)."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BENEATH = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON {table} FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = {table}.complaint_id))
    WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0009_room_for_updates"),
        ("organisation", "0003_journal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="callback_finding",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="What a callback found (INT-08).",
                max_length=40,
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="flow",
            field=models.CharField(db_default="standard", default="standard", max_length=64),
        ),
        migrations.AddField(
            model_name="complaint",
            name="sale_stage",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Stage of a bank's sale; empty: not sold by a bank (FLW-12).",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="parent",
            field=models.ForeignKey(
                help_text="The order it comes from (FLW-19).",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="complaints.order",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="their_opinion",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="The department's own first opinion (FLW-12).",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="transferred_at",
            field=models.DateTimeField(help_text="When it went over to the department (FLW-12).", null=True),
        ),
        migrations.CreateModel(
            name="FlowStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("flow", models.CharField(max_length=64)),
                ("step", models.CharField(max_length=64)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        help_text="What the step found: 'within' or 'beyond', or the level.",
                        max_length=20,
                    ),
                ),
                (
                    "role",
                    models.CharField(blank=True, help_text="The role that has the case now.", max_length=64),
                ),
                (
                    "means",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("words", models.TextField(blank=True)),
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
                        related_name="flow_steps",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.department",
                    ),
                ),
                (
                    "holder",
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
                "ordering": ["id"],
                "indexes": [models.Index(fields=["complaint"], name="flow_step_complaint")],
            },
        ),
        migrations.RunSQL(BENEATH.format(table="complaints_flowstep"), migrations.RunSQL.noop),
    ]
