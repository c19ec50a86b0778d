"""What the law asks to be on record: pauses with their proof, tellings, new facts, papers of the complainant."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from redress.complaints.kinds import Means, Told
from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class Pause(models.Model):
    """A stretch that is left out of a limit, and what proves it (CLK-05). `proof`: code -> SHA-256 of the file."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=40, help_text="A ground of the rulebook.")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    proof = models.JSONField(default=dict)
    words = EncryptedText()
    outcome = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(help_text="When it was entered.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "reason"], condition=Q(until__isnull=True), name="one_pause_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="pause_ends_after"
            ),
        ]


class Telling(models.Model):
    """One attempt to tell the customer something, and the proof of it (COM-06, 2020-3 Art. 21).

    `at` is when it counts: posted, handed over, sent or dialled. `delivered_at` is known for what arrived.
    `proof` is the SHA-256 of a file of the case; `reference` names a letter, a message or a recording.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="tellings", db_index=False
    )
    what = models.CharField(max_length=20, choices=Told)
    about = models.CharField(max_length=40, blank=True, help_text="A decision's or a review's number.")
    means = models.CharField(max_length=20, choices=Means)
    at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    reached = models.BooleanField(default=True)
    words = EncryptedText()
    proof = models.CharField(max_length=64, blank=True)
    reference = EncryptedText()
    in_time = models.BooleanField(null=True, help_text="Within the limit that ran; none if no limit ran.")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["complaint", "what"], name="telling_what")]


class NewFacts(models.Model):
    """New facts and reasons from the customer; the legal limit starts anew on their receipt (CLK-05, CLO-08)."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="new_facts")
    what = EncryptedText()
    received_at = models.DateTimeField()
    evidence = ArrayField(models.CharField(max_length=64), default=list)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "new facts"


class EarlierLimit(models.Model):
    """A limit that a regulator's office sets for one case, earlier than the law's (CLK-12).

    `number` counts them in the case; `evidence` is the SHA-256 of the office's paper; `replaced_by` the number of the
    limit that a later paper put in its place.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="earlier_limits", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    office = EncryptedText()
    reference = EncryptedText()
    last_day = models.DateField()
    received_at = models.DateTimeField()
    evidence = models.CharField(max_length=64)
    replaced_by = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(help_text="When it was entered.")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="earlier_limit_number")]


class Paper(models.Model):
    """An item of the complainant's checklist that was received (INT-12). `evidence`: SHA-256 of its copy."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="papers", db_index=False
    )
    code = models.CharField(max_length=40)
    evidence = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["complaint", "code"], name="paper_once")]
