"""The complaint: one row a case, saying where it stands now. How it got there is the journal's to say."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from redress.casework.beneath import Beneath
from redress.casework.models.file import ServedFile
from redress.casework.sight import Sight
from redress.complaints.kinds import (
    About,
    CallbackState,
    Committee,
    ComplainantKind,
    EmergencyState,
    Source,
    Validity,
)
from redress.complaints.models.managers import ComplaintQuerySet
from redress.complaints.states import CASE_STATES
from redress.organisation.models import Department, Unit, User
from redress.privacy.fields import BlindIndexField, EncryptedJSON, EncryptedText
from redress.privacy.masks import Kind
from redress.rulebook import OPEN_STATES, State


class Complaint(ServedFile):
    """A case (投诉件). Amounts are yuan; times are UTC. Written only by its door."""

    attachments = Beneath("evidence.Attachment")
    clocks = Beneath("clocks.Clock")
    letters = Beneath("letters.Letter")
    holds = Beneath("casework.LegalHold")
    alerts = Beneath("outbox.Alert")
    messages = Beneath("outbox.Message")

    number = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=20, choices=CASE_STATES)
    state_since = models.DateTimeField()

    received_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    closing_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Closes it because of what was merged into it; empty: as the rulebook says (CLO-08).",
    )
    registered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    main_department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", db_index=False
    )
    returns = models.PositiveSmallIntegerField(
        default=0, help_text="How often a department gave the case back (FLW-03)."
    )

    channel = models.CharField(max_length=20)
    source = models.CharField(max_length=20, choices=Source, default=Source.DIRECT)
    source_reference = EncryptedText()
    received_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    received_place = EncryptedText()
    facts_repeated = models.BooleanField(default=False)
    soothing = models.CharField(
        max_length=420, blank=True, help_text="Codes of the wordings used, a space between (INT-10)."
    )
    counted = models.BooleanField(default=True)
    callback_finding = models.CharField(
        max_length=40, blank=True, default="", db_default="", help_text="What a callback found (INT-08)."
    )

    class_code = models.CharField(max_length=30)
    reason_code = models.CharField(max_length=40, blank=True)
    class_at_intake = models.CharField(max_length=30)
    level = models.CharField(max_length=20)
    level_at_intake = models.CharField(max_length=20)
    level_rule = models.CharField(
        max_length=40, blank=True, help_text="The rule that set the level by itself (CLS-05)."
    )
    complexity = models.CharField(max_length=20, default="simple")
    sale_stage = models.CharField(
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text="Stage of a bank's sale; empty: not sold by a bank (FLW-12).",
    )
    grade = models.CharField(
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text="How difficult the banca contact found it, for the limit; not its level (FLW-12).",
    )
    flow = models.CharField(max_length=64, default="standard", db_default="standard")
    emergency = models.CharField(
        max_length=20, choices=EmergencyState, blank=True, default="", db_default="", help_text="FLW-16."
    )
    other_classes = models.JSONField(
        default=dict, help_text="Code set -> code, by the rulebook's bridge (CLS-02)."
    )

    complainant_kind = models.CharField(max_length=20, choices=ComplainantKind, default=ComplainantKind.SELF)
    complainants = models.PositiveIntegerField(default=1)
    policy_number = EncryptedText()
    policy_number_index = BlindIndexField(of="policy_number", kind=Kind.POLICY)
    claim_number = EncryptedText()
    claim_number_index = BlindIndexField(of="claim_number", kind=Kind.CLAIM)
    product_line = models.CharField(max_length=60, blank=True)
    product = EncryptedText()
    product_index = BlindIndexField(of="product", kind=Kind.PRODUCT)
    about = models.CharField(max_length=20, choices=About, default=About.SERVICE)
    about_whom = EncryptedText()
    about_whom_index = BlindIndexField(of="about_whom", kind=Kind.AGENT)
    facts = EncryptedText()
    demand = EncryptedText()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    emotion = models.CharField(max_length=20, blank=True)
    temperament = models.CharField(max_length=20, blank=True)

    approvals_waiting = models.PositiveSmallIntegerField(default=0, db_default=0)
    notice_owed = models.BooleanField(
        default=False, db_default=False, help_text="An extension the customer was not told of (AUT-05)."
    )

    confirmed_at = models.DateTimeField(null=True)
    joint_meeting_at = models.DateTimeField(
        null=True, help_text="When the departments met instead of each giving its opinion (INT-09)."
    )
    validity = models.CharField(max_length=20, choices=Validity, blank=True)
    validity_reasons = EncryptedText()
    callback = models.CharField(
        max_length=20, choices=CallbackState, blank=True, default="", db_default="", help_text="CLO-04."
    )
    recovered = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    committee = models.CharField(
        max_length=20, choices=Committee, blank=True, default="", db_default="",
        help_text="What the coordination committee is waited for, if anything (ORG-03).",
    )  # fmt: skip
    closing_ruling = models.CharField(
        max_length=10,
        blank=True,
        default="",
        db_default="",
        help_text="'close' or 'stay', as ruled (ORG-03).",
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    archived_at = models.DateTimeField(null=True)

    late_from = models.DateTimeField(
        null=True,
        help_text="When it counts as late here: as `next_due_at`, but for what had passed when it came from another "
        "register (INT-17).",
    )
    legal_due_at = models.DateTimeField(null=True)

    paused = models.CharField(
        max_length=100, blank=True, default="", db_default="", help_text="Grounds that pause a limit now."
    )
    decided_at = models.DateTimeField(null=True, help_text="When the decision that holds was made.")
    result_told_at = models.DateTimeField(null=True, help_text="When the customer was told the result.")
    result_received_at = models.DateTimeField(
        null=True, help_text="When it reached the customer; unknown while a letter is on its way (AUT-06)."
    )
    under_review = models.BooleanField(default=False, db_default=False)

    external_source = models.CharField(max_length=40, blank=True)
    external_number = EncryptedText()
    external_number_index = BlindIndexField(of="external_number", kind=Kind.EXTERNAL, exact=True)
    external_parties = EncryptedJSON(default=list)
    external_dates = EncryptedJSON(
        default=list,
        help_text="What, when and in which words another register says was done or due (INT-17).",
    )
    import_run = models.ForeignKey(
        "importing.ImportRun", models.PROTECT, null=True, related_name="cases", db_index=False
    )

    sight: ClassVar[Sight] = Sight(
        units=("unit_id", "received_unit_id"),
        people=("owner_id", "registered_by_id"),
        shares="complaints_share",
        shared_with_me="redress_shared_with_me",
    )
    objects = ComplaintQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="complaint_known_state"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="complaint_amount_positive"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | Q(closed_at__isnull=False),
                name="complaint_closed_has_time",
            ),
            models.UniqueConstraint(
                fields=["external_source", "external_number_index"],
                condition=Q(external_number_index__isnull=False),
                name="complaint_imported_once",
            ),
        ]
        indexes = [
            # One index a list: the desk's queue, the unit's register, what is due, what a policy has had.
            models.Index(
                fields=["owner", "next_due_at", "id"],
                condition=Q(state__in=sorted(OPEN_STATES)),
                name="complaint_queue",
            ),
            models.Index(
                fields=["unit", "next_due_at", "id"],
                condition=Q(state__in=sorted(OPEN_STATES)),
                name="complaint_unit_due",
            ),
            # Those that are late otherwise than by their next limit: few, and none that is our own from the first.
            models.Index(
                fields=["unit", "next_due_at"],
                condition=Q(state__in=sorted(OPEN_STATES))
                & (Q(late_from__isnull=True, next_due_at__isnull=False) | Q(late_from__gt=F("next_due_at"))),
                name="complaint_came_late",
            ),
            # With its owner, so that the monitor tells who is late from the index alone.
            models.Index(
                fields=["unit", "state", "late_from"],
                include=["owner"],
                condition=Q(state__in=sorted(OPEN_STATES)),
                name="complaint_unit_stage",
            ),
            # With what counting and group risk ask of a case by itself, so that they read the index alone.
            models.Index(
                fields=["unit", "-registered_at", "-id"],
                include=[
                    "class_code",
                    "class_at_intake",
                    "state",
                    "counted",
                    "complainants",
                    "validity",
                    "about_whom_index",
                    "policy_number_index",
                    "product_index",
                ],
                name="complaint_register",
            ),
            # The few that no counting rule counts: a repeat of one of them stands for itself.
            models.Index(
                fields=["id"],
                condition=Q(counted=False) | Q(state__in=[State.TRANSFERRED, State.DECLINED, State.MERGED]),
                name="complaint_aside",
            ),
            # The newest of a unit, for the search: handled here, and received here for another.
            models.Index(fields=["unit", "-id"], name="complaint_of_unit"),
            models.Index(
                fields=["received_unit", "-id"],
                condition=~Q(received_unit=F("unit")),
                name="complaint_from_elsewhere",
            ),
            models.Index(fields=["owner", "-registered_at", "-id"], name="complaint_owner_register"),
            models.Index(fields=["received_unit", "-registered_at", "-id"], name="complaint_received"),
            models.Index(
                fields=["received_unit", "-registered_at", "-id"],
                condition=~Q(received_unit=F("unit")),
                name="complaint_elsewhere",
            ),
            models.Index(fields=["registered_by", "-registered_at", "-id"], name="complaint_registered_by"),
            models.Index(
                fields=["retain_until", "id"],
                condition=Q(retain_until__isnull=False, disposed_at__isnull=True),
                name="complaint_disposal_due",
            ),
            models.Index(
                fields=["policy_number_index", "-id"],
                condition=Q(policy_number_index__isnull=False),
                name="complaint_policy",
            ),
            models.Index(
                fields=["about_whom_index", "-id"],
                condition=Q(about_whom_index__isnull=False),
                name="complaint_about_whom",
            ),
            models.Index(
                fields=["import_run", "id"],
                condition=Q(import_run__isnull=False),
                name="complaint_import",
            ),
            models.Index(
                fields=["claim_number_index", "-id"],
                condition=Q(claim_number_index__isnull=False),
                name="complaint_claim",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES
