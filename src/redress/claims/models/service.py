"""What is done for the customer around the claim: questions, appointments, disputes."""

from __future__ import annotations

from django.db import models

from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class Question(models.Model):
    """A question that could not be answered at once, and by when an answer was promised (CLM-06)."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="questions", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    question = EncryptedText()
    asked_at = models.DateTimeField()
    promised_at = models.DateTimeField()
    answer = EncryptedText()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["claim", "ordinal"], name="claim_question_once")]


class Appointment(models.Model):
    """A visit of the investigation, agreed beforehand: for what, how it goes, who comes (CLM-07)."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="appointments", db_index=False)
    at = models.DateTimeField()
    purpose = EncryptedText()
    course = EncryptedText()
    people = EncryptedText()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["claim", "at"], name="claim_appointment")]


class Dispute(models.Model):
    """The complaint that a dispute over the claim became (CLM-10)."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="disputes", db_index=False)
    complaint = models.CharField(max_length=24, help_text="Its number.")
    reason = EncryptedText()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["claim", "complaint"], name="claim_dispute_once")]
