"""Matters: a complaint may raise several (INT-09, INT-17)."""

from __future__ import annotations

from django.db import models

from redress.privacy.fields import EncryptedText


class Matter(models.Model):
    """One matter of a complaint: what it is about, and how an imported source said it ended."""

    complaint = models.ForeignKey(  # found by `matter_position`
        "complaints.Complaint", models.CASCADE, related_name="matters", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    class_code = models.CharField(max_length=30)
    reason_code = models.CharField(max_length=40, blank=True)
    facts = EncryptedText(help_text="What is complained of in this matter (INT-09).")
    source_reason = EncryptedText()
    source_coverage = EncryptedText()
    source_disposition = EncryptedText()
    company = EncryptedText(help_text="Which company the matter concerns, where a register says it.")
    recovered = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        help_text="Yuan; what the source's row says, unknown if null.",
    )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["complaint", "position"], name="matter_position")]
