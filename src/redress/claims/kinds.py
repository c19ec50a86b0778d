"""Fixed words of the room, and whose work claims are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from redress.organisation.inheritance import CLAIMS_STANDARD
from redress.organisation.kinds import CASE_DUTIES, UNIT_SCOPE_DUTIES, Duty

STANDARD = CLAIMS_STANDARD
"""The rulebook that claims follow where no unit names another, by its name."""
HANDLES = frozenset({Duty.CLAIMS_HANDLER})
"""Who works on the claims of a unit and below."""
TAKES = HANDLES | CASE_DUTIES
"""Who takes reports and questions of the units of their company: customer service as well, at any hour (CLM-02)."""
SECONDS = HANDLES | {Duty.CS_HEAD, Duty.MANAGER}
"""The second pair of eyes over an account (CLM-11)."""
LEADS = HANDLES | {Duty.CS_HEAD, Duty.MANAGER}
"""Who opens a catastrophe, and tells all customers of it (Order 2010-4, Art. 27)."""
SEES = UNIT_SCOPE_DUTIES | HANDLES
"""Who sees the claims of a unit and below."""


class Role(models.TextChoices):
    """Who somebody is in a claim."""

    INSURED = "insured", pgettext_lazy("claim", "Insured")
    CLAIMANT = "claimant", pgettext_lazy("claim", "Claimant")
    BENEFICIARY = "beneficiary", pgettext_lazy("claim", "Beneficiary")
    REPORTER = "reporter", pgettext_lazy("claim", "Reporter")


class Way(models.TextChoices):
    """How somebody reaches us, and is told."""

    PHONE = "phone", pgettext_lazy("claim", "Telephone")
    SMS = "sms", pgettext_lazy("claim", "Text message")
    APP = "app", pgettext_lazy("claim", "App")
    WEB = "web", pgettext_lazy("claim", "Web")
    EMAIL = "email", pgettext_lazy("claim", "E-mail")
    LETTER = "letter", pgettext_lazy("claim", "Letter")
    COUNTER = "counter", pgettext_lazy("claim", "Counter")


class ClaimOutcome(models.TextChoices):
    """What was decided."""

    PAY = "pay", pgettext_lazy("claim", "Pay")
    PART = "part", pgettext_lazy("claim", "Pay in part")
    REFUSE = "refuse", pgettext_lazy("claim", "Refuse")


class Complexity(models.TextChoices):
    """By it the limits of the decision differ."""

    SIMPLE = "simple", pgettext_lazy("claim", "Simple")
    COMPLEX = "complex", pgettext_lazy("claim", "Complex")


class Injury(models.TextChoices):
    """Whether somebody was hurt: then people come first (CLM-03)."""

    NONE = "none", _("Nobody hurt")
    INJURED = "injured", _("Somebody injured")
    DEAD = "dead", _("Somebody dead")


class Verdict(models.TextChoices):
    """What the check found of a paper."""

    FINE = "fine", pgettext_lazy("paper", "Complete and as required")
    LACKING = "lacking", pgettext_lazy("paper", "Missing or not as required")
    SPARED = "spared", pgettext_lazy("paper", "Falls away in a catastrophe")


class PaymentKind(models.TextChoices):
    """What was paid."""

    ASCERTAINABLE = "ascertainable", _("What could be ascertained")
    FULL = "full", pgettext_lazy("payment", "Whole amount")
    DIFFERENCE = "difference", pgettext_lazy("payment", "Difference")


class TermsFrom(models.TextChoices):
    """Where cover, deductible and ratio of a decision came from (CLM-08, SYS-02)."""

    POLICY = "policy", pgettext_lazy("terms", "from the policy system")
    AWAY = "away", pgettext_lazy("terms", "typed: the policy system did not answer")
    TYPED = "typed", pgettext_lazy("terms", "typed: no policy system is connected")


class Doubt(models.TextChoices):
    """What the policy system leaves doubtful about a report, which is taken all the same."""

    UNCHECKED = "unchecked", _("The policy system did not answer: policy, people and cover were not checked")
    UNKNOWN = "unknown", _("The insurer has no policy of this number")
    NOT_COVERED = "not_covered", _("Cover was not in force on the day of the loss")
    STRANGER = "stranger", _("The insured person stands not in the policy")
    OTHER_LINE = "other_line", _("The policy is of another line of insurance")
    OTHER_ACCOUNT = "other_account", _("The account is another than the insurer holds")
    ABOVE = "above", _("The estimated loss is above what is left of the cover")
