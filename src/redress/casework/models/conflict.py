"""A conflict of interest that was declared, as a file of any kind keeps it (ORG-13)."""

from __future__ import annotations

from django.db import models

from redress.organisation.models import User
from redress.privacy.fields import EncryptedText


class DeclaredConflict(models.Model):
    """Why a person must keep out; a superior may set it aside with a reason."""

    person = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    reason = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    overridden_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    overridden_at = models.DateTimeField(null=True)
    override_reason = EncryptedText()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    confirmed_at = models.DateTimeField(null=True)
    review_by = models.DateTimeField(
        null=True, help_text="Until when a superior is to confirm it; empty: nobody need."
    )
    followed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Who took the file over because of it.",
    )

    class Meta:
        abstract = True
        ordering = ["id"]


def to_review(name: str) -> models.Index:
    """What is looked for by when a superior is to say something, and nothing was said."""
    waiting = models.Q(review_by__isnull=False, overridden_at=None)
    return models.Index(fields=["review_by"], condition=waiting, name=name)
