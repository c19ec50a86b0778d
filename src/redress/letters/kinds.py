"""Fixed words of letters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterState(models.TextChoices):
    """Where one version of a letter stands (COM-04)."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In legal review")
    RETURNED = "returned", _("Returned with marks")
    REVIEWED = "reviewed", _("Review passed")
    SENT = "sent", _("Sent")
    REPLACED = "replaced", _("Replaced by a later version")
    DROPPED = "dropped", _("Dropped")


class Sending(models.TextChoices):
    """How a letter leaves the house; each leaves another proof (COM-06)."""

    POST = "post", _("By post")
    EMAIL = "email", pgettext_lazy("sending", "By e-mail")
    HAND = "hand", _("Handed over")
    INTERNAL = "internal", _("Within the company")


FROZEN = frozenset({LetterState.REVIEWED, LetterState.SENT})
"""States in which text and PDF never change again."""
