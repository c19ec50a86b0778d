"""How a case is decided: findings, proposals, validity and causes, signatures."""

from __future__ import annotations

from django.db import models

from redress.complaints.kinds import FindingKind, ProposalState
from redress.organisation.labelled import Labelled
from redress.organisation.models import Department, User
from redress.privacy.fields import EncryptedText


class Finding(Labelled, models.Model):
    """One of the three findings of the investigation, with its reasons (FLW-06)."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=20, choices=FindingKind)
    conclusion = EncryptedText()
    reasons = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Proposal(Labelled, models.Model):
    """A handling opinion (处理意见) put to the customer, and the answer. Amount in yuan. COM-01, COM-03."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="proposals", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    plan = EncryptedText()
    basis = EncryptedText()
    gravity = EncryptedText()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.PENDING)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    by_for = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="For whom a deputy acted.",
    )
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    objections = EncryptedText()
    promised_at = models.DateTimeField(null=True, help_text="By when it is to be paid or performed (AUT-01).")
    executed_at = models.DateTimeField(null=True, help_text="When it was paid or performed.")
    executed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    execution = EncryptedText(help_text="What proves the performance.")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["complaint", "position"], name="proposal_position")]

    @property
    def owed(self) -> bool:
        """Whether something was promised that has not been performed yet."""
        promised = self.promised_at is not None or bool(self.amount)
        return self.state == ProposalState.ACCEPTED and promised and self.executed_at is None


class Cause(models.Model):
    """A cause attributed to a responsible department; a system cause also needs IT's signature (CLO-02)."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="causes", db_index=False
    )
    code = models.CharField(max_length=40)
    is_system = models.BooleanField(default=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "code", "department"], name="cause_once_a_department"
            )
        ]


class SignOff(models.Model):
    """A department that must sign, and the head's signature when given (CLO-02)."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="sign_offs", db_index=False
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    because = models.CharField(max_length=20, help_text="'responsible' or 'system'.")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    remark = EncryptedText()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["complaint", "department"], name="sign_off_once")]
        indexes = [
            models.Index(
                fields=["department"], condition=models.Q(signed_at__isnull=True), name="sign_off_waiting"
            ),
        ]
