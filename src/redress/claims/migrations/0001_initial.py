"""Claims and what hangs on them: a kind of file of its own, whose keys begin in the next series (ADR 32)."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.organisation.labelled
import redress.privacy.fields
import redress.privacy.kinds

SEQUENCE = "CREATE SEQUENCE claims_claim_number AS bigint START WITH 10000000000001 MINVALUE 10000000000000"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0002_rulebooks"),
        ("organisation", "0014_a_duty_of_claims"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(SEQUENCE, "DROP SEQUENCE claims_claim_number"),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("version", models.IntegerField(default=0)),
                ("journal_head", models.CharField(blank=True, max_length=64)),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "next_due_at",
                    models.DateTimeField(help_text="The earliest deadline that is running.", null=True),
                ),
                ("next_due_clock", models.CharField(blank=True, max_length=40)),
                ("number", models.CharField(max_length=24, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "Reported"),
                            ("checking", "Papers being checked"),
                            ("supplementing", "Papers being added"),
                            ("adjusting", "Being adjusted"),
                            ("investigating", "Being investigated"),
                            ("decided", "Decided"),
                            ("told", "Decision told"),
                            ("objected", "Customer objects"),
                            ("agreed", "Agreed, to be paid"),
                            ("paid", "Paid"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("reported_at", models.DateTimeField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "Telephone"),
                            ("sms", "Text message"),
                            ("app", "App"),
                            ("web", "Web"),
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("counter", "Counter"),
                        ],
                        help_text="How the report came.",
                        max_length=20,
                    ),
                ),
                (
                    "told_by",
                    models.CharField(
                        choices=[
                            ("phone", "Telephone"),
                            ("sms", "Text message"),
                            ("app", "App"),
                            ("web", "Web"),
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("counter", "Counter"),
                        ],
                        help_text="How the customer wants to be told.",
                        max_length=20,
                    ),
                ),
                ("contacts_verified_at", models.DateTimeField(null=True)),
                (
                    "policy_number",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["POLICY"], null=True
                    ),
                ),
                (
                    "policy_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["POLICY"], null=True, of="policy_number"
                    ),
                ),
                ("line", models.CharField(max_length=64)),
                ("loss_cause", models.CharField(max_length=64)),
                (
                    "losses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), size=None
                    ),
                ),
                (
                    "injury",
                    models.CharField(
                        choices=[
                            ("none", "Nobody hurt"),
                            ("injured", "Somebody injured"),
                            ("dead", "Somebody dead"),
                        ],
                        max_length=20,
                    ),
                ),
                ("soothing", models.CharField(blank=True, max_length=420)),
                (
                    "complexity",
                    models.CharField(choices=[("simple", "Simple"), ("complex", "Complex")], max_length=20),
                ),
                ("occurred_at", models.DateTimeField()),
                (
                    "known_at",
                    models.DateTimeField(
                        help_text="When the insured knew of it: limitation counts from then."
                    ),
                ),
                ("requested_at", models.DateTimeField(help_text="When payment was asked for.", null=True)),
                ("place", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("course", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("estimate", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                (
                    "rough_days",
                    models.PositiveSmallIntegerField(help_text="About how many days the customer was told."),
                ),
                (
                    "account",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["ACCOUNT"], null=True
                    ),
                ),
                (
                    "account_holder",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["NAME"], null=True
                    ),
                ),
                ("account_changed_at", models.DateTimeField(null=True)),
                ("originals", models.BooleanField(default=False, help_text="Whether we hold originals.")),
                ("agreed_amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("closed_at", models.DateTimeField(null=True)),
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
                    "reported_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rulebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.rulebookversion",
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
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("purpose", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("course", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("people", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="AccountChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "account",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["ACCOUNT"], null=True
                    ),
                ),
                (
                    "holder",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["NAME"], null=True
                    ),
                ),
                (
                    "verified_by",
                    redress.privacy.fields.EncryptedText(
                        blank=True,
                        editable=True,
                        help_text="By which second way, with whom it was verified.",
                        null=True,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_changes",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ClaimEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("command", models.CharField(max_length=40)),
                ("state", models.CharField(help_text="The state the command led to.", max_length=20)),
                ("payload", models.JSONField()),
                ("facts", models.JSONField()),
                ("events", models.JSONField()),
                (
                    "key",
                    models.CharField(blank=True, help_text="Idempotency key of the call.", max_length=80),
                ),
                (
                    "request",
                    models.CharField(
                        blank=True, help_text="Hash of the whole call the key stands for.", max_length=64
                    ),
                ),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
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
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journal",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["claim_id", "sequence"],
            },
        ),
        migrations.CreateModel(
            name="ClaimPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("received_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fine", "Complete and as required"),
                            ("lacking", "Missing or not as required"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reason",
                    redress.privacy.fields.EncryptedText(
                        blank=True,
                        editable=True,
                        help_text="Why it is not taken, and what it must be like.",
                        null=True,
                    ),
                ),
                ("original", models.BooleanField(default=False, help_text="We hold the original.")),
                ("returned_at", models.DateTimeField(null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ClaimParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("insured", "Insured"),
                            ("claimant", "Claimant"),
                            ("beneficiary", "Beneficiary"),
                            ("reporter", "Reporter"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "name",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["NAME"], null=True
                    ),
                ),
                (
                    "id_number",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["ID_NUMBER"], null=True
                    ),
                ),
                (
                    "phone",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["PHONE"], null=True
                    ),
                ),
                (
                    "email",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["EMAIL"], null=True
                    ),
                ),
                (
                    "phone_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["PHONE"], null=True, of="phone"
                    ),
                ),
                (
                    "id_number_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["ID_NUMBER"], null=True, of="id_number"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="claims.claim"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "claim parties",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ClaimText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.IntegerField(help_text="The entry's.")),
                (
                    "texts",
                    redress.privacy.fields.EncryptedJSON(blank=True, default=dict, editable=True, null=True),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="journal_texts",
                        to="claims.claim",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("pay", "Pay"), ("part", "Pay in part"), ("refuse", "Refuse")], max_length=20
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "clause",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="By which clause.", null=True
                    ),
                ),
                ("reasons", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("decided_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "told_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "Telephone"),
                            ("sms", "Text message"),
                            ("app", "App"),
                            ("web", "Web"),
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("counter", "Counter"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="claims.claim",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["ordinal"],
            },
        ),
        migrations.CreateModel(
            name="DecisionItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("title", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("clause", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("deductible", models.DecimalField(decimal_places=2, max_digits=14)),
                ("ratio", models.DecimalField(decimal_places=6, max_digits=7)),
                ("payable", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "decision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="claims.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["ordinal"],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("complaint", models.CharField(help_text="Its number.", max_length=24)),
                ("reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="PaperNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                (
                    "papers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), size=None
                    ),
                ),
                ("new_fact", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("told_at", models.DateTimeField()),
                (
                    "told_by",
                    models.CharField(
                        choices=[
                            ("phone", "Telephone"),
                            ("sms", "Text message"),
                            ("app", "App"),
                            ("web", "Web"),
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("counter", "Counter"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["ordinal"],
            },
        ),
        migrations.CreateModel(
            name="Payment",
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
                            ("ascertainable", "What could be ascertained"),
                            ("full", "Whole amount"),
                            ("difference", "Difference"),
                        ],
                        max_length=20,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "reference",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="Of the payment in the core system.", null=True
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("question", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("asked_at", models.DateTimeField()),
                ("promised_at", models.DateTimeField()),
                ("answer", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["ordinal"],
            },
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "adjusting",
                            "agreed",
                            "checking",
                            "decided",
                            "investigating",
                            "objected",
                            "paid",
                            "reported",
                            "supplementing",
                            "told",
                        ],
                    )
                ),
                fields=["unit", "next_due_at", "id"],
                name="claim_unit_due",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "adjusting",
                            "agreed",
                            "checking",
                            "decided",
                            "investigating",
                            "objected",
                            "paid",
                            "reported",
                            "supplementing",
                            "told",
                        ],
                    )
                ),
                fields=["owner", "next_due_at", "id"],
                name="claim_owner_due",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["unit", "-id"], name="claim_unit"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("policy_index__isnull", False)),
                fields=["policy_index", "-id"],
                name="claim_policy",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["reported_by", "-id"], name="claim_reported_by"),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["claim", "at"], name="claim_appointment"),
        ),
        migrations.AddIndex(
            model_name="accountchange",
            index=models.Index(fields=["claim", "-id"], name="account_change_claim"),
        ),
        migrations.AddConstraint(
            model_name="accountchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="account_change_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimentry",
            constraint=models.UniqueConstraint(fields=("claim", "sequence"), name="claim_journal_sequence"),
        ),
        migrations.AddConstraint(
            model_name="claimentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("by", "key"),
                name="claim_key_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="claimpaper",
            constraint=models.UniqueConstraint(fields=("claim", "code"), name="claim_paper_once"),
        ),
        migrations.AddIndex(
            model_name="claimparty",
            index=models.Index(
                condition=models.Q(("phone_index__isnull", False)),
                fields=["phone_index", "-claim"],
                name="claim_party_phone",
            ),
        ),
        migrations.AddIndex(
            model_name="claimparty",
            index=models.Index(
                condition=models.Q(("id_number_index__isnull", False)),
                fields=["id_number_index", "-claim"],
                name="claim_party_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimtext",
            constraint=models.UniqueConstraint(fields=("claim", "sequence"), name="claim_text_sequence"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("claim", "ordinal"), name="claim_decision_once"),
        ),
        migrations.AddConstraint(
            model_name="decisionitem",
            constraint=models.UniqueConstraint(fields=("decision", "ordinal"), name="claim_item_once"),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.UniqueConstraint(fields=("claim", "complaint"), name="claim_dispute_once"),
        ),
        migrations.AddConstraint(
            model_name="papernotice",
            constraint=models.UniqueConstraint(fields=("claim", "ordinal"), name="claim_notice_once"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["claim", "id"], name="claim_payment"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("claim", "ordinal"), name="claim_question_once"),
        ),
    ]
