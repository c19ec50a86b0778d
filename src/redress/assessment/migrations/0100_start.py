"""Samples, corrective actions, articles: the tables."""

import django.contrib.postgres.search
from django.db import migrations, models

import redress.organisation.labelled
import redress.privacy.fields


class Migration(migrations.Migration):
    replaces = [("assessment", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
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
                            ("action_handed_on", "Given to another owner"),
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
                (
                    "said",
                    redress.privacy.fields.EncryptedJSON(blank=True, default=dict, editable=True, null=True),
                ),
                ("number", models.CharField(blank=True, db_default="", default="", max_length=40)),
                ("sequence", models.IntegerField(db_default=0, default=0)),
                ("command", models.CharField(blank=True, db_default="", default="", max_length=40)),
                ("state", models.CharField(blank=True, db_default="", default="", max_length=20)),
                ("key", models.CharField(blank=True, db_default="", default="", max_length=80)),
                ("request", models.CharField(blank=True, db_default="", default="", max_length=64)),
                ("previous", models.CharField(blank=True, db_default="", default="", max_length=64)),
                ("hash", models.CharField(blank=True, db_default="", default="", max_length=64)),
            ],
            options={
                "verbose_name_plural": "assessment entries",
                "ordering": ["-id"],
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
                ("number", models.CharField(max_length=40, unique=True)),
                ("version", models.IntegerField(default=0)),
                ("journal_head", models.CharField(blank=True, max_length=64)),
                ("cause", models.CharField(max_length=40)),
                ("class_code", models.CharField(blank=True, max_length=30)),
                (
                    "since",
                    models.DateField(help_text="First day of the period in which the cause was found."),
                ),
                ("measure", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
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
                (
                    "evidence",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="What shows that it was done.", null=True
                    ),
                ),
                ("in_force", models.DateField(help_text="From when on the measure works.", null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("verified_at", models.DateTimeField(null=True)),
                (
                    "verdict",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="What the verification found.", null=True
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
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
                ("number", models.CharField(max_length=40, unique=True)),
                ("version", models.IntegerField(default=0)),
                ("journal_head", models.CharField(blank=True, max_length=64)),
                ("title", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("situation", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("handling", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("lesson", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
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
                (
                    "removed",
                    redress.privacy.fields.EncryptedJSON(blank=True, default=dict, editable=True, null=True),
                ),
                ("drafted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("document", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "ordering": ["-id"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
        migrations.CreateModel(
            name="Sample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("version", models.IntegerField(default=0)),
                ("journal_head", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("drawn", "To be checked"), ("checked", "Checked")],
                        db_default="drawn",
                        default="drawn",
                        max_length=20,
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
            ],
            options={
                "ordering": ["-id"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
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
                (
                    "items",
                    redress.privacy.fields.EncryptedJSON(blank=True, default=dict, editable=True, null=True),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        help_text="Per cent of the items that apply.", null=True
                    ),
                ),
                ("remark", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("checked_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
