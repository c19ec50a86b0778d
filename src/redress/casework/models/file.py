"""What every kind of file (案卷) has in its row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from redress.casework.sight import SeenQuerySet, Sight
from redress.organisation.labelled import Labelled
from redress.organisation.models import Unit, User


class File(Labelled, models.Model):
    """A file of some kind. A kind's table has these columns; it may narrow `number` and `state`.

    `version` counts commands; `journal_head` is the hash that the next entry of its journal chains to.
    """

    number = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=20)
    version = models.IntegerField(default=0)
    journal_head = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number


class ServedFile(File):
    """A file that services serve - clocks, evidence, letters - with what these read of it (`casework/kinds.py`).

    `id` comes from a sequence of its kind before the insert, so that the number and all child rows of a new file can be
    written in one go.
    """

    id = models.BigIntegerField(primary_key=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    rulebook = models.ForeignKey("casework.RulebookVersion", models.PROTECT, related_name="+")
    next_due_at = models.DateTimeField(null=True, help_text="The earliest deadline that is running.")
    next_due_clock = models.CharField(max_length=40, blank=True)

    retain_until = models.DateField(null=True)
    held = models.BooleanField(default=False, db_default=False, help_text="Under legal hold (CLO-10).")
    disposed_at = models.DateTimeField(null=True)

    sight: ClassVar[Sight] = Sight()
    objects = SeenQuerySet.as_manager()

    class Meta:
        abstract = True
