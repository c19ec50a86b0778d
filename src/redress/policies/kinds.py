"""The fixed words of the room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from redress.organisation.kinds import TAKING_DUTIES, Duty

LOOKS_UP = TAKING_DUTIES | {Duty.CLAIMS_HANDLER}
"""Duties that look up policies, whose ever they are: who takes complaints or claims, and coordinators."""


class PolicyState(models.TextChoices):
    """How a policy stands at the insurer."""

    IN_FORCE = "in_force", pgettext_lazy("policy", "In force")
    LAPSED = "lapsed", pgettext_lazy("policy", "Lapsed")
    SURRENDERED = "surrendered", pgettext_lazy("policy", "Surrendered")
    ENDED = "ended", pgettext_lazy("policy", "Ended")


class PartyRole(models.TextChoices):
    """Who somebody is in a policy."""

    HOLDER = "holder", _("Policyholder")
    INSURED = "insured", _("Insured")
    BENEFICIARY = "beneficiary", _("Beneficiary")


class Standing(models.TextChoices):
    """How a policy's cover stood on a day."""

    COVERED = "covered", _("Cover in force")
    BEFORE = "before", _("Before the policy began")
    AFTER = "after", _("After the period of cover")
    LAPSED = "lapsed", _("Cover lapsed")
    ENDED = "ended", _("Policy ended")
