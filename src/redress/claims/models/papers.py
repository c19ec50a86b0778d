"""Papers of a claim, and what was told to be missing."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from redress.claims.kinds import Verdict, Way
from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class ClaimPaper(models.Model):
    """A paper the customer was asked for: when it came, what the check found, whether the original went back."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="papers", db_index=False)
    code = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    reason = EncryptedText(help_text="Why it is not taken, and what it must be like.")
    original = models.BooleanField(default=False, help_text="We hold the original.")
    returned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["claim", "code"], name="claim_paper_once")]


class PaperNotice(models.Model):
    """What was told to be missing, all at once; a further notice stands on a new fact (CLM-04)."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="notices", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    papers = ArrayField(models.CharField(max_length=64))
    new_fact = EncryptedText()
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=20, choices=Way)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["claim", "ordinal"], name="claim_notice_once")]
