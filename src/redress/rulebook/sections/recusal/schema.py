"""Conflicts of interest: which ground keeps a person out of which acts (ORG-13)."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import model_validator

from redress.rulebook.schema.base import Part, Rule
from redress.rulebook.words import Title

ConflictKind = Literal["complained_of", "kin", "interest", "handled_before", "other"]
Act = Literal["work", "propose", "review", "decide", "sit"]
"""`work`: own the case, or answer an order of it; `propose`: write the opinion; `review`: read a letter as counsel;
`decide`: approve, authorise, decide a review; `sit`: take part in a committee's item on it."""
AboutHandling = Literal["repeat", "escalation", "related", "review"]

ABOUT_THE_HANDLING: Final[tuple[AboutHandling, ...]] = ("escalation", "review")
"""Where a rulebook says nothing: the case is about how the earlier one was handled."""


class Conflict(Rule):
    """One ground: the acts it bars the person from, and those it bars colleagues of the department from as well.

    `links`: of a person who handled an earlier case it is known without anybody declaring it, when such a link leads
    from this case to that one.
    """

    title: Title
    bars: tuple[Act, ...] = ()
    colleagues: tuple[Act, ...] = ()
    links: tuple[AboutHandling, ...] = ()

    @model_validator(mode="after")
    def _colleagues_less(self) -> Conflict:
        if set(self.colleagues) - set(self.bars):
            raise ValueError("colleagues are not barred from more than the person")
        return self


class Recusal(Part):
    """All grounds that the rulebook knows; one that it does not name bars from nothing."""

    conflicts: dict[ConflictKind, Conflict]

    @model_validator(mode="after")
    def _links_where_they_belong(self) -> Recusal:
        if any(rule.links for kind, rule in self.conflicts.items() if kind != "handled_before"):
            raise ValueError("links tell who handled an earlier case: give them under handled_before")
        return self

    def bars(self, kind: str, act: Act, *, colleague: bool = False) -> bool:
        """Whether that ground keeps the person, or a colleague of the department, out of the act."""
        rule = next((rule for key, rule in self.conflicts.items() if key == kind), None)
        return rule is not None and act in (rule.colleagues if colleague else rule.bars)

    @property
    def links(self) -> tuple[AboutHandling, ...]:
        """Links whose earlier case's handlers are in conflict."""
        rule = self.conflicts.get("handled_before")
        return rule.links if rule else ()
