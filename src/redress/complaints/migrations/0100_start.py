"""Complaints and what hangs on them: the tables."""

from decimal import Decimal

import django.contrib.postgres.fields
from django.db import migrations, models

import redress.organisation.labelled
import redress.privacy.fields
import redress.privacy.kinds


class Migration(migrations.Migration):
    replaces = [("complaints", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="Counts the approvals of a case.")),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("proposal", "A proposal beyond authority"),
                            ("extension", "An extension of the limit"),
                            ("request", "A subordinate's request"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "proposal",
                    models.PositiveSmallIntegerField(help_text="The position of the proposal.", null=True),
                ),
                (
                    "clock",
                    models.CharField(blank=True, help_text="The clock to extend (AUT-05).", max_length=40),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                (
                    "question",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="What is asked, with its reason.", null=True
                    ),
                ),
                ("urgent", models.BooleanField(default=False, help_text="The fast path (AUT-02).")),
                ("at", models.DateTimeField()),
                (
                    "of_duty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("intake", "Intake"),
                            ("second_line", "Second-line support"),
                            ("complaint_officer", "Complaint officer"),
                            ("handler", "Complaint handler"),
                            ("coordinator", "Coordinator"),
                            ("claims_handler", "Claims handler"),
                            ("department_head", "Department head"),
                            ("cs_head", "Head of customer service"),
                            ("legal", "Legal counsel"),
                            ("manager", "Manager"),
                            ("administrator", "Administrator"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Awaiting approval"),
                            ("approved", "Approved"),
                            ("refused", "Approval refused"),
                            ("passed_on", "Endorsed and passed on"),
                            ("ended", "Taken back or ended with the case"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "words",
                    redress.privacy.fields.EncryptedText(
                        blank=True,
                        editable=True,
                        help_text="The decision in words; a refusal's reason.",
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(help_text="Counts the authorisations of a case."),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("written", "In writing"),
                            ("call", "By telephone"),
                            ("email", "By e-mail"),
                            ("system", "In this system"),
                        ],
                        max_length=20,
                    ),
                ),
                ("given_at", models.DateTimeField(help_text="When it was said or written; entered at `at`.")),
                ("expires_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Callback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("after_closing", models.BooleanField(db_default=False, default=False)),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("call", "Telephone call"),
                            ("letter", "Letter"),
                            ("email", "E-mail"),
                            ("sms", "Text message"),
                            ("in_person", "In person"),
                            ("app", "Message in the app"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reached", models.BooleanField()),
                (
                    "answers",
                    redress.privacy.fields.EncryptedJSON(blank=True, default=dict, editable=True, null=True),
                ),
                (
                    "satisfaction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "Satisfied"),
                            ("acceptable", "Acceptable"),
                            ("dissatisfied", "Dissatisfied"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reason",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="Why the customer is dissatisfied.", null=True
                    ),
                ),
                (
                    "suggestion",
                    redress.privacy.fields.EncryptedText(
                        blank=True,
                        editable=True,
                        help_text="What the customer would have us do better.",
                        null=True,
                    ),
                ),
                ("recording", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
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
                ("state_since", models.DateTimeField()),
                (
                    "returns",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="How often a department gave the case back (FLW-03)."
                    ),
                ),
                ("channel", models.CharField(max_length=20)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("direct", "Directly from the customer"),
                            ("superior", "Superior unit"),
                            ("regulator", "Regulator"),
                            ("department", "Other department"),
                        ],
                        default="direct",
                        max_length=20,
                    ),
                ),
                (
                    "source_reference",
                    redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True),
                ),
                ("received_at", models.DateTimeField()),
                ("registered_at", models.DateTimeField()),
                (
                    "received_place",
                    redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True),
                ),
                ("facts_repeated", models.BooleanField(default=False)),
                (
                    "soothing",
                    models.CharField(
                        blank=True,
                        help_text="Codes of the wordings used, a space between (INT-10).",
                        max_length=420,
                    ),
                ),
                ("counted", models.BooleanField(default=True)),
                (
                    "callback_finding",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="What a callback found (INT-08).",
                        max_length=40,
                    ),
                ),
                ("class_code", models.CharField(max_length=30)),
                ("reason_code", models.CharField(blank=True, max_length=40)),
                ("class_at_intake", models.CharField(max_length=30)),
                ("level", models.CharField(max_length=20)),
                ("level_at_intake", models.CharField(max_length=20)),
                (
                    "level_rule",
                    models.CharField(
                        blank=True, help_text="The rule that set the level by itself (CLS-05).", max_length=40
                    ),
                ),
                ("complexity", models.CharField(default="simple", max_length=20)),
                (
                    "sale_stage",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Stage of a bank's sale; empty: not sold by a bank (FLW-12).",
                        max_length=20,
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="How difficult the banca contact found it, for the limit; not its level (FLW-12).",
                        max_length=20,
                    ),
                ),
                ("flow", models.CharField(db_default="standard", default="standard", max_length=64)),
                (
                    "emergency",
                    models.CharField(
                        blank=True,
                        choices=[("", "None"), ("running", "Running"), ("ended", "Ended")],
                        db_default="",
                        default="",
                        help_text="FLW-16.",
                        max_length=20,
                    ),
                ),
                (
                    "other_classes",
                    models.JSONField(
                        default=dict, help_text="Code set -> code, by the rulebook's bridge (CLS-02)."
                    ),
                ),
                (
                    "complainant_kind",
                    models.CharField(
                        choices=[
                            ("self", "In person"),
                            ("agent", "Agent with authorisation"),
                            ("heir", "Heir"),
                            ("organisation", "Organisation"),
                            ("group", "Group"),
                        ],
                        default="self",
                        max_length=20,
                    ),
                ),
                ("complainants", models.PositiveIntegerField(default=1)),
                ("policy_number", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "policy_number_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["POLICY"], null=True, of="policy_number"
                    ),
                ),
                ("claim_number", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "claim_number_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["CLAIM"], null=True, of="claim_number"
                    ),
                ),
                ("product_line", models.CharField(blank=True, max_length=60)),
                ("product", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "product_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["PRODUCT"], null=True, of="product"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[("product", "Product"), ("service", "Service"), ("person", "Person")],
                        default="service",
                        max_length=20,
                    ),
                ),
                ("about_whom", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "about_whom_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["AGENT"], null=True, of="about_whom"
                    ),
                ),
                ("facts", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("demand", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("emotion", models.CharField(blank=True, max_length=20)),
                ("temperament", models.CharField(blank=True, max_length=20)),
                ("approvals_waiting", models.PositiveSmallIntegerField(db_default=0, default=0)),
                (
                    "notice_owed",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="An extension the customer was not told of (AUT-05).",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "joint_meeting_at",
                    models.DateTimeField(
                        help_text="When the departments met instead of each giving its opinion (INT-09).",
                        null=True,
                    ),
                ),
                (
                    "validity",
                    models.CharField(
                        blank=True,
                        choices=[("substantiated", "Substantiated"), ("unsubstantiated", "Unsubstantiated")],
                        max_length=20,
                    ),
                ),
                (
                    "validity_reasons",
                    redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True),
                ),
                (
                    "callback",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not yet tried"),
                            ("tried", "Tried, not reached yet"),
                            ("unreached", "Not reached after all attempts"),
                            ("done", "Reached"),
                        ],
                        db_default="",
                        default="",
                        help_text="CLO-04.",
                        max_length=20,
                    ),
                ),
                ("recovered", models.DecimalField(decimal_places=2, default=Decimal(0), max_digits=14)),
                (
                    "committee",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("referred", "Referred to the committee"),
                            ("executing", "Ruled, being executed"),
                            ("executed", "Ruled and executed"),
                        ],
                        db_default="",
                        default="",
                        help_text="What the coordination committee is waited for, if anything (ORG-03).",
                        max_length=20,
                    ),
                ),
                (
                    "closing_ruling",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="'close' or 'stay', as ruled (ORG-03).",
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "late_from",
                    models.DateTimeField(
                        help_text="When it counts as late here: as `next_due_at`, but for what had passed when it came from another register (INT-17).",
                        null=True,
                    ),
                ),
                ("legal_due_at", models.DateTimeField(null=True)),
                (
                    "paused",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Grounds that pause a limit now.",
                        max_length=100,
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(help_text="When the decision that holds was made.", null=True),
                ),
                (
                    "result_told_at",
                    models.DateTimeField(help_text="When the customer was told the result.", null=True),
                ),
                (
                    "result_received_at",
                    models.DateTimeField(
                        help_text="When it reached the customer; unknown while a letter is on its way (AUT-06).",
                        null=True,
                    ),
                ),
                ("under_review", models.BooleanField(db_default=False, default=False)),
                ("external_source", models.CharField(blank=True, max_length=40)),
                (
                    "external_number",
                    redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True),
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
                (
                    "external_parties",
                    redress.privacy.fields.EncryptedJSON(blank=True, default=list, editable=True, null=True),
                ),
                (
                    "external_dates",
                    redress.privacy.fields.EncryptedJSON(
                        blank=True,
                        default=list,
                        editable=True,
                        help_text="What, when and in which words another register says was done or due (INT-17).",
                        null=True,
                    ),
                ),
            ],
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
        migrations.CreateModel(
            name="Cause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("is_system", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                            ("confirmation", "Confirmation of acceptance"),
                            ("progress", "Progress"),
                            ("result", "Result"),
                            ("inbound", "Call or visit by the customer"),
                            ("other", "Other"),
                        ],
                        max_length=20,
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
                            ("app", "Message in the app"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reached", models.BooleanField(default=True)),
                ("words", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("recording", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
            ],
            options={
                "ordering": ["id"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
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
                ("decision", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("verification", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("basis", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("reasons", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
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
            name="EarlierLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("office", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("reference", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("last_day", models.DateField()),
                ("received_at", models.DateTimeField()),
                ("evidence", models.CharField(max_length=64)),
                ("replaced_by", models.PositiveSmallIntegerField(null=True)),
                ("at", models.DateTimeField(help_text="When it was entered.")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="EmergencyEntry",
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
                            ("up", "Report to the superior"),
                            ("media", "Media watch"),
                            ("situation", "Situation report"),
                            ("regulator", "Report to the regulator"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "to",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="To whom it was reported.", null=True
                    ),
                ),
                (
                    "source",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="Which medium, and where in it.", null=True
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        blank=True, help_text="How the medium speaks of us; by the rulebook.", max_length=20
                    ),
                ),
                ("words", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="EmergencyMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("leads", models.BooleanField(default=False)),
                ("since", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-leads", "id"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                            ("truth", "What happened"),
                            ("responsibility", "Who is responsible"),
                            ("reasonableness", "Is the demand reasonable"),
                        ],
                        max_length=20,
                    ),
                ),
                ("conclusion", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("reasons", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
        migrations.CreateModel(
            name="FlowStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("flow", models.CharField(max_length=64)),
                ("step", models.CharField(max_length=64)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        help_text="What the step found: 'within' or 'beyond', or the level.",
                        max_length=20,
                    ),
                ),
                (
                    "role",
                    models.CharField(blank=True, help_text="The role that has the case now.", max_length=64),
                ),
                (
                    "means",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("words", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                (
                    "waits",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Handed on without an order: the holder is asked until the next step is taken.",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(default="complaint", max_length=40)),
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
        migrations.CreateModel(
            name="JournalEntry",
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
                "ordering": ["complaint_id", "sequence"],
            },
        ),
        migrations.CreateModel(
            name="JournalText",
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
            name="Judgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="Counts the judgements of a case.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("named", "Named, to be heard"),
                            ("heard", "Heard"),
                            ("judged", "Judged"),
                            ("appealed", "Appealed"),
                            ("decided", "Appeal decided"),
                        ],
                        default="named",
                        max_length=20,
                    ),
                ),
                (
                    "name",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["NAME"], null=True
                    ),
                ),
                ("because", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("named_at", models.DateTimeField()),
                ("statement", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("heard_at", models.DateTimeField(null=True)),
                ("finding", models.CharField(blank=True, max_length=64)),
                ("reasons", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "owner_view",
                    redress.privacy.fields.EncryptedText(
                        blank=True,
                        editable=True,
                        help_text="What the owner of the case contributed.",
                        null=True,
                    ),
                ),
                ("judged_at", models.DateTimeField(null=True)),
                ("appeal", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("appealed_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(blank=True, help_text="The finding after the appeal.", max_length=64),
                ),
                (
                    "outcome_reasons",
                    redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True),
                ),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("placed_at", models.DateTimeField()),
                ("lift_reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
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
                ("reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("class_code", models.CharField(max_length=30)),
                ("reason_code", models.CharField(blank=True, max_length=40)),
                (
                    "facts",
                    redress.privacy.fields.EncryptedText(
                        blank=True,
                        editable=True,
                        help_text="What is complained of in this matter (INT-09).",
                        null=True,
                    ),
                ),
                ("source_reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "source_coverage",
                    redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True),
                ),
                (
                    "source_disposition",
                    redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True),
                ),
                (
                    "company",
                    redress.privacy.fields.EncryptedText(
                        blank=True,
                        editable=True,
                        help_text="Which company the matter concerns, where a register says it.",
                        null=True,
                    ),
                ),
                (
                    "recovered",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Yuan; what the source's row says, unknown if null.",
                        max_digits=14,
                        null=True,
                    ),
                ),
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
                ("what", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
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
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=30, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("main", "Main order"),
                            ("co_handling", "Co-handling order"),
                            ("handed_down", "Order handed down"),
                            ("papers", "Request for papers"),
                            ("instruction", "Request for instruction"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("replied", "Replied"),
                            ("refused", "Returned"),
                            ("taken_back", "Taken back"),
                            ("ended", "Ended with the case"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                (
                    "opinion",
                    redress.privacy.fields.EncryptedText(
                        blank=True,
                        editable=True,
                        help_text="Preliminary opinion given with the order (FLW-07).",
                        null=True,
                    ),
                ),
                (
                    "class_code",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Of several matters, the class it is for (INT-09).",
                        max_length=30,
                    ),
                ),
                ("planned_at", models.DateTimeField(null=True)),
                (
                    "transferred_at",
                    models.DateTimeField(
                        help_text="When it went over to the department (FLW-12).", null=True
                    ),
                ),
                (
                    "their_opinion",
                    redress.privacy.fields.EncryptedText(
                        blank=True,
                        editable=True,
                        help_text="The department's own first opinion (FLW-12).",
                        null=True,
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                ("reply", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "reply_sent_at",
                    models.DateTimeField(
                        help_text="When the reply was sent; this counts (FLW-14).", null=True
                    ),
                ),
                ("replied_at", models.DateTimeField(help_text="When the reply was entered.", null=True)),
                ("return_reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
            ],
            options={
                "ordering": ["id"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
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
            name="Party",
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
                            ("complainant", "Complainant"),
                            ("proposer", "Proposer"),
                            ("insured", "Insured"),
                            ("agent", "Agent"),
                            ("heir", "Heir"),
                            ("representative", "Representative"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_organisation", models.BooleanField(default=False)),
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
                    "account",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["ACCOUNT"], null=True
                    ),
                ),
                (
                    "name_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["NAME"], null=True, of="name"
                    ),
                ),
                (
                    "id_number_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["ID_NUMBER"], null=True, of="id_number"
                    ),
                ),
                (
                    "phone_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["PHONE"], null=True, of="phone"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "parties",
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
                ("words", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("outcome", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField(help_text="When it was entered.")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("plan", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("basis", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("gravity", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("awaiting_approval", "Awaiting approval"),
                            ("disapproved", "Not approved"),
                            ("pending", "Awaiting the customer's answer"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("set_aside", "Set aside by the superior unit"),
                        ],
                        default="pending",
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("objections", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "promised_at",
                    models.DateTimeField(
                        help_text="By when it is to be paid or performed (AUT-01).", null=True
                    ),
                ),
                ("executed_at", models.DateTimeField(help_text="When it was paid or performed.", null=True)),
                (
                    "execution",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="What proves the performance.", null=True
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
        migrations.CreateModel(
            name="Recusal",
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
                ("overridden_at", models.DateTimeField(null=True)),
                (
                    "override_reason",
                    redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Rereview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ground", models.CharField(max_length=64)),
                ("guidance", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("from_state", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
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
                ("grounds", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
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
                ("process", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("limit", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("result", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("reasons", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reasons", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.CharField(max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("because", models.CharField(help_text="'responsible' or 'system'.", max_length=20)),
                ("signed_at", models.DateTimeField(null=True)),
                ("remark", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
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
                            ("app", "Message in the app"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("delivered_at", models.DateTimeField(null=True)),
                ("reached", models.BooleanField(default=True)),
                ("words", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("proof", models.CharField(blank=True, max_length=64)),
                ("reference", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
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
        migrations.CreateModel(
            name="UrgingNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        blank=True,
                        help_text="Set when the sweeper urged: which clock, which step.",
                        max_length=80,
                    ),
                ),
                ("reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
