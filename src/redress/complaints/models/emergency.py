"""The emergency process of a case: who is in the team, what was reported when (FLW-16)."""

from __future__ import annotations

from django.db import models

from redress.complaints.kinds import EmergencyKind
from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class Emergency(models.Model):
    """That a case has an emergency process: since when, why, and how it ended."""

    complaint = models.OneToOneField(
        "complaints.Complaint", models.CASCADE, primary_key=True, related_name="emergency_process"
    )
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    because = EncryptedText(help_text="The rule that started it, or the reason given by hand.")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    summary = EncryptedText()


class EmergencyMember(models.Model):
    """A named person of the team and what the person is there for."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="emergency_team", db_index=False
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    task = EncryptedText()
    leads = models.BooleanField(default=False)
    since = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-leads", "id"]
        indexes = [models.Index(fields=["complaint"], name="emergency_member_complaint")]


class EmergencyEntry(models.Model):
    """A report up, a media report or post, a situation report, the report to the regulator. `at` is when it counts."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="emergency_entries", db_index=False
    )
    kind = models.CharField(max_length=20, choices=EmergencyKind)
    to = EncryptedText(help_text="To whom it was reported.")
    source = EncryptedText(help_text="Which medium, and where in it.")
    tone = models.CharField(
        max_length=20, blank=True, help_text="How the medium speaks of us; by the rulebook."
    )
    words = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["complaint"], name="emergency_entry_complaint")]
