"""Who must keep out of a claim, and why (ORG-13)."""

from __future__ import annotations

from django.db import models

from redress.complaints.kinds import ConflictKind
from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class ClaimRecusal(models.Model):
    """A conflict of interest that was declared; a superior may set it aside."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="recusals", db_index=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    ground = models.CharField(max_length=20, choices=ConflictKind)
    reason = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    overridden_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    overridden_at = models.DateTimeField(null=True)
    override_reason = EncryptedText()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    confirmed_at = models.DateTimeField(null=True)
    review_by = models.DateTimeField(
        null=True, help_text="Until when a superior is to confirm it; empty: nobody need."
    )
    followed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Who took the file over because of it.",
    )

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["review_by"],
                condition=models.Q(review_by__isnull=False, overridden_at=None),
                name="claim_recusal_to_review",
            )
        ]
        constraints = [models.UniqueConstraint(fields=["claim", "person"], name="claim_recusal_once")]
