"""The law's tables, two states, and the states again where the database names them.

New tables of a case are as visible as the case (0003_guards); open cases are counted in an index alone
(0004_search_function), so the function that counts them knows the new state too.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from redress.rulebook.lifecycle import OPEN_STATES

BENEATH = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON {table} FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = {table}.complaint_id))
    WITH CHECK (true);
"""

TABLES = [
    "complaints_decision",
    "complaints_newfacts",
    "complaints_paper",
    "complaints_pause",
    "complaints_review",
    "complaints_telling",
]

OPEN = [
    "answered",
    "decided",
    "determined",
    "investigating",
    "proposed",
    "registered",
    "rejected",
    "returned",
]

STAGES = """
CREATE OR REPLACE FUNCTION redress_stages(at timestamptz)
RETURNS TABLE (unit bigint, state varchar, cases bigint, late bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT c.unit_id, c.state, count(*), count(*) FILTER (WHERE c.next_due_at <= at)
      FROM complaints_complaint c
     WHERE c.state IN ({states})
       AND c.unit_id = ANY (redress_units())
     GROUP BY c.unit_id, c.state
$$;
""".format(states=", ".join(f"'{state}'" for state in OPEN))  # noqa: S608 - constants only


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0006_callback"),
        ("organisation", "0003_journal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("first", "Decision"), ("review", "Decision after a review")],
                        default="first",
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("made", "Made, not told yet"),
                            ("told", "Told to the customer"),
                            ("superseded", "Replaced after a review"),
                        ],
                        default="made",
                        max_length=20,
                    ),
                ),
                (
                    "proposal",
                    models.PositiveSmallIntegerField(
                        help_text="Position of the proposal it rests on.", null=True
                    ),
                ),
                ("decision", models.TextField()),
                ("verification", models.TextField()),
                ("basis", models.TextField()),
                ("reasons", models.TextField()),
                (
                    "remedies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="NewFacts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.TextField()),
                ("received_at", models.DateTimeField()),
                (
                    "evidence",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=None
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "new facts",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("evidence", models.CharField(blank=True, max_length=64)),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(help_text="A ground of the rulebook.", max_length=40)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("proof", models.JSONField(default=dict)),
                ("words", models.TextField(blank=True)),
                ("outcome", models.TextField(blank=True)),
                ("at", models.DateTimeField(help_text="When it was entered.")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=30, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Under review"),
                            ("decided", "Decided, not told yet"),
                            ("told", "Result told"),
                            ("ended", "Ended with the case"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("decision", models.PositiveSmallIntegerField(null=True)),
                ("grounds", models.TextField()),
                ("request", models.CharField(help_text="SHA-256 of the written request.", max_length=64)),
                ("requested_at", models.DateTimeField(help_text="When the superior unit received it.")),
                ("last_day", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "Decision upheld"),
                            ("changed", "Decision changed"),
                            ("returned", "Returned to be handled again"),
                        ],
                        max_length=20,
                    ),
                ),
                ("process", models.TextField(blank=True)),
                ("limit", models.TextField(blank=True)),
                ("result", models.TextField(blank=True)),
                ("reasons", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("acceptance", "Acceptance"),
                            ("progress", "Progress"),
                            ("extension", "Extension of the limit"),
                            ("pause", "Pause of the limit"),
                            ("decision", "Decision"),
                            ("decline", "Complaint declined"),
                            ("review", "Result of the review"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True, help_text="A decision's or a review's number.", max_length=40
                    ),
                ),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("call", "Telephone call"),
                            ("letter", "Letter"),
                            ("email", "E-mail"),
                            ("sms", "Text message"),
                            ("in_person", "In person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("delivered_at", models.DateTimeField(null=True)),
                ("reached", models.BooleanField(default=True)),
                ("words", models.TextField(blank=True)),
                ("proof", models.CharField(blank=True, max_length=64)),
                ("reference", models.CharField(blank=True, max_length=100)),
                (
                    "in_time",
                    models.BooleanField(
                        help_text="Within the limit that ran; none if no limit ran.", null=True
                    ),
                ),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="complaint",
            name="complaint_known_state",
        ),
        migrations.RemoveIndex(
            model_name="complaint",
            name="complaint_queue",
        ),
        migrations.RemoveIndex(
            model_name="complaint",
            name="complaint_unit_due",
        ),
        migrations.AddField(
            model_name="complaint",
            name="decided_at",
            field=models.DateTimeField(help_text="When the decision that holds was made.", null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="paused",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Grounds that pause a limit now.",
                max_length=100,
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="result_received_at",
            field=models.DateTimeField(
                help_text="When it reached the customer; unknown while a letter is on its way (AUT-06).",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="result_told_at",
            field=models.DateTimeField(help_text="When the customer was told the result.", null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="under_review",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="complaint",
            name="state",
            field=models.CharField(
                choices=[
                    ("registered", "已登记"),
                    ("investigating", "调查处理中"),
                    ("returned", "已退回，待重新分派"),
                    ("proposed", "意见反馈中"),
                    ("rejected", "客户不接受，待再次提出意见"),
                    ("decided", "已作出处理决定"),
                    ("answered", "客户已接受"),
                    ("determined", "已认定，签字确认中"),
                    ("closed", "已结案"),
                    ("archived", "已归档"),
                    ("withdrawn", "已撤回"),
                    ("transferred", "已转出"),
                    ("declined", "不予受理"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        OPEN_STATES,
                    )
                ),
                fields=["owner", "next_due_at", "id"],
                name="complaint_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        OPEN_STATES,
                    )
                ),
                fields=["unit", "next_due_at", "id"],
                name="complaint_unit_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "registered",
                            "investigating",
                            "returned",
                            "proposed",
                            "rejected",
                            "decided",
                            "answered",
                            "determined",
                            "closed",
                            "archived",
                            "withdrawn",
                            "transferred",
                            "declined",
                        ],
                    )
                ),
                name="complaint_known_state",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="decisions",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="newfacts",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="newfacts",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="new_facts",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="complaints.complaint"
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="complaints.complaint"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="complaints.complaint"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="decided_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="telling",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="telling",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tellings",
                to="complaints.complaint",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("complaint", "position"), name="decision_position"),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(fields=("complaint", "code"), name="paper_once"),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("complaint", "reason"),
                name="one_pause_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="pause_ends_after",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("state__in", ["open", "decided"])),
                fields=["unit", "requested_at", "id"],
                name="review_desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["open", "decided"])),
                fields=("complaint",),
                name="one_open_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", ""), ("decided_at__isnull", False), _connector="OR"),
                name="review_outcome_has_time",
            ),
        ),
        migrations.AddIndex(
            model_name="telling",
            index=models.Index(fields=["complaint", "what"], name="telling_what"),
        ),
        migrations.RemoveIndex("complaint", "complaint_unit_stage"),
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["unit", "state", "next_due_at"],
                condition=models.Q(state__in=OPEN_STATES),
                name="complaint_unit_stage",
            ),
        ),
        migrations.RunSQL(STAGES, migrations.RunSQL.noop),
        *[migrations.RunSQL(BENEATH.format(table=table), migrations.RunSQL.noop) for table in TABLES],
    ]
