"""Who must keep out of a claim, and why (ORG-13)."""

from __future__ import annotations

from django.db import models

from redress.casework.conflicts import ConflictKind
from redress.casework.models import DeclaredConflict, to_review


class ClaimRecusal(DeclaredConflict):
    """A conflict of interest that was declared; a superior may set it aside."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="recusals", db_index=False)
    ground = models.CharField(max_length=20, choices=ConflictKind)

    class Meta(DeclaredConflict.Meta):
        indexes = [to_review("claim_recusal_to_review")]
        constraints = [models.UniqueConstraint(fields=["claim", "person"], name="claim_recusal_once")]
