"""Claims, what came of them, catastrophes: the tables."""

import django.contrib.postgres.fields
from django.db import migrations, models

import redress.organisation.labelled
import redress.privacy.fields
import redress.privacy.kinds


class Migration(migrations.Migration):
    replaces = [("claims", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
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
            ],
            options={
                "ordering": ["-id"],
            },
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
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="Catastrophe",
            fields=[
                ("version", models.IntegerField(default=0)),
                ("journal_head", models.CharField(blank=True, max_length=64)),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "next_due_at",
                    models.DateTimeField(help_text="The earliest deadline that is running.", null=True),
                ),
                ("next_due_clock", models.CharField(blank=True, max_length=40)),
                ("retain_until", models.DateField(null=True)),
                (
                    "held",
                    models.BooleanField(
                        db_default=False, default=False, help_text="Under legal hold (CLO-10)."
                    ),
                ),
                ("disposed_at", models.DateTimeField(null=True)),
                ("number", models.CharField(max_length=24, unique=True)),
                ("state", models.CharField(choices=[("open", "Open"), ("closed", "Closed")], max_length=20)),
                ("title", models.CharField(max_length=200)),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        help_text="As people call them in reports.",
                        size=None,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(help_text="Empty: it goes on.", null=True)),
                (
                    "loss_causes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), size=None
                    ),
                ),
                (
                    "lines",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), size=None
                    ),
                ),
                (
                    "spared",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64),
                        help_text="Papers that nobody is asked for.",
                        size=None,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-id"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
        migrations.CreateModel(
            name="CatastropheEntry",
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
            ],
            options={
                "ordering": ["catastrophe_id", "sequence"],
            },
        ),
        migrations.CreateModel(
            name="CatastropheNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.IntegerField()),
                ("text", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["version"],
            },
        ),
        migrations.CreateModel(
            name="CatastropheText",
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
            ],
        ),
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
                ("retain_until", models.DateField(null=True)),
                (
                    "held",
                    models.BooleanField(
                        db_default=False, default=False, help_text="Under legal hold (CLO-10)."
                    ),
                ),
                ("disposed_at", models.DateTimeField(null=True)),
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
                            ("taken_back", "Import taken back"),
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
                (
                    "policy_checked_at",
                    models.DateTimeField(help_text="When the policy system last answered.", null=True),
                ),
                (
                    "cover",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("covered", "Cover in force"),
                            ("before", "Before the policy began"),
                            ("after", "After the period of cover"),
                            ("lapsed", "Cover lapsed"),
                            ("ended", "Policy ended"),
                        ],
                        help_text="How cover stood on the day of the loss.",
                        max_length=20,
                    ),
                ),
                (
                    "doubts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                (
                                    "unchecked",
                                    "The policy system did not answer: policy, people and cover were not checked",
                                ),
                                ("unknown", "The insurer has no policy of this number"),
                                ("not_covered", "Cover was not in force on the day of the loss"),
                                ("stranger", "The insured person stands not in the policy"),
                                ("other_line", "The policy is of another line of insurance"),
                                ("other_account", "The account is another than the insurer holds"),
                                ("above", "The estimated loss is above what is left of the cover"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        help_text="What the policy system leaves doubtful.",
                        size=None,
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
                (
                    "agreed_at",
                    models.DateTimeField(help_text="When the customer agreed to that amount.", null=True),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "catastrophe_version",
                    models.IntegerField(
                        default=0,
                        help_text="Up to which version of the catastrophe it was told and spared papers.",
                    ),
                ),
                (
                    "risk",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Points of what is likely to become a complaint; 0 for others."
                    ),
                ),
                (
                    "risk_again_at",
                    models.DateTimeField(help_text="When days alone change the points next.", null=True),
                ),
                (
                    "external_source",
                    models.CharField(
                        blank=True, help_text="The system it was taken over from.", max_length=40
                    ),
                ),
                (
                    "external_number",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="Its number there.", null=True
                    ),
                ),
                (
                    "external_number_index",
                    redress.privacy.fields.BlindIndexField(
                        exact=True,
                        kind=redress.privacy.kinds.Kind["EXTERNAL"],
                        null=True,
                        of="external_number",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
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
                            ("spared", "Falls away in a catastrophe"),
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
                    "address",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["ADDRESS"], null=True
                    ),
                ),
                (
                    "name_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["NAME"], null=True, of="name"
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
            ],
            options={
                "verbose_name_plural": "claim parties",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ClaimRecusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("complained_of", "The complaint is about this person"),
                            ("kin", "Related to somebody in the case"),
                            ("interest", "Has an interest in the outcome"),
                            ("handled_before", "Handled the matter before"),
                            ("other", "Other reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
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
                (
                    "terms",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("policy", "from the policy system"),
                            ("away", "typed: the policy system did not answer"),
                            ("typed", "typed: no policy system is connected"),
                        ],
                        help_text="Where cover, deductible and ratio came from; empty: nothing was to be paid.",
                        max_length=10,
                    ),
                ),
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
                (
                    "cover",
                    models.CharField(
                        blank=True, help_text="The cover of the policy, by its code.", max_length=40
                    ),
                ),
                (
                    "at_most",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="What was left of the cover, where that was less.",
                        max_digits=14,
                        null=True,
                    ),
                ),
                ("payable", models.DecimalField(decimal_places=2, max_digits=14)),
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
            ],
            options={
                "ordering": ["ordinal"],
            },
        ),
        migrations.CreateModel(
            name="ReportCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("called_at", models.DateTimeField()),
                (
                    "rang",
                    models.PositiveIntegerField(help_text="Seconds until it was answered, or given up."),
                ),
                ("answered", models.BooleanField()),
                (
                    "agent",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["NAME"], null=True
                    ),
                ),
                ("source", models.CharField(max_length=40)),
                (
                    "mark",
                    models.CharField(help_text="SHA-256 of what the call centre calls it.", max_length=64),
                ),
            ],
            options={
                "ordering": ["called_at", "id"],
            },
        ),
    ]
