"""Cases that belong together: repeat, escalation, merge, related, review (CLO-06..08)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from redress.complaints.kinds import LinkKind
from redress.organisation.models import User
from redress.privacy.fields import EncryptedText

STANDS = Q(ended_at__isnull=True)


class Link(models.Model):
    """From a case to the one it follows: a repeat to its first case, a merged case to the one it was merged into.

    Made by a rule of the rulebook; `reason` says why a person decided otherwise than the rule. A link is never deleted:
    it is ended, with the reason. The database refuses one that would close a circle.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="links", db_index=False
    )
    to = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="linked_from", db_index=False)
    kind = models.CharField(max_length=20, choices=LinkKind)
    rule = models.CharField(max_length=60, help_text="What the rule cites.")
    ruled = models.CharField(
        max_length=20, help_text="What the rulebook said it was; differs when overridden."
    )
    reason = EncryptedText()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    end_reason = EncryptedText()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                Least("complaint", "to"),
                Greatest("complaint", "to"),
                "kind",
                condition=STANDS,
                name="link_once",
            ),
            models.UniqueConstraint(
                fields=["complaint", "kind"],
                condition=STANDS & Q(kind__in=[LinkKind.REPEAT, LinkKind.MERGE]),
                name="link_one_first",
            ),
            models.CheckConstraint(condition=~Q(complaint=F("to")), name="link_not_itself"),
        ]
        indexes = [
            models.Index(fields=["complaint"], name="link_from"),
            models.Index(fields=["to"], name="link_to"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.complaint_id} -> {self.to_id}"

    @property
    def stands(self) -> bool:
        return self.ended_at is None
