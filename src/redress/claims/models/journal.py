"""The journal of claims. The database refuses to change it (SEC-04)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.casework.models import Entry, EntryText
from redress.privacy.fields import EncryptedJSON


class ClaimEntry(Entry):
    """One executed command on a claim."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="journal", db_index=False)

    class Meta:
        ordering = ["claim_id", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "sequence"], name="claim_journal_sequence"),
            models.UniqueConstraint(
                fields=["by", "key"], condition=~Q(key=""), name="claim_key_once", nulls_distinct=False
            ),
        ]


class ClaimText(EntryText):
    """The words of one journal entry of a claim."""

    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="journal_texts", db_index=False)
    texts = EncryptedJSON(row=("claim_id", "sequence"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "sequence"], name="claim_text_sequence")]
