"""The journal of a file: what every kind's table of entries has. The database refuses to change it (SEC-04)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.organisation.models import User


class Entry(models.Model):
    """One executed command. `hash` covers the entry and the hash before it; no personal data stand here.

    `events` is what the clocks read, `facts` what the command did, `payload` what it was asked. A kind adds the key of
    its file, and that a sequence stands once in a file and a key of a call once with its giver.
    """

    sequence = models.IntegerField()
    at = models.DateTimeField()
    command = models.CharField(max_length=40)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=20, help_text="The state the command led to.")
    payload = models.JSONField()
    facts = models.JSONField()
    events = models.JSONField()
    key = models.CharField(max_length=80, blank=True, help_text="Idempotency key of the call.")
    request = models.CharField(
        max_length=64, blank=True, help_text="Hash of the whole call the key stands for."
    )
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.command} #{self.sequence}"


class EntryText(models.Model):
    """The words of one journal entry, encrypted: place in the entry -> text (SEC-02).

    The entry keeps a keyed hash of each. A rotation of keys writes them anew, a disposal deletes them; nothing else
    changes them, the database sees to it. A kind adds the key of its file and `texts`, bound to both.
    """

    sequence = models.IntegerField(help_text="The entry's.")

    class Meta:
        abstract = True


def entries_once(file: str) -> list[models.BaseConstraint]:
    """That a sequence stands once in a file, and a key of a call once with its giver."""
    once = models.UniqueConstraint(
        fields=["by", "key"], condition=~Q(key=""), name=f"{file}_key_once", nulls_distinct=False
    )
    return [models.UniqueConstraint(fields=[file, "sequence"], name=f"{file}_sequence"), once]
