"""Years of working calendars (CLK-06)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final

from django.utils.translation import get_language, gettext_lazy
from pydantic import Field

from redress.administration.authority import ADMINISTRATORS, NotYourDuty
from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.casework.command import Facts
from redress.casework.inputs import Line
from redress.casework.refusals import refuse
from redress.organisation import calendars
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change
from redress.organisation.models import CalendarYear, User
from redress.worktime import CalendarError

Loaded = Callable[[CalendarYear], None]

AFTER_A_YEAR: Final[list[Loaded]] = []
"""What goes with a year that was loaded, in its transaction; rooms above put it there."""

WITHOUT_NUL: Final = r"^[^\x00]*$"


class LoadYear(AdministrationCommand):
    """Keep a year of a working calendar, and have the deadlines recomputed that waited for it (CLK-06)."""

    name = "load_year"
    label = gettext_lazy("Load a year")
    cite = ("CLK-06",)
    duties = ADMINISTRATORS

    text: Annotated[str, Field(min_length=1, max_length=200_000, pattern=WITHOUT_NUL)]
    """The year file, YAML or CSV."""
    file: Line = "text"
    """How the file is called."""

    example = {"text": "year: 2027\noff: [01-01 元旦]\n", "file": "2027.yaml"}

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        if not may_load(actor, file.name):
            raise NotYourDuty(ADMINISTRATORS, file.name)

    def check(self, file: Dossier, actor: Actor) -> None:
        try:
            calendars.try_year(file.name, self.text, self.file)
        except CalendarError as error:
            refuse("CLK-06", error.say(get_language() or "zh"), "text")

    def do(self, file: Dossier, actor: Actor) -> Facts:
        _tried, plan = calendars.try_year(file.name, self.text, self.file)
        earlier = CalendarYear.objects.select_for_update().filter(calendar=file.name, year=plan.year).first()
        by = User.objects.get(pk=actor.id) if actor.id else None
        kept = calendars.load_year(file.name, self.text, by, self.file)
        file.note(
            Change.YEAR_LOADED,
            before={"plan": earlier.plan} if earlier else {},
            after={"calendar": file.name, "year": str(kept.year), "file": self.file, "plan": self.text},
        )
        for follow in AFTER_A_YEAR:
            follow(kept)
        return {"calendar": file.name, "year": kept.year}


def may_load(actor: Actor, calendar: str) -> bool:
    """A year moves deadlines of every unit that follows the calendar: the actor must administer them all."""
    hanging = calendars.followers(calendar)
    administers = actor.system or bool(actor.over(ADMINISTRATORS))
    return administers and all(actor.has_over(ADMINISTRATORS, unit) for unit in hanging)
