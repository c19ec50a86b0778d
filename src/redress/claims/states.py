"""Where a claim stands, and what each state is called."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import pgettext_lazy


class ClaimState(models.TextChoices):
    """One at a time; only commands move it."""

    REPORTED = "reported", pgettext_lazy("claim", "Reported")
    """The customer was told what is needed; papers are awaited."""
    CHECKING = "checking", pgettext_lazy("claim", "Papers being checked")
    SUPPLEMENTING = "supplementing", pgettext_lazy("claim", "Papers being added")
    """Told once what is missing; its time is the customer's (Insurance Law, Art. 23)."""
    ADJUSTING = "adjusting", pgettext_lazy("claim", "Being adjusted")
    """All papers are there."""
    INVESTIGATING = "investigating", pgettext_lazy("claim", "Being investigated")
    DECIDED = "decided", pgettext_lazy("claim", "Decided")
    TOLD = "told", pgettext_lazy("claim", "Decision told")
    OBJECTED = "objected", pgettext_lazy("claim", "Customer objects")
    AGREED = "agreed", pgettext_lazy("claim", "Agreed, to be paid")
    PAID = "paid", pgettext_lazy("claim", "Paid")
    CLOSED = "closed", pgettext_lazy("claim", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("claim", "Withdrawn")
    TAKEN_BACK = "taken_back", pgettext_lazy("claim", "Import taken back")
    """It came with an import that was taken back; its number and journal stay (INT-17)."""


FINAL: Final = frozenset({ClaimState.CLOSED, ClaimState.WITHDRAWN, ClaimState.TAKEN_BACK})
OPEN: Final = frozenset(ClaimState) - FINAL
OVER: Final = FINAL - {ClaimState.TAKEN_BACK}
"""Where it is kept as long as the standard says, and then disposed of."""
UNDECIDED: Final = frozenset(
    {
        ClaimState.REPORTED,
        ClaimState.CHECKING,
        ClaimState.SUPPLEMENTING,
        ClaimState.ADJUSTING,
        ClaimState.INVESTIGATING,
    }
)
"""Where a decision is still owed."""


class CatastropheState(models.TextChoices):
    """Whether reports are still taken for a catastrophe."""

    OPEN = "open", pgettext_lazy("catastrophe", "Open")
    CLOSED = "closed", pgettext_lazy("catastrophe", "Closed")
