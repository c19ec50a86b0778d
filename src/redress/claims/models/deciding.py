"""Decisions on a claim with their sums, and what was paid."""

from __future__ import annotations

from django.db import models

from redress.claims.kinds import ClaimOutcome, PaymentKind, TermsFrom, Way
from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class Decision(models.Model):
    """What was decided, and how the customer was told (CLM-08)."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="decisions", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, choices=ClaimOutcome)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    clause = EncryptedText(help_text="By which clause.")
    reasons = EncryptedText()
    terms = models.CharField(
        max_length=10,
        choices=TermsFrom,
        blank=True,
        help_text="Where cover, deductible and ratio came from; empty: nothing was to be paid.",
    )
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=20, choices=Way, blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["claim", "ordinal"], name="claim_decision_once")]


class DecisionItem(models.Model):
    """One position of a decision: from it and its neighbours the amount can be computed again."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="items", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    title = EncryptedText()
    clause = EncryptedText()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    deductible = models.DecimalField(max_digits=14, decimal_places=2)
    ratio = models.DecimalField(max_digits=7, decimal_places=6)
    cover = models.CharField(max_length=40, blank=True, help_text="The cover of the policy, by its code.")
    at_most = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        help_text="What was left of the cover, where that was less.",
    )
    payable = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["decision", "ordinal"], name="claim_item_once")]


class Payment(models.Model):
    """Money that went to the customer's account (CLM-09, CLM-11)."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="payments", db_index=False)
    kind = models.CharField(max_length=20, choices=PaymentKind)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reference = EncryptedText(help_text="Of the payment in the core system.")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["claim", "id"], name="claim_payment")]
