"""Why a change of the organisation was not made: what, why, what to do, and which rule says so."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise

from redress.privacy.visible import visible

WHO_MAY: Final = frozenset({"ORG-11", "ORG-12", "ORG-13", "SEC-01"})
"""Rules about who may: sight, deputies, keeping out, duties."""


class RuleStands(Exception):
    """A rule stands against it (HTTP 422). `field` names the input at fault, when one is.

    `because` may quote what was sent: what nobody sees in it, or what turns it around, is not said back.
    """

    status = 422

    def __init__(self, rule: str, because: str | Promise, field: str = "") -> None:
        self.because: str | Promise = visible(because) if isinstance(because, str) else because
        self.rule, self.field = rule, field
        super().__init__(rule)

    def __str__(self) -> str:
        return f"{self.because}({self.rule})" if self.rule else str(self.because)

    @property
    def of_who_may(self) -> bool:
        """Whether it was refused to this person, who could not have filled in a field better (SEC-03)."""
        return self.status == 403 or self.rule in WHO_MAY
