"""What every kind of file has: keys, rulebooks, who read what, drafts, disposals: what leads from table to table."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BEFORE = """
0002_rulebooks
0003_access_log
0004_drafts
0005_one_guard_of_journals
0006_disposal
0007_look_ups
"""
"""Names of the steps that led here before; a database that took all of them goes on from here."""


class Migration(migrations.Migration):
    replaces = [("casework", name) for name in BEFORE.split()]

    initial = True

    dependencies = [
        ("casework", "0100_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="disposal",
            name="confirmed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="proposed_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="file",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.filekey"
            ),
        ),
        migrations.AddConstraint(
            model_name="lookups",
            constraint=models.UniqueConstraint(fields=("user_id", "hour"), name="look_ups_an_hour"),
        ),
        migrations.AddConstraint(
            model_name="rulebookversion",
            constraint=models.UniqueConstraint(fields=("name", "version"), name="rulebook_version_once"),
        ),
        migrations.AddField(
            model_name="savedview",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_views",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("user", "form"), name="one_draft_a_form"),
        ),
        migrations.AddIndex(
            model_name="disposal",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", True)),
                fields=["proposed_at", "id"],
                name="disposal_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="disposal_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("user", "name_index"), name="one_view_a_name"),
        ),
    ]
