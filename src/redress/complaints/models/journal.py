"""What happened, for ever: the journal. The database refuses to change it (SEC-04)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.casework.models import Entry, EntryText
from redress.privacy.fields import EncryptedJSON


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
