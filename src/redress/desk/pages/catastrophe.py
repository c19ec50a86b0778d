"""Pages of catastrophes: the list, and one with its figures, its claims and what all were told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from redress.casework.listing import listed
from redress.casework.paging import Cursor, Page
from redress.casework.rulebooks import rulebook_of
from redress.claims.catastrophes import queries
from redress.claims.catastrophes.commands import COMMANDS, FOR_PEOPLE
from redress.claims.catastrophes.door import DOOR
from redress.claims.catastrophes.queries import Figures, Row
from redress.claims.kinds import LEADS, TAKES
from redress.claims.states import CatastropheState
from redress.desk.pages.claim import Button, Journalled
from redress.organisation.actor import Actor


@dataclass(frozen=True)
class CatastrophePage:
    """One catastrophe in the order of its page."""

    row: Row
    actor: Actor
    after: Cursor | None = None

    @property
    def open(self) -> bool:
        return self.row.state == CatastropheState.OPEN

    @property
    def buttons(self) -> list[Button]:
        """What can be done now."""
        return [
            Button(
                command.name,
                command.label,
                reverse("desk:catastrophe_do", args=[self.row.number, command.name]),
                command.icon,
            )
            for command in FOR_PEOPLE
            if DOOR.refusal(command, self.row, self.actor) is None
        ]

    @property
    def report(self) -> str:
        """The form of a report that is of it; '' for who takes none."""
        if not self.open or not self.actor.over(TAKES):
            return ""
        row = self.row
        asked = {"catastrophe": row.number, "unit": row.unit.code, "loss_cause": row.loss_causes[0]}
        asked |= {"place": row.places[0]} | ({"line": row.lines[0]} if len(row.lines) == 1 else {})
        return f"{reverse('desk:claim_report')}?{urlencode(asked)}"

    @cached_property
    def figures(self) -> list[Figures]:
        return queries.figures(self.row, self.actor)

    @property
    def total(self) -> Figures | None:
        """Of all units, where there are several."""
        if len(self.figures) < 2:
            return None
        counted = ("reported", "complete", "decided", "paid", "open")
        sums = {name: sum(getattr(each, name) for each in self.figures) for name in counted}
        return Figures(unit="", **sums, amount=sum((each.amount for each in self.figures), Decimal(0)))

    @cached_property
    def joined(self) -> Page[Any]:
        return queries.joined(self.row, self.actor, after=self.after)

    @cached_property
    def candidates(self) -> list[tuple[Any, bool]]:
        """Claims that may be of it; for who takes reports, while they are taken."""
        return queries.candidates(self.row, self.actor) if self.report else []

    @cached_property
    def notices(self) -> list[tuple[Any, int]]:
        """What all were told, with how many claims have followed."""
        found = queries.notices(self.row)
        told = queries.told(self.row, found)
        return [(each, told[each.version]) for each in found]

    @property
    def facts(self) -> dict[str, str]:
        method, language = rulebook_of(self.row).method, get_language() or ""
        return {
            "places": listed(self.row.places),
            "causes": listed(method.loss_causes[each].title.get(language) for each in self.row.loss_causes),
            "lines": listed(method.lines[each].title.get(language) for each in self.row.lines),
            "spared": listed(method.papers[each].title.get(language) for each in self.row.spared),
        }

    @property
    def entries(self) -> Iterator[Journalled]:
        for entry in self.row.journal.select_related("by").order_by("-sequence")[:100]:
            command = COMMANDS.get(entry.command)
            yield Journalled(
                entry.at,
                entry.by,
                command.label if command else entry.command,
                command.icon if command else "point",
            )


def may_open(actor: Actor) -> bool:
    """Whether the reader opens catastrophes of any unit."""
    return bool(actor.over(LEADS))
