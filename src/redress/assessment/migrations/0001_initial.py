import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("complaints", "0014_keeping"),
        ("organisation", "0003_journal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=64)),
                ("rulebook", models.CharField(max_length=120)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("seed", models.CharField(max_length=64)),
                ("share", models.PositiveSmallIntegerField()),
                ("least", models.PositiveSmallIntegerField()),
                ("size", models.IntegerField()),
                ("strata", models.JSONField()),
                ("population", models.CharField(max_length=64)),
                ("drawn_at", models.DateTimeField()),
                (
                    "drawn_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="SpotCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stratum", models.CharField(max_length=120)),
                ("items", models.JSONField(default=dict)),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        help_text="Per cent of the items that apply.", null=True
                    ),
                ),
                ("remark", models.TextField(blank=True)),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "checked_by",
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
                        related_name="spot_checks",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="assessment.sample",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AssessmentEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("action_opened", "Corrective action opened"),
                            ("action_done", "Completion reported"),
                            ("action_verified", "Completion verified"),
                            ("action_returned", "Completion not accepted"),
                            ("sample_drawn", "Sample drawn"),
                            ("case_checked", "Case checked"),
                            ("article_drafted", "Article drafted"),
                            ("article_changed", "Article changed"),
                            ("article_published", "Article published"),
                            ("article_withdrawn", "Article withdrawn"),
                        ],
                        max_length=30,
                    ),
                ),
                ("about", models.CharField(max_length=40)),
                ("said", models.JSONField(default=dict)),
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
                "verbose_name_plural": "assessment entries",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["about", "-id"], name="assessment_entry_about")],
            },
        ),
        migrations.CreateModel(
            name="CorrectiveAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cause", models.CharField(max_length=40)),
                ("class_code", models.CharField(blank=True, max_length=30)),
                (
                    "since",
                    models.DateField(help_text="First day of the period in which the cause was found."),
                ),
                ("measure", models.TextField()),
                ("due", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To do"),
                            ("done", "Done, to be verified"),
                            ("verified", "Verified"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("evidence", models.TextField(blank=True, help_text="What shows that it was done.")),
                ("in_force", models.DateField(help_text="From when on the measure works.", null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("verified_at", models.DateTimeField(null=True)),
                ("verdict", models.TextField(blank=True, help_text="What the verification found.")),
                (
                    "complaint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="corrective_actions",
                        to="complaints.complaint",
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
                    "done_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "verified_by",
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
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "verified"), _negated=True),
                        fields=["unit", "due", "id"],
                        name="action_unit_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "verified"), _negated=True),
                        fields=["owner", "due", "id"],
                        name="action_owner_due",
                    ),
                    models.Index(fields=["complaint"], name="action_complaint"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verified_by__isnull", True),
                            models.Q(
                                models.Q(("verified_by", models.F("owner")), _negated=True),
                                models.Q(("verified_by", models.F("done_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_verified_by_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KnowledgeArticle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("situation", models.TextField()),
                ("handling", models.TextField()),
                ("lesson", models.TextField()),
                ("class_code", models.CharField(max_length=30)),
                ("reason_code", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("removed", models.JSONField(default=dict)),
                ("drafted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("document", django.contrib.postgres.search.SearchVectorField()),
                (
                    "complaint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="knowledge_articles",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["document"], name="article_document"),
                    models.Index(fields=["class_code", "reason_code", "-id"], name="article_class"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="article_four_eyes",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="sample",
            index=models.Index(fields=["unit", "-id"], name="sample_unit"),
        ),
        migrations.AddConstraint(
            model_name="spotcheck",
            constraint=models.UniqueConstraint(fields=("sample", "complaint"), name="drawn_once"),
        ),
    ]
