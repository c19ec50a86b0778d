"""What superiors and colleagues find about how a case was handled: re-reviews, and responsible persons."""

from __future__ import annotations

from django.db import models

from redress.complaints.kinds import JudgementState
from redress.organisation.models import Department, Unit, User
from redress.privacy.fields import EncryptedField, EncryptedText
from redress.privacy.masks import Kind


class Rereview(models.Model):
    """A superior unit reviewed the case and returned it to the original unit with guidance (FLW-15)."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="rereviews", db_index=False
    )
    ground = models.CharField(max_length=64)
    guidance = EncryptedText()
    from_state = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["complaint"], name="rereview_complaint")]


class Judgement(models.Model):
    """A person (责任人) who may be responsible: heard, judged, perhaps appealed (CLO-13).

    A member of staff is `person`; somebody else, an agent for example, has only a name, encrypted.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="judgements", db_index=False
    )
    number = models.PositiveSmallIntegerField(help_text="Counts the judgements of a case.")
    state = models.CharField(max_length=20, choices=JudgementState, default=JudgementState.NAMED)
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    name = EncryptedField(kind=Kind.NAME)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    because = EncryptedText()
    named_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    named_at = models.DateTimeField()
    statement = EncryptedText()
    heard_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=64, blank=True)
    reasons = EncryptedText()
    owner_view = EncryptedText(help_text="What the owner of the case contributed.")
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    judged_at = models.DateTimeField(null=True)
    appeal = EncryptedText()
    appealed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=64, blank=True, help_text="The finding after the appeal.")
    outcome_reasons = EncryptedText()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="judgement_number")]

    @property
    def final(self) -> str:
        """The finding that holds: after an appeal the one of the appeal."""
        return self.outcome or self.finding
