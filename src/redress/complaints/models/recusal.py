"""Who must keep out of a case, and why (ORG-13)."""

from __future__ import annotations

from django.db import models

from redress.casework.conflicts import ConflictKind
from redress.casework.models import DeclaredConflict, to_review


class Recusal(DeclaredConflict):
    """A conflict of interest that was declared; a superior may set it aside with a reason."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="recusals", db_index=False
    )
    kind = models.CharField(max_length=20, choices=ConflictKind)

    class Meta(DeclaredConflict.Meta):
        indexes = [to_review("recusal_to_review")]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "person", "kind"], name="recusal_once"),
        ]
