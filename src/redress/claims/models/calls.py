"""Report calls as the call centre recorded them (CLM-02)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.organisation.models import Unit
from redress.privacy.fields import EncryptedField
from redress.privacy.masks import Kind


class ReportCall(models.Model):
    """One call: when it came, how long it rang, whether somebody answered. Who answered is personal data.

    `source` and `mark` say which call of which call centre it is, so that the same file can be imported again.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    called_at = models.DateTimeField()
    rang = models.PositiveIntegerField(help_text="Seconds until it was answered, or given up.")
    answered = models.BooleanField()
    agent = EncryptedField(kind=Kind.NAME)
    source = models.CharField(max_length=40)
    mark = models.CharField(max_length=64, help_text="SHA-256 of what the call centre calls it.")

    class Meta:
        ordering = ["called_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "mark"], name="report_call_once"),
            models.CheckConstraint(condition=Q(rang__lte=86_400), name="report_call_rings_a_day_at_most"),
        ]
        indexes = [models.Index(fields=["unit", "called_at"], name="report_call_unit")]
