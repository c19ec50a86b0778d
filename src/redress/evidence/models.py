"""Attachments: each file is kept once under the hash of its content and never changes (SEC-04)."""

from __future__ import annotations

from django.db import models

from redress.casework.models import FileKey
from redress.evidence.kinds import EvidenceKind
from redress.organisation.labelled import Labelled
from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class Blob(models.Model):
    """A stored file; `sha256` is its address, `size` in bytes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(auto_now_add=True)


class Attachment(Labelled, models.Model):
    """A paper, picture or recording of a file (案卷)."""

    file = models.ForeignKey(FileKey, models.CASCADE, related_name="+", db_index=False)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    name = EncryptedText()
    about = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        help_text="Which of the papers that the file asks for it is, by its code.",
    )
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["file", "blob", "kind"], name="attached_once")]

    def __str__(self) -> str:
        return str(self.name)


class Upload(models.Model):
    """A file that somebody uploaded and has not attached yet: it is gone when it was, or after a day.

    `handle` serves only whom it was given to; `file` where it was known from the beginning for which.
    """

    handle = models.CharField(max_length=40, unique=True)
    blob = models.ForeignKey(Blob, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    file = models.ForeignKey(FileKey, models.CASCADE, null=True, related_name="+")
    name = EncryptedText()
    at = models.DateTimeField(db_index=True)
