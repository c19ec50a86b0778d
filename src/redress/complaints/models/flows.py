"""Steps taken in a special flow: who handed the case to which role, when it counts, by which means."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from redress.organisation.models import Department, User
from redress.privacy.fields import EncryptedText


class FlowStep(models.Model):
    """One step of a case's flow as it was taken (FLW-11..13, ORG-10). `at` is when it counts."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="flow_steps", db_index=False
    )
    flow = models.CharField(max_length=64)
    step = models.CharField(max_length=64)
    verdict = models.CharField(
        max_length=20, blank=True, help_text="What the step found: 'within' or 'beyond', or the level."
    )
    role = models.CharField(max_length=64, blank=True, help_text="The role that has the case now.")
    holder = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    means = ArrayField(models.CharField(max_length=20), default=list)
    words = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    entered_at = models.DateTimeField()
    waits = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Handed on without an order: the holder is asked until the next step is taken.",
    )

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["complaint"], name="flow_step_complaint"),
            models.Index(fields=["holder"], name="flow_step_waiting", condition=models.Q(waits=True)),
        ]

    def __str__(self) -> str:
        return f"{self.flow}/{self.step}"
