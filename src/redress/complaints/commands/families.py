"""Which part of the method a command belongs to; the case page groups its buttons by it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Family(models.TextChoices):
    """In the order in which a case meets them."""

    INTAKE = "intake", pgettext_lazy("steps", "Intake")
    HANDLING = "handling", _("Handling")
    FLOW = "flow", _("Special flow")
    DECISION = "decision", _("Decision")
    AUTHORITY = "authority", _("Authority")
    LAW = "law", _("Legal limits")
    LETTERS = "letters", _("Letters")
    COMMITTEE = "committee", _("Committee")
    LINKS = "links", _("Linked cases")
    CLOSING = "closing", _("Closing")
