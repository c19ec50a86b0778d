"""What happened, for ever: the journal and the access log. The database refuses to change either (SEC-04)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from redress.casework.models import Entry, EntryText
from redress.privacy.fields import EncryptedJSON, EncryptedText


class JournalEntry(Entry):
    """One executed command on a case."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="journal", db_index=False
    )

    class Meta:
        ordering = ["complaint_id", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "sequence"], name="journal_sequence"),
            models.UniqueConstraint(
                fields=["by", "key"], condition=~Q(key=""), name="journal_key_once", nulls_distinct=False
            ),
        ]


class JournalText(EntryText):
    """The words of one journal entry of a case."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="journal_texts", db_index=False
    )
    texts = EncryptedJSON(row=("complaint_id", "sequence"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "sequence"], name="journal_text_sequence"),
        ]


class LookUps(models.Model):
    """How many look-ups somebody made in an hour; kept for a day."""

    user_id = models.IntegerField()
    hour = models.DateTimeField()
    n = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "hour"], name="look_ups_an_hour")]


class AccessEntry(models.Model):
    """A read of cases, an un-masking, an export, a search by person, an attempt that was refused (SEC-02, SEC-03).

    `complaint_id` is the case that was opened or asked for, `cases` all that were shown. `asked` holds blind indexes
    of what was looked for. `unit_id` is the reader's unit at that time: its auditors read the entry, and auditors of
    the cases' units. `for_people` are the absent people for whom the reader acted that day.

    No foreign keys: writing it must never wait for a lock that a command holds.
    """

    at = models.DateTimeField(auto_now_add=True)
    user_id = models.IntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    complaint_id = models.BigIntegerField(null=True)
    number = models.CharField(
        max_length=40, blank=True, default="", help_text="The case that was asked for, seen or not."
    )
    action = models.CharField(max_length=20)
    purpose = models.CharField(max_length=200, blank=True, help_text="A code, no words.")
    note = EncryptedText(help_text="The purpose in words, where there is no code for it.")
    fields = models.CharField(max_length=200, blank=True)
    cases = ArrayField(models.BigIntegerField(), default=list, blank=True)
    shown = models.IntegerField(default=0, help_text="How many cases were shown.")
    asked = ArrayField(models.BinaryField(), default=list, blank=True)
    address = models.GenericIPAddressField(null=True)
    session = models.CharField(
        max_length=40, blank=True, default="", help_text="Keyed fingerprint of the session, or the token."
    )
    door = models.CharField(max_length=10, blank=True, default="")
    for_people = ArrayField(models.IntegerField(), default=list, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["complaint_id", "-at"], name="access_complaint"),
            models.Index(fields=["-at", "-id"], name="access_at"),
            models.Index(fields=["user_id", "-at"], name="access_reader"),
        ]
