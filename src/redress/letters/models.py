"""Letters and forms of a file: their versions, legal's marks, and the running numbers (COM-04, COM-07)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.casework.models import FileKey
from redress.evidence.models import Blob
from redress.letters.kinds import LetterState, Sending
from redress.organisation.models import Department, Unit, User
from redress.privacy.fields import EncryptedField, EncryptedJSON, EncryptedText
from redress.privacy.masks import Kind


class Letter(models.Model):
    """One version of a letter. A returned one is followed by the next revision under the same number, a sent one by

    a letter with a number of its own; `supersedes` is the version before. `parts` holds the text of each part of the
    rulebook's rule. From REVIEWED on the database refuses to change text, number or PDF.
    """

    file = models.ForeignKey(FileKey, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=64, help_text="Code of the rulebook's letter.")
    number = models.CharField(max_length=60)
    revision = models.PositiveSmallIntegerField(default=1)
    code = models.CharField(max_length=12, unique=True, help_text="What the QR code leads to.")
    supersedes = models.ForeignKey("self", models.CASCADE, null=True, related_name="followers")
    because = EncryptedText(help_text="Why a letter that was sent is issued again.")
    state = models.CharField(max_length=20, choices=LetterState, default=LetterState.DRAFT)
    parts = EncryptedJSON(default=dict)
    addressee = EncryptedField(kind=Kind.NAME)
    address = EncryptedField(kind=Kind.ADDRESS)
    order = models.CharField(max_length=30, blank=True, help_text="The order a form is about.")

    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    reviewing = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    reviewer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    reviewed_at = models.DateTimeField(null=True)
    review = EncryptedText(help_text="What the reviewer said of the whole.")
    pdf = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+", db_index=False)
    issued_on = models.DateField(null=True, help_text="The date it carries.")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    means = models.CharField(max_length=20, choices=Sending, blank=True)
    proof = EncryptedText()
    execute_by = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["number", "revision"], name="letter_version"),
            models.CheckConstraint(
                condition=~Q(state__in=["reviewed", "sent"]) | Q(pdf__isnull=False),
                name="letter_frozen_has_pdf",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=models.F("author")), name="letter_four_eyes"
            ),
        ]
        indexes = [
            models.Index(
                fields=["reviewing", "submitted_at", "id"],
                condition=Q(state="in_review"),
                name="letter_review",
            ),
            models.Index(
                fields=["reviewing", "file"],
                condition=Q(reviewing__isnull=False),
                name="letter_lies_with",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LetterRemark(models.Model):
    """A mark of legal on a version: the part, the words it is about, and what to do with them (COM-04)."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="remarks")
    part = models.CharField(max_length=64, blank=True)
    quote = EncryptedText()
    remark = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class LetterSeries(models.Model):
    """The last running number of a kind of letter in a unit and a year."""

    prefix = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "unit", "year"], name="letter_series")]


class Attempt(models.Model):
    """Questions of one asker at the public page in one minute; the asker is a keyed hash of an address."""

    asker = models.BinaryField(max_length=16)
    minute = models.DateTimeField()
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asker", "minute"], name="attempts_of_a_minute")]
        indexes = [models.Index(fields=["minute"], name="attempt_minute")]
