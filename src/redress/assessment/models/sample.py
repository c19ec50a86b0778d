"""Spot checks of subordinates' closures: the sample as it was drawn, and what was found (CLO-03, ASM-06)."""

from __future__ import annotations

from django.db import models

from redress.assessment.kinds import SampleState
from redress.assessment.models.entry import Numbered
from redress.organisation.models import User
from redress.privacy.fields import EncryptedJSON, EncryptedText


class Sample(Numbered):
    """One draw. From `seed` and the population anybody can draw the same cases again.

    `strata`: stratum -> [size, drawn]; `population` is a SHA-256 over the numbers that could have been drawn.
    """

    LETTER = "S"

    state = models.CharField(
        max_length=20, choices=SampleState, default=SampleState.DRAWN, db_default=SampleState.DRAWN
    )
    rule = models.CharField(max_length=64)
    rulebook = models.CharField(max_length=120)
    first = models.DateField()
    last = models.DateField()
    seed = models.CharField(max_length=64)
    share = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()
    size = models.IntegerField()
    strata = models.JSONField()
    population = models.CharField(max_length=64)
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["unit", "-id"], name="sample_unit")]


class SpotCheck(models.Model):
    """A drawn case. `items`: item of the checklist -> result. A fault in validity or causes leads to a revision."""

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="checks", db_index=False)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="spot_checks")
    stratum = models.CharField(max_length=120)
    items = EncryptedJSON(default=dict)
    score = models.PositiveSmallIntegerField(null=True, help_text="Per cent of the items that apply.")
    remark = EncryptedText()
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["sample", "complaint"], name="drawn_once")]
