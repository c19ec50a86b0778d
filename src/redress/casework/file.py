"""What every kind of file (案卷) has in its row."""

from __future__ import annotations

from django.db import models

from redress.organisation.labelled import Labelled


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
