"""What became of a file whose period of retention has passed (CLO-10)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, Value

from redress.casework.models.key import FileKey
from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class Disposal(models.Model):
    """The destruction of a file's personal data and files: proposed by one person, confirmed by another (CLO-10).

    `destroyed`: table -> rows; `emptied`: table -> rows of registers that stay without their words; `minutes`: sessions
    whose minutes stay, because they are about other matters too; `files`: SHA-256 of what was deleted from disk, which
    happens after the commit; `skeleton`: hash over all that the journal keeps.
    """

    file = models.OneToOneField(FileKey, models.PROTECT, related_name="+")
    retained_until = models.DateField()
    reason = EncryptedText()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    confirmed_at = models.DateTimeField(null=True)
    destroyed = models.JSONField(default=dict)
    emptied = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))
    minutes = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    files = models.JSONField(default=list)
    files_gone_at = models.DateTimeField(null=True)
    skeleton = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "complaints_disposal"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="disposal_four_eyes",
            ),
        ]
        indexes = [
            models.Index(
                fields=["proposed_at", "id"], condition=Q(confirmed_at__isnull=True), name="disposal_waiting"
            )
        ]
