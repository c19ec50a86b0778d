"""Samples, corrective actions, articles: what leads from table to table."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BEFORE = """
0002_guards
0003_words_encrypted
0004_handed_on
0005_actions_are_files
0006_samples_and_articles_are_files
0007_indexes_that_begin_another
"""
"""Names of the steps that led here before; a database that took all of them goes on from here."""


class Migration(migrations.Migration):
    replaces = [("assessment", name) for name in BEFORE.split()]

    initial = True

    dependencies = [
        ("assessment", "0100_start"),
        ("complaints", "0100_start"),
        ("organisation", "0100_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="assessmententry",
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
            model_name="assessmententry",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="correctiveaction",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="corrective_actions",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="correctiveaction",
            name="department",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.department",
            ),
        ),
        migrations.AddField(
            model_name="correctiveaction",
            name="done_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correctiveaction",
            name="opened_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correctiveaction",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correctiveaction",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="correctiveaction",
            name="verified_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="knowledgearticle",
            name="complaint",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="knowledge_articles",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="knowledgearticle",
            name="drafted_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="knowledgearticle",
            name="published_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="knowledgearticle",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="sample",
            name="drawn_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sample",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="spotcheck",
            name="checked_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="spotcheck",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="spot_checks",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="spotcheck",
            name="sample",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="checks",
                to="assessment.sample",
            ),
        ),
        migrations.AddIndex(
            model_name="assessmententry",
            index=models.Index(fields=["about", "-id"], name="assessment_entry_about"),
        ),
        migrations.AddConstraint(
            model_name="assessmententry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("number", "sequence"),
                name="assessment_entry_sequence",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmententry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("by", "key"),
                name="assessment_key_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="correctiveaction",
            index=models.Index(
                condition=models.Q(("state", "verified"), _negated=True),
                fields=["unit", "due", "id"],
                name="action_unit_due",
            ),
        ),
        migrations.AddIndex(
            model_name="correctiveaction",
            index=models.Index(
                condition=models.Q(("state", "verified"), _negated=True),
                fields=["owner", "due", "id"],
                name="action_owner_due",
            ),
        ),
        migrations.AddIndex(
            model_name="correctiveaction",
            index=models.Index(fields=["complaint"], name="action_complaint"),
        ),
        migrations.AddConstraint(
            model_name="correctiveaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verified_by__isnull", True),
                    models.Q(
                        models.Q(("verified_by", models.F("owner")), _negated=True),
                        models.Q(("verified_by", models.F("done_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="action_verified_by_another",
            ),
        ),
        migrations.AddIndex(
            model_name="knowledgearticle",
            index=django.contrib.postgres.indexes.GinIndex(fields=["document"], name="article_document"),
        ),
        migrations.AddIndex(
            model_name="knowledgearticle",
            index=models.Index(fields=["class_code", "reason_code", "-id"], name="article_class"),
        ),
        migrations.AddConstraint(
            model_name="knowledgearticle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_by__isnull", True),
                    models.Q(("published_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="article_four_eyes",
            ),
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
