"""Callbacks (回访): each attempt to reach the customer before closing, and satisfaction asked for afterwards."""

from __future__ import annotations

from django.db import models

from redress.complaints.kinds import Means, Satisfaction
from redress.organisation.models import Department, User
from redress.privacy.fields import EncryptedJSON, EncryptedText


class Callback(models.Model):
    """One attempt (CLO-04), or after closing a follow-up (CLO-12). `answers`: question of the script -> answer."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="callbacks")
    after_closing = models.BooleanField(default=False, db_default=False)
    means = models.CharField(max_length=20, choices=Means)
    at = models.DateTimeField()
    reached = models.BooleanField()
    answers = EncryptedJSON(default=dict)
    satisfaction = models.CharField(max_length=20, choices=Satisfaction, blank=True)
    reason = EncryptedText(help_text="Why the customer is dissatisfied.")
    suggestion = EncryptedText(help_text="What the customer would have us do better.")
    suggested_to = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    recording = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
