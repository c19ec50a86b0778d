"""The claim: one row, saying where it stands now. How it got there is its journal's to say."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from redress.casework.beneath import Beneath
from redress.casework.models import ServedFile
from redress.casework.sight import Sight
from redress.claims.kinds import SEES, Complexity, Doubt, Injury, Way
from redress.claims.states import FINAL, OPEN, ClaimState
from redress.organisation.kinds import Duty
from redress.organisation.models import User
from redress.policies.kinds import Standing
from redress.privacy.fields import BlindIndexField, EncryptedField, EncryptedText
from redress.privacy.masks import Kind

_WAYS = (("unit", "unit"), ("owner", "owner"), ("reported_by", "reporter"))
"""Columns by which somebody comes to a claim (`sight`), and what indexes call them: each list walks along each."""


class Claim(ServedFile):
    """A claim (赔案). Amounts are yuan; times are UTC. Written only by its door."""

    number = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=20, choices=ClaimState)
    state_since = models.DateTimeField()
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    reported_at = models.DateTimeField()
    way = models.CharField(max_length=20, choices=Way, help_text="How the report came.")
    told_by = models.CharField(max_length=20, choices=Way, help_text="How the customer wants to be told.")
    contacts_verified_at = models.DateTimeField(null=True)

    policy_number = EncryptedField(kind=Kind.POLICY)
    policy_index = BlindIndexField(of="policy_number", kind=Kind.POLICY)
    policy_checked_at = models.DateTimeField(null=True, help_text="When the policy system last answered.")
    cover = models.CharField(
        max_length=20, choices=Standing, blank=True, help_text="How cover stood on the day of the loss."
    )
    doubts = ArrayField(
        models.CharField(max_length=20, choices=Doubt),
        default=list,
        help_text="What the policy system leaves doubtful.",
    )
    line = models.CharField(max_length=64)
    loss_cause = models.CharField(max_length=64)
    losses = ArrayField(models.CharField(max_length=64))
    injury = models.CharField(max_length=20, choices=Injury)
    soothing = models.CharField(max_length=420, blank=True)
    complexity = models.CharField(max_length=20, choices=Complexity)
    occurred_at = models.DateTimeField()
    known_at = models.DateTimeField(help_text="When the insured knew of it: limitation counts from then.")
    requested_at = models.DateTimeField(null=True, help_text="When payment was asked for.")
    place = EncryptedText()
    course = EncryptedText()
    estimate = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    rough_days = models.PositiveSmallIntegerField(help_text="About how many days the customer was told.")

    account = EncryptedField(kind=Kind.ACCOUNT)
    account_holder = EncryptedField(kind=Kind.NAME)
    account_changed_at = models.DateTimeField(null=True)
    originals = models.BooleanField(default=False, help_text="Whether we hold originals.")
    agreed_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    agreed_at = models.DateTimeField(null=True, help_text="When the customer agreed to that amount.")
    closed_at = models.DateTimeField(null=True)
    catastrophe = models.ForeignKey(
        "claims.Catastrophe", models.PROTECT, null=True, related_name="claims", db_index=False
    )
    catastrophe_version = models.IntegerField(
        default=0, help_text="Up to which version of the catastrophe it was told and spared papers."
    )

    risk = models.PositiveSmallIntegerField(
        default=0, help_text="Points of what is likely to become a complaint; 0 for others."
    )
    risk_reasons = models.JSONField(
        null=True,
        help_text="Of each reason how often it was found, or since when its days count; NULL: its journal says.",
    )
    risk_again_at = models.DateTimeField(null=True, help_text="When time alone changes the points next.")
    complaints_before = models.PositiveSmallIntegerField(
        null=True,
        help_text="Complaints of its policy or people when it was last weighed by time; NULL: not yet.",
    )
    external_source = models.CharField(
        max_length=40, blank=True, help_text="The system it was taken over from."
    )
    external_number = EncryptedText(help_text="Its number there.")
    external_number_index = BlindIndexField(of="external_number", kind=Kind.EXTERNAL, exact=True)
    import_run = models.ForeignKey(
        "importing.ImportRun", models.PROTECT, null=True, related_name="claims", db_index=False
    )

    sight: ClassVar[Sight] = Sight(
        people=("owner_id", "reported_by_id"),
        duties=SEES,
        lies="letters.Letter.reviewing",
        lies_with=frozenset({Duty.LEGAL}),
    )
    """Over the unit by who sees its cases and who handles its claims; by who handles or took the
    claim, and by the counsel with whose department a letter of it lies."""
    attachments = Beneath("evidence.Attachment")
    letters = Beneath("letters.Letter")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["unit", "next_due_at", "id"],
                condition=Q(state__in=sorted(OPEN)),
                name="claim_unit_due",
            ),
            models.Index(
                fields=["owner", "next_due_at", "id"],
                condition=Q(state__in=sorted(OPEN)),
                name="claim_owner_due",
            ),
            models.Index(fields=["unit", "-id"], condition=Q(state__in=sorted(OPEN)), name="claim_unit_open"),
            models.Index(
                fields=["reported_by", "-id"], condition=Q(state__in=sorted(OPEN)), name="claim_reporter_open"
            ),
            *(
                models.Index(
                    fields=[column, "state", "-id"],
                    condition=Q(state__in=sorted(FINAL)),
                    name=f"claim_{name}_ended",
                )
                for column, name in _WAYS
            ),
            *(
                models.Index(
                    fields=[column, "-risk", "id"], condition=Q(risk__gt=0), name=f"claim_{name}_risk"
                )
                for column, name in _WAYS
            ),
            *(
                models.Index(
                    fields=[column, "next_due_at", "id"],
                    condition=Q(risk__gt=0),
                    name=f"claim_{name}_risk_due",
                )
                for column, name in _WAYS
                if column != "owner"
            ),
            models.Index(
                fields=["retain_until", "id"],
                condition=Q(disposed_at__isnull=True, retain_until__isnull=False),
                name="claim_disposal_due",
            ),
            models.Index(
                fields=["risk_again_at", "id"],
                condition=Q(risk_again_at__isnull=False),
                name="claim_risk_again",
            ),
            models.Index(
                fields=["policy_index", "-id"], condition=Q(policy_index__isnull=False), name="claim_policy"
            ),
            models.Index(
                fields=["catastrophe", "catastrophe_version"],
                condition=Q(catastrophe__isnull=False),
                name="claim_catastrophe",
            ),
            models.Index(
                fields=["import_run", "id"], condition=Q(import_run__isnull=False), name="claim_import_run"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["external_source", "external_number_index"],
                condition=Q(external_number_index__isnull=False),
                name="claim_external_once",
            )
        ]
