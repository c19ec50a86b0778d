"""People of a claim, and changes of where they are paid. Everything here is personal data (SEC-02)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from redress.claims.kinds import Role
from redress.organisation.models import User
from redress.privacy.fields import BlindIndexField, EncryptedField, EncryptedText
from redress.privacy.masks import Kind
from redress.privacy.person import Person


class ClaimParty(Person):
    """A person in a claim."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=Role)
    phone_tail_index = BlindIndexField(of="phone", kind=Kind.PHONE_TAIL)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "claim parties"
        indexes = [
            models.Index(
                fields=["name_index", "-claim"],
                condition=Q(name_index__isnull=False),
                name="claim_party_name",
            ),
            models.Index(
                fields=["phone_index", "-claim"],
                condition=Q(phone_index__isnull=False),
                name="claim_party_phone",
            ),
            models.Index(
                fields=["phone_tail_index", "-claim"],
                condition=Q(phone_tail_index__isnull=False),
                name="claim_party_phone_tail",
            ),
            models.Index(
                fields=["id_number_index", "-claim"],
                condition=Q(id_number_index__isnull=False),
                name="claim_party_id",
            ),
        ]


class AccountChange(models.Model):
    """Another account: asked for, verified by a second way, let through by a second person or refused (CLM-11)."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="account_changes", db_index=False)
    account = EncryptedField(kind=Kind.ACCOUNT)
    holder = EncryptedField(kind=Kind.NAME)
    verified_by = EncryptedText(help_text="By which second way, with whom it was verified.")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    refused_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(refused_at__isnull=True),
                name="account_change_one_answer",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")),
                name="account_change_by_two",
            ),
        ]
        indexes = [models.Index(fields=["claim", "-id"], name="account_change_claim")]

    @property
    def waits(self) -> bool:
        """Whether nobody has said yes or no to it."""
        return self.approved_at is None and self.refused_at is None
