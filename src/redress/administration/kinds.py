"""Where a file of the organisation stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class OrganisationState(models.TextChoices):
    """Units, calendars and rulebooks are in force; the account of a person may be disabled."""

    IN_FORCE = "in_force", pgettext_lazy("administration", "In force")
    DISABLED = "disabled", pgettext_lazy("administration", "Disabled")
