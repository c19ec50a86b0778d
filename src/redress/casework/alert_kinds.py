"""Why somebody is told of a file, whatever tells them (COM-10, FLW-04)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AlertKind(models.TextChoices):
    """Why somebody is told."""

    ASSIGNED = "assigned", _("A case reached you")
    ORDER = "order", _("An order reached your department")
    COPY = "copy", _("Copied to your department")
    RETURNED = "returned", _("An order was returned")
    REPLIED = "replied", _("An order was answered")
    URGED = "urged", _("Urged")
    WARNING = "warning", _("A limit is near")
    BREACH = "breach", _("A limit has passed")
    SIGN = "sign", _("The head of your department is asked to sign")
    DISSATISFIED = "dissatisfied", _("The customer is dissatisfied; the case came back")
    REVISED = "revised", _("A closure was revised by the superior unit")
    SUGGESTION = "suggestion", _("A customer suggests an improvement")
    RESULT = "result", _("The customer has answered the result")
    REVIEW = "review", _("A letter waits for your review")
    REVIEWED = "reviewed", _("A letter was reviewed")
    COMMITTEE = "committee", _("A case before the committee")
    APPROVAL = "approval", _("Your approval is asked")
    DECIDED = "decided", _("An approval was decided")
    AUTHORISED = "authorised", _("You were given authority")
    CONFLICT = "conflict", _("A conflict of interest waits for a superior's word")
    UNSURE = "unsure", _("Did this message arrive? Nobody knows; please decide")
