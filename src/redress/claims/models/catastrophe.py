"""A catastrophe that many claims come from: a file of its own, its journal, and what it told all of them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from redress.casework.models import Entry, EntryText, ServedFile
from redress.casework.sight import Sight
from redress.claims.kinds import SEES, TAKES
from redress.claims.states import CatastropheState
from redress.organisation.models import User
from redress.privacy.fields import EncryptedJSON, EncryptedText


class Catastrophe(ServedFile):
    """A catastrophe (大灾). Claims of its unit and below are joined to it. Written only by its door."""

    number = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=20, choices=CatastropheState)
    title = models.CharField(max_length=200)
    places = ArrayField(models.CharField(max_length=60), help_text="As people call them in reports.")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="Empty: it goes on.")
    loss_causes = ArrayField(models.CharField(max_length=64))
    lines = ArrayField(models.CharField(max_length=64))
    spared = ArrayField(models.CharField(max_length=64), help_text="Papers that nobody is asked for.")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    sight: ClassVar[Sight] = Sight(everywhere=SEES | TAKES)
    """All of them, for whoever takes reports or sees claims: it holds nothing of a customer. Whose claims are joined to
    it is seen with these alone."""

    class Meta:
        ordering = ["-id"]


class CatastropheNotice(models.Model):
    """What every customer of a joined claim is told once. `version` is the catastrophe's when it was given."""

    catastrophe = models.ForeignKey(Catastrophe, models.PROTECT, related_name="notices", db_index=False)
    version = models.IntegerField()
    text = EncryptedText()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["catastrophe", "version"], name="catastrophe_notice_once")
        ]


class CatastropheEntry(Entry):
    """One executed command on a catastrophe."""

    catastrophe = models.ForeignKey(Catastrophe, models.PROTECT, related_name="journal", db_index=False)

    class Meta:
        ordering = ["catastrophe_id", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["catastrophe", "sequence"], name="catastrophe_journal_sequence"),
            models.UniqueConstraint(
                fields=["by", "key"],
                condition=~Q(key=""),
                name="catastrophe_key_once",
                nulls_distinct=False,
            ),
        ]


class CatastropheText(EntryText):
    """The words of one journal entry of a catastrophe."""

    catastrophe = models.ForeignKey(Catastrophe, models.CASCADE, related_name="journal_texts", db_index=False)
    texts = EncryptedJSON(row=("catastrophe_id", "sequence"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["catastrophe", "sequence"], name="catastrophe_text_sequence")
        ]
