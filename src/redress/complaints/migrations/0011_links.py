"""Links between cases, several matters, the state 'merged'.

No circle of links: the trigger follows the links from where a new one leads; links are made one at a time, so that two
halves of a circle cannot come into being side by side. It reads past row-level security, because a circle may lead
through cases that the writer does not see.
"""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

REACHES = """
CREATE FUNCTION redress_link_reaches(start bigint, goal bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    WITH RECURSIVE onward (id) AS (
        SELECT start
        UNION
        SELECT l.to_id FROM onward o JOIN complaints_link l ON l.complaint_id = o.id AND l.ended_at IS NULL
    )
    SELECT EXISTS (SELECT FROM onward WHERE id = goal)
$$;
REVOKE EXECUTE ON FUNCTION redress_link_reaches(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION redress_link_reaches(bigint, bigint) TO redress_app;
"""

# Where to ask about a case that one does not see, and nothing else of it.
UNITS = """
CREATE FUNCTION redress_units_of(ids bigint[]) RETURNS TABLE (id bigint, unit bigint) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
    $$ SELECT c.id, c.unit_id FROM complaints_complaint c WHERE c.id = ANY (ids) $$;
REVOKE EXECUTE ON FUNCTION redress_units_of(bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION redress_units_of(bigint[]) TO redress_app;
"""

NO_CIRCLE = """
CREATE FUNCTION redress_link_no_circle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.ended_at IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('redress_link'));
        IF redress_link_reaches(NEW.to_id, NEW.complaint_id) THEN
            RAISE EXCEPTION 'this link would close a circle'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'link_no_circle';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER link_no_circle BEFORE INSERT OR UPDATE OF complaint_id, to_id, ended_at ON complaints_link
    FOR EACH ROW EXECUTE FUNCTION redress_link_no_circle();
"""

# Who sees either end knows that there is a link; what stands at the other end is shown under that case's own policy.
SCOPE = """
ALTER TABLE complaints_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON complaints_link FOR ALL TO redress_app
    USING ((SELECT redress_all())
        OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = complaints_link.complaint_id)
        OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = complaints_link.to_id))
    WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0010_flows"),
        ("organisation", "0003_journal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Link",
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
                            ("repeat", "Repeat complaint"),
                            ("escalation", "Escalated complaint"),
                            ("merge", "Merged into it"),
                            ("related", "Related case"),
                            ("review", "Review of its decision"),
                        ],
                        max_length=20,
                    ),
                ),
                ("rule", models.CharField(help_text="What the rule cites.", max_length=60)),
                (
                    "ruled",
                    models.CharField(
                        help_text="What the rulebook said it was; differs when overridden.", max_length=20
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="complaint",
            name="complaint_known_state",
        ),
        migrations.AddField(
            model_name="complaint",
            name="joint_meeting_at",
            field=models.DateTimeField(
                help_text="When the departments met instead of each giving its opinion (INT-09).", null=True
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="facts",
            field=models.TextField(
                blank=True,
                default="",
                db_default="",
                help_text="What is complained of in this matter (INT-09).",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="class_code",
            field=models.CharField(
                blank=True,
                default="",
                db_default="",
                help_text="Of several matters, the class it is for (INT-09).",
                max_length=30,
            ),
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
                    ("merged", "已并案"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("about_whom", ""), _negated=True),
                fields=["about_whom"],
                name="complaint_about_whom",
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
                            "merged",
                        ],
                    )
                ),
                name="complaint_known_state",
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="ended_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="made_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="to",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="linked_from",
                to="complaints.complaint",
            ),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["complaint"], name="link_from"),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["to"], name="link_to"),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Least("complaint", "to"),
                django.db.models.functions.comparison.Greatest("complaint", "to"),
                models.F("kind"),
                condition=models.Q(("ended_at__isnull", True)),
                name="link_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("kind__in", ["repeat", "merge"])),
                fields=("complaint", "kind"),
                name="link_one_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("complaint", models.F("to")), _negated=True), name="link_not_itself"
            ),
        ),
        migrations.RunSQL(UNITS, "DROP FUNCTION redress_units_of(bigint[])"),
        migrations.RunSQL(REACHES, "DROP FUNCTION redress_link_reaches(bigint, bigint)"),
        migrations.RunSQL(
            NO_CIRCLE,
            "DROP TRIGGER link_no_circle ON complaints_link; DROP FUNCTION redress_link_no_circle()",
        ),
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
    ]
