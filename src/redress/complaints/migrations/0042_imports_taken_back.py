"""Imports have rows of their own, cases name theirs, and an import nobody worked on can be taken back (INT-17).

The words of a journal may go with the import of their case, while it is being taken back and no person has an entry.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.privacy.fields

GUARD = """
CREATE OR REPLACE FUNCTION redress_journal_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{texts}') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM complaints_disposal d WHERE d.complaint_id = OLD.complaint_id
                                       AND d.confirmed_at IS NOT NULL AND d.confirmed_by_id <> d.proposed_by_id)
    THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'DELETE' AND EXISTS (
            SELECT FROM complaints_complaint c JOIN complaints_importrun r ON r.id = c.import_run_id
             WHERE c.id = OLD.complaint_id AND r.taking_back_at IS NOT NULL)
       AND NOT EXISTS (
            SELECT FROM complaints_journalentry e
             WHERE e.complaint_id = OLD.complaint_id AND e.by_id IS NOT NULL)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0041_a_draft_a_tab"),
        ("organisation", "0010_claims_forgotten"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=40)),
                ("mapping", models.CharField(max_length=60)),
                ("file", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("digest", models.CharField(max_length=64)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("imported", models.IntegerField(default=0)),
                ("taking_back_at", models.DateTimeField(null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="complaint",
            name="complaint_known_state",
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
                    ("taken_back", "导入已撤销"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="import_run",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="complaints.importrun",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("import_run__isnull", False)),
                fields=["import_run", "id"],
                name="complaint_import",
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
                            "taken_back",
                        ],
                    )
                ),
                name="complaint_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_back_at__isnull", True), ("taking_back_at__isnull", False), _connector="OR"
                ),
                name="import_taken_back_was_begun",
            ),
        ),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
