"""A thing that somebody found and handed in."""

from django.db import models

from redress.casework.models import Entry, EntryText, ServedFile, entries_once
from redress.privacy.fields import BlindIndexField, EncryptedField, EncryptedJSON, EncryptedText
from redress.privacy.masks import Kind


class State(models.TextChoices):
    KEPT = "kept", "Kept at the counter"
    GONE = "gone", "Given away"


class Thing(ServedFile):
    state = models.CharField(max_length=20, choices=State)
    what = EncryptedText()
    name = EncryptedField(kind=Kind.NAME)
    phone = EncryptedField(kind=Kind.PHONE)
    phone_index = BlindIndexField(of="phone", kind=Kind.PHONE)
    email = EncryptedField(kind=Kind.EMAIL)
    address = EncryptedField(kind=Kind.ADDRESS)


class ThingEntry(Entry):
    thing = models.ForeignKey(Thing, models.PROTECT, related_name="journal", db_index=False)

    class Meta:
        constraints = entries_once("thing")


class ThingText(EntryText):
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="journal_texts", db_index=False)
    texts = EncryptedJSON(row=("thing_id", "sequence"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "sequence"], name="thing_text_sequence")]
