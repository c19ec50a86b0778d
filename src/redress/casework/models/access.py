"""Who read what, for ever. The database refuses to change it (SEC-03, SEC-04)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from redress.privacy.fields import EncryptedText


class AccessEntry(models.Model):
    """A read of files, an un-masking, an export, a search by person, an attempt that was refused (SEC-02, SEC-03).

    `file_id` is the file that was opened or asked for, `cases` all that were shown. `asked` holds blind indexes
    of what was looked for. `unit_id` is the reader's unit at that time: its auditors read the entry, and auditors of
    the cases' units. `for_people` are the absent people for whom the reader acted that day.

    No foreign keys: writing it must never wait for a lock that a command holds.
    """

    at = models.DateTimeField(auto_now_add=True)
    user_id = models.IntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    file_id = models.BigIntegerField(null=True)
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
        db_table = "complaints_accessentry"
        indexes = [
            models.Index(fields=["file_id", "-at"], name="access_file"),
            models.Index(fields=["-at", "-id"], name="access_at"),
            models.Index(fields=["user_id", "-at"], name="access_reader"),
        ]
