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

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["claim", "person"], name="claim_recusal_once")]
