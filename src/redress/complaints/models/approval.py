"""Who was asked to approve what, what came of it, and who was given authority for a while (AUT-01, AUT-02, AUT-05)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.complaints.kinds import ApprovalState, Asked, AuthorisedBy
from redress.organisation.kinds import Duty
from redress.organisation.models import Department, Unit, User
from redress.privacy.fields import EncryptedText


class Authorisation(models.Model):
    """A superior lets a person decide more than the table says, up to `amount` yuan, for a while (AUT-02).

    `amount` is null for any amount. An authorisation of a case is for that case alone.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="authorisations", db_index=False
    )
    number = models.PositiveSmallIntegerField(help_text="Counts the authorisations of a case.")
    to = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    reason = EncryptedText()
    means = models.CharField(max_length=20, choices=AuthorisedBy)
    given_at = models.DateTimeField(help_text="When it was said or written; entered at `at`.")
    expires_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    by_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="authorisation_number"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="authorisation_amount"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("given_at")), name="authorisation_expires"
            ),
        ]


class Approval(models.Model):
    """One question to somebody who may decide: a proposal beyond authority, an extension, a request (报批件).

    It goes to whoever has a duty in a unit. Beyond that one's own authority it is endorsed and
    passed on: the next question `follows` it. `by_for` and `decided_for` name the person a deputy acted for.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="approvals", db_index=False
    )
    number = models.PositiveSmallIntegerField(help_text="Counts the approvals of a case.")
    asked = models.CharField(max_length=20, choices=Asked)
    proposal = models.PositiveSmallIntegerField(null=True, help_text="The position of the proposal.")
    clock = models.CharField(max_length=40, blank=True, help_text="The clock to extend (AUT-05).")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    question = EncryptedText(help_text="What is asked, with its reason.")
    urgent = models.BooleanField(default=False, help_text="The fast path (AUT-02).")
    follows = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="next",
        help_text="The question it was passed on from.",
    )

    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    by_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    of_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    of_department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    of_duty = models.CharField(max_length=30, choices=Duty, blank=True)

    state = models.CharField(max_length=20, choices=ApprovalState, default=ApprovalState.WAITING)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    words = EncryptedText(help_text="The decision in words; a refusal's reason.")
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="approvals")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="approval_number"),
            models.CheckConstraint(
                condition=Q(of_unit__isnull=False) & ~Q(of_duty=""), name="approval_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "ended"]) | Q(decided_at__isnull=False),
                name="approval_decided_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["of_unit", "of_duty", "at"], condition=Q(state="waiting"), name="approval_of_unit"
            ),
        ]
