"""What happens to a case after its closing: revision by the superior unit (CLO-03)."""

from __future__ import annotations

from django.db import models

from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class Revision(models.Model):
    """A closure that a superior unit changed: validity and causes before and after, with the reasons (CLO-03).

    `before` and `after`: {"validity": code, "causes": [[code, department id], ...]}.
    """

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="revisions")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    reasons = EncryptedText()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["id"]
