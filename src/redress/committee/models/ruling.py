"""What a case is referred for, what the committee ruled, and what must be done about it (ORG-03, AUT-04)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.committee.kinds import ClosingMotion, Question, ReferralState
from redress.committee.models.body import Body
from redress.complaints.kinds import Validity
from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class Motion(models.Model):
    """A question and what is moved about it; which columns count depends on the question. Amount in yuan."""

    question = models.CharField(max_length=20, choices=Question)
    words = EncryptedText()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    validity = models.CharField(max_length=20, choices=Validity, blank=True)
    causes = models.JSONField(default=list, help_text="[[cause code, department id], ...]")
    closing = models.CharField(max_length=10, choices=ClosingMotion, blank=True)

    class Meta:
        abstract = True


class Referral(Motion):
    """A case put before a committee, with the reason and what is moved."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="referrals", db_index=False
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="referrals")
    reason = models.CharField(max_length=40, help_text="A reason of the rulebook.")
    because = EncryptedText()
    state = models.CharField(max_length=20, choices=ReferralState, default=ReferralState.OPEN)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "question"],
                condition=Q(state__in=["open", "on_agenda"]),
                name="one_waiting_referral_a_question",
            )
        ]
        indexes = [
            models.Index(fields=["body", "at"], condition=Q(state="open"), name="referral_waiting"),
            models.Index(fields=["complaint"], name="referral_complaint"),
        ]


class Ruling(Motion):
    """What was ruled on a case; the latest ruling on a question binds. `number` is the session's with the item."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="rulings", db_index=False
    )
    item = models.OneToOneField("committee.Item", models.PROTECT, related_name="ruling")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="rulings")
    number = models.CharField(max_length=50, unique=True)
    reasons = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["complaint"], name="ruling_complaint")]

    def __str__(self) -> str:
        return self.number


class Execution(models.Model):
    """Something a ruling asks of somebody, until when, and the evidence that it was done."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="executions", db_index=False
    )
    ruling = models.CharField(max_length=50, help_text="The ruling's number.")
    position = models.PositiveSmallIntegerField()
    what = EncryptedText()
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    until = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    evidence = EncryptedText()
    file = models.CharField(max_length=64, blank=True, help_text="SHA-256 of a file attached to the case.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["ruling", "position"], name="execution_position"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(evidence__isnull=False),
                name="execution_done_has_evidence",
            ),
        ]
        indexes = [
            models.Index(fields=["owner"], condition=Q(done_at__isnull=True), name="execution_waiting"),
            models.Index(fields=["complaint"], name="execution_complaint"),
        ]
