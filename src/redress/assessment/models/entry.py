"""The journal of the room: who did what when. The database refuses to change it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from redress.assessment.kinds import What
from redress.casework.models.file import File
from redress.organisation.models import Unit, User
from redress.privacy.fields import EncryptedJSON


class Numbered(File):
    """A file of this room: its number is a letter and the key of its row."""

    LETTER: ClassVar[str]

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class AssessmentEntry(models.Model):
    """One change; `about` names its row ('correctiveaction 3'). No personal data stand in `said`.

    `number` and `sequence` say which entry of which file's journal it is; `hash` covers it and the one before. Entries
    of what has no door of its own yet, and of before there was one, have neither.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    what = models.CharField(max_length=30, choices=What)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    about = models.CharField(max_length=40)
    said = EncryptedJSON(default=dict)
    number = models.CharField(max_length=40, blank=True, default="", db_default="")
    sequence = models.IntegerField(default=0, db_default=0)
    command = models.CharField(max_length=40, blank=True, default="", db_default="")
    state = models.CharField(max_length=20, blank=True, default="", db_default="")
    key = models.CharField(max_length=80, blank=True, default="", db_default="")
    request = models.CharField(max_length=64, blank=True, default="", db_default="")
    previous = models.CharField(max_length=64, blank=True, default="", db_default="")
    hash = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "assessment entries"
        constraints = [
            models.UniqueConstraint(
                fields=["number", "sequence"], condition=~Q(number=""), name="assessment_entry_sequence"
            ),
            models.UniqueConstraint(
                fields=["by", "key"], condition=~Q(key=""), name="assessment_key_once", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["about", "-id"], name="assessment_entry_about")]
