"""How a case is decided: findings, proposals, validity and causes, signatures."""

from __future__ import annotations

from django.db import models

from redress.complaints.kinds import FindingKind, ProposalState
from redress.organisation.models import Department, User


class Finding(models.Model):
    """One of the three findings of the investigation, with its reasons (FLW-06)."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=20, choices=FindingKind)
    conclusion = models.TextField()
    reasons = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Proposal(models.Model):
    """A handling opinion (处理意见) put to the customer, and the answer. Amount in yuan. COM-01, COM-03."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="proposals")
    position = models.PositiveSmallIntegerField()
    plan = models.TextField()
    basis = models.TextField()
    gravity = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.PENDING)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    objections = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["complaint", "position"], name="proposal_position")]


class Cause(models.Model):
    """A cause attributed to a responsible department; a system cause also needs IT's signature (CLO-02)."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="causes")
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

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="sign_offs")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    because = models.CharField(max_length=20, help_text="'responsible' or 'system'.")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["complaint", "department"], name="sign_off_once")]
        indexes = [
            models.Index(
                fields=["department"], condition=models.Q(signed_at__isnull=True), name="sign_off_waiting"
            ),
        ]
