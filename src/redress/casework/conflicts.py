"""Grounds on which a person must keep out of a file, of whatever kind (ORG-13)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConflictKind(models.TextChoices):
    """Why a person must keep out of a file (ORG-13)."""

    COMPLAINED_OF = "complained_of", _("The complaint is about this person")
    KIN = "kin", _("Related to somebody in the case")
    INTEREST = "interest", _("Has an interest in the outcome")
    HANDLED_BEFORE = "handled_before", _("Handled the matter before")
    OTHER = "other", _("Other reason")
