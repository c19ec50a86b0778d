"""Seals, what they are over, checkpoints, and what verifying found. Registers: the database lets nobody change them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Kind(models.Model):
    """A table in one form: which columns a digest of its rows covers. A form that changes is a new kind.

    `line` is the number of the table's first kind, the same for all forms of the table.
    """

    id = models.SmallIntegerField(primary_key=True)
    line = models.SmallIntegerField()
    table = models.CharField(max_length=63)
    key = models.CharField(max_length=63, help_text="The column of the primary key.")
    numbered = models.BooleanField(help_text="Whether the key is a number.")
    columns = ArrayField(models.CharField(max_length=63))
    made_at = models.DateTimeField()
    key_id = models.CharField(max_length=20)
    mac = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.table} {self.id}"


class Seal(models.Model):
    """All rows that one transaction wrote: of each its kind, key and digest (16 bytes), under a keyed seal.

    Of two seals over the same row the one with the greater id is the later: the id is taken while the row is locked.
    A digest of zeros says that the row was deleted. `follows` is the seal that the same connection to the database made
    before: whoever takes one away must take all later ones of that connection away as well.
    """

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    cause = models.CharField(max_length=40)
    kinds = ArrayField(models.SmallIntegerField())
    pks = ArrayField(models.BigIntegerField())
    digests = models.BinaryField()
    key_id = models.CharField(max_length=20)
    mac = models.BinaryField()
    follows = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"seal {self.pk}"


class Checkpoint(models.Model):
    """A signed statement of everything sealed so far; `statement` is the JSON text that was signed.

    `seals` are the ids of the leaves it added to the tree, in their order; `peaks` the roots of the whole subtrees,
    so that the next checkpoint need not read the leaves before.
    """

    at = models.DateTimeField()
    size = models.BigIntegerField()
    until = models.BigIntegerField(default=0, help_text="The greatest id of a seal in the tree.")
    seals = ArrayField(models.BigIntegerField())
    peaks = ArrayField(models.BinaryField())
    statement = models.TextField()
    signature = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"checkpoint {self.pk}"


class Verification(models.Model):
    """One run of verifying: what was looked at, and what did not hold."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    whole = models.BooleanField(help_text="Everything, not what came since the last time.")
    until = models.BigIntegerField(help_text="The newest seal that was looked at.")
    looked_at = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    found = models.IntegerField(help_text="How many faults there were; the first thousand are kept.")
    mac = models.BinaryField(default=b"", help_text="Without it the next run would look at less.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"verification {self.pk}"
