"""Decisions with what the law asks of them, and their review by the superior unit."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from redress.complaints.kinds import DecisionKind, DecisionState, Outcome, ReviewState
from redress.organisation.models import Unit, User
from redress.privacy.fields import EncryptedText


class Decision(models.Model):
    """The handling decision (处理决定) and its five mandatory parts (COM-05, 2020-3 Art. 19). Amount in yuan."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="decisions", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=DecisionKind, default=DecisionKind.FIRST)
    state = models.CharField(max_length=20, choices=DecisionState, default=DecisionState.MADE)
    proposal = models.PositiveSmallIntegerField(null=True, help_text="Position of the proposal it rests on.")
    decision = EncryptedText()
    verification = EncryptedText()
    basis = EncryptedText()
    reasons = EncryptedText()
    remedies = ArrayField(models.CharField(max_length=40))
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["complaint", "position"], name="decision_position")]

    def __str__(self) -> str:
        return f"D{self.position}"


class Review(models.Model):
    """A review (核查) of a branch's result by the unit above it, asked for in writing (AUT-06, 2020-3 Art. 20).

    `unit` is the superior that decides. `decision` is the position of the decision in dispute, none where the
    result was told without one. `last_day` is the last day on which the customer could ask.
    """

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="reviews")
    number = models.CharField(max_length=30, unique=True)
    state = models.CharField(max_length=20, choices=ReviewState, default=ReviewState.OPEN)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    decision = models.PositiveSmallIntegerField(null=True)
    grounds = EncryptedText()
    request = models.CharField(max_length=64, help_text="SHA-256 of the written request.")
    requested_at = models.DateTimeField(help_text="When the superior unit received it.")
    last_day = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    process = EncryptedText()
    limit = EncryptedText()
    result = EncryptedText()
    reasons = EncryptedText()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(state__in=["open", "decided"]), name="one_open_review"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(decided_at__isnull=False), name="review_outcome_has_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "requested_at", "id"],
                condition=Q(state__in=["open", "decided"]),
                name="review_desk",
            ),
        ]

    def __str__(self) -> str:
        return self.number
