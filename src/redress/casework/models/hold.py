"""Orders that nothing of a file is destroyed (CLO-10)."""

from __future__ import annotations

from django.db import models

from redress.casework.models.key import FileKey
from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class LegalHold(models.Model):
    """Somebody's order that nothing of the file is destroyed, until it is lifted."""

    file = models.ForeignKey(FileKey, models.CASCADE, related_name="+")
    reason = EncryptedText()
    placed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    placed_at = models.DateTimeField()
    lift_reason = EncryptedText()
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "complaints_legalhold"
        ordering = ["id"]
