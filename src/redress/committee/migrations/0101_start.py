"""Sessions, rulings, their execution: what leads from table to table."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BEFORE = """
0002_guards
0003_execution_file
0004_ruling_of_a_referral
0005_disposal
0006_item_taken_back
0007_words_encrypted
0008_said_in_sessions_encrypted
0009_sessions_chained
0010_indexes_that_begin_another
0011_rulebooks_of_the_kernel
0012_a_duty_of_claims
"""
"""Names of the steps that led here before; a database that took all of them goes on from here."""


class Migration(migrations.Migration):
    replaces = [("committee", name) for name in BEFORE.split()]

    initial = True

    dependencies = [
        ("casework", "0101_start"),
        ("committee", "0100_start"),
        ("complaints", "0100_start"),
        ("organisation", "0100_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="action",
            name="done_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="attendee",
            name="department",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.department",
            ),
        ),
        migrations.AddField(
            model_name="attendee",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.department"
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bodies",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="execution",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="executions",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="execution",
            name="done_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="execution",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.department"
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="proposer",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="hearings", to="committee.item"
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="item",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="committee.item",
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="item",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recusals",
                to="committee.item",
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="committee.body"
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referrals",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="referral",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="committee.referral",
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rulings",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="ruling", to="committee.item"
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="referral",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rulings",
                to="committee.referral",
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="committee.body"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="department",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.department",
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="body",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="committee.body",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="chair",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="rulebook",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.rulebookversion"
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="signed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="committee.session",
            ),
        ),
        migrations.AddField(
            model_name="attendee",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendees",
                to="committee.session",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="committee.session",
            ),
        ),
        migrations.AddField(
            model_name="sessionentry",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sessionentry",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="committee.session",
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="item",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="votes",
                to="committee.item",
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.UniqueConstraint(fields=("unit", "kind"), name="one_body_of_a_kind"),
        ),
        migrations.AddIndex(
            model_name="execution",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)), fields=["owner"], name="execution_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="execution",
            index=models.Index(fields=["complaint"], name="execution_complaint"),
        ),
        migrations.AddConstraint(
            model_name="execution",
            constraint=models.UniqueConstraint(fields=("ruling", "position"), name="execution_position"),
        ),
        migrations.AddConstraint(
            model_name="execution",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at__isnull", True), ("evidence__isnull", False), _connector="OR"),
                name="execution_done_has_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(fields=("item", "user"), name="recused_once"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["body", "at"], name="referral_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["complaint"], name="referral_complaint"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["open", "on_agenda"])),
                fields=("complaint", "question"),
                name="one_waiting_referral_a_question",
            ),
        ),
        migrations.AddIndex(
            model_name="ruling",
            index=models.Index(fields=["complaint"], name="ruling_complaint"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("department__isnull", True), ("duty", ""), ("user__isnull", False)),
                    models.Q(
                        ("department__isnull", False),
                        ("user__isnull", True),
                        models.Q(("duty", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="seat_person_or_duty",
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["body", "-at", "-id"], name="session_body"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=django.contrib.postgres.indexes.GinIndex(fields=["readers"], name="session_readers"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "signed"), _negated=True),
                    ("signed_at__isnull", False),
                    _connector="OR",
                ),
                name="session_signed_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("session", "position"), name="item_position"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("referral",), name="referral_on_one_agenda"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("referral__isnull", False), ("topic__isnull", False), _connector="OR"),
                name="item_case_or_topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.UniqueConstraint(fields=("session", "user"), name="attendee_once"),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)), fields=["owner"], name="action_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.UniqueConstraint(fields=("session", "position"), name="action_position"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at__isnull", True), ("evidence__isnull", False), _connector="OR"),
                name="action_done_has_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionentry",
            constraint=models.UniqueConstraint(fields=("session", "sequence"), name="session_entry_sequence"),
        ),
        migrations.AddConstraint(
            model_name="sessionentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("by", "key"),
                name="session_key_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(fields=("item", "user"), name="one_vote_a_member"),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("choice", "against"), _negated=True), ("reason__isnull", False), _connector="OR"
                ),
                name="dissent_has_reason",
            ),
        ),
    ]
