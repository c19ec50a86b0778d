"""What a unit works by: its method of complaints, its claims standard, its calendar, its reception (ORG-14, CLK-06)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from redress.administration.authority import ADMINISTRATORS
from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.casework import rulebooks
from redress.casework.command import Facts
from redress.casework.inputs import CLEAN, Line
from redress.casework.models import RulebookVersion
from redress.casework.refusals import refuse
from redress.organisation import calendars
from redress.organisation.actor import Actor
from redress.organisation.inheritance import CLAIMS_STANDARD, COLUMNS
from redress.organisation.kinds import Change
from redress.organisation.models import Unit
from redress.rulebook.schema.method import Governs
from redress.worktime.shipped import names

Followed = Callable[[Unit], None]

AFTER_A_CALENDAR: Final[list[Followed]] = []
"""What goes with another calendar of a unit, in its transaction; rooms above put it there."""


class FollowRulebook(AdministrationCommand):
    """Have a unit and those below follow a rulebook of their own, for complaints or for claims; none is the superior's.

    Refuses one that is not published, that governs files of the other kind, or that does not extend what the superior
    follows; and one that those below do not extend. Files that are there keep the version they have (CLK-09, ORG-14).
    """

    name = "follow_rulebook"
    label = gettext_lazy("Follow a rulebook")
    cite = ("ORG-14",)
    duties = ADMINISTRATORS

    governs: Governs
    rulebook: Annotated[str, CLEAN, Field(max_length=60)] = ""

    example = {"governs": "claims", "rulebook": "sichuan-claims"}

    def check(self, file: Dossier, actor: Actor) -> None:
        column = COLUMNS[self.governs]
        if self.rulebook == own(file.unit, self.governs):
            refuse("ORG-14", _("The unit follows it already. Nothing needs to be done."), "rulebook")
        if self.rulebook and not rulebooks.published(self.rulebook):
            refuse(
                "ORG-14",
                _("No version of rulebook '%(name)s' is published. Publish it first, or choose another.")
                % {"name": self.rulebook},
                "rulebook",
            )
        # The unit's line of units that name one, the highest first, as it will be.
        line = list(Unit.objects.filter(path__in=file.unit.paths()).order_by("path"))
        beneath = Unit.objects.filter(path__startswith=file.unit.path).exclude(pk=file.unit.pk)
        naming = {unit.path: unit for unit in [*line, *beneath.exclude(**{column: ""}).order_by("path")]}
        setattr(naming[file.unit.path], column, self.rulebook)
        if self.governs == "complaints" and not any(unit.rulebook for unit in line):
            refuse("ORG-14", _("No superior unit names a method. Choose a rulebook."), "rulebook")
        for unit in naming.values():
            if unit.path.startswith(file.unit.path) and (named := own(unit, self.governs)):
                self._check_extends(named, _above(unit, naming, self.governs), unit)

    def _check_extends(self, named: str, above: str, unit: Unit) -> None:
        book = rulebooks.opened(rulebooks.in_force(named, timezone.localdate(), self.governs))
        if above and above not in (named, *book.chain):
            refuse(
                "ORG-14",
                _("'%(own)s' of %(unit)s does not extend '%(above)s', which stands above it. Publish one that extends "
                  "it, or choose another.")
                % {"own": named, "above": above, "unit": unit},
                "rulebook",
            )  # fmt: skip

    def do(self, file: Dossier, actor: Actor) -> Facts:
        column = COLUMNS[self.governs]
        before = own(file.unit, self.governs)
        setattr(file.unit, column, self.rulebook)
        file.unit.save(update_fields=[column])
        file.note(
            Change.RULEBOOK_FOLLOWED,
            unit=file.unit,
            before={column: before},
            after={column: self.rulebook},
        )
        return {"governs": self.governs, "rulebook": self.rulebook}


def _above(unit: Unit, naming: dict[str, Unit], governs: Governs) -> str:
    """What the unit's own must extend: the nearest of those above it (`inheritance.Lineage`); '' where none does."""
    for path in reversed(unit.paths()[:-1]):
        superior = naming.get(path)
        if superior is None:
            continue
        if governs == "claims" and superior.claims_rulebook:
            return superior.claims_rulebook
        if governs == "complaints" and superior.rulebook and superior.line == unit.line:
            return superior.rulebook
    return CLAIMS_STANDARD if governs == "claims" else ""


def own(unit: Unit, governs: Governs) -> str:
    """The rulebook that the unit itself names for files of that kind; '' where it follows its superior's."""
    named: str = getattr(unit, COLUMNS[governs])
    return named


def offered(governs: Governs) -> list[RulebookVersion]:
    """Of each published rulebook for files of that kind the version that new files follow, by name."""
    today = timezone.localdate()
    every = RulebookVersion.objects.order_by("name").values_list("name", flat=True).distinct()
    found = [rulebooks.latest(name, today) for name in every]
    return [each for each in found if each and rulebooks.opened(each).method.governs == governs]


class FollowCalendar(AdministrationCommand):
    """Have a unit and those below count by a working calendar of their own; none is the superior's.

    Deadlines that are running are computed again, and the journal of each file says so (CLK-06).
    """

    name = "follow_calendar"
    label = gettext_lazy("Follow a calendar")
    cite = ("CLK-06",)
    duties = ADMINISTRATORS

    calendar: Annotated[str, CLEAN, Field(max_length=20)] = ""

    example = {"calendar": "cn-gx"}

    def check(self, file: Dossier, actor: Actor) -> None:
        check_calendar(self.calendar)
        if self.calendar == file.unit.calendar:
            refuse("CLK-06", _("The unit follows it already. Nothing needs to be done."), "calendar")

    def do(self, file: Dossier, actor: Actor) -> Facts:
        unit, before = file.unit, file.unit.calendar
        unit.calendar = self.calendar
        unit.save(update_fields=["calendar"])
        calendars.forget()
        file.note(
            Change.CALENDAR_FOLLOWED,
            unit=unit,
            before={"calendar": before},
            after={"calendar": self.calendar},
        )
        for follow in AFTER_A_CALENDAR:
            follow(unit)
        return {"calendar": self.calendar}


def check_calendar(name: str) -> None:
    """Refuse one that is not shipped; none at all is the superior's."""
    if name and name not in names():
        refuse("CLK-06", _("There is no such calendar. Choose one of those shipped, or none."), "calendar")


class ChangeReception(AdministrationCommand):
    """Say where the unit receives visitors; it is on the forms of visits from now on (INT-05)."""

    name = "change_reception"
    label = gettext_lazy("Where visitors are received")
    cite = ("INT-05",)
    duties = ADMINISTRATORS

    reception: Line = ""

    example = {"reception": "成都中心柜面二楼接待室"}

    def check(self, file: Dossier, actor: Actor) -> None:
        if self.reception == file.unit.reception:
            refuse("INT-05", _("Visitors are received there already. Nothing needs to be done."), "reception")

    def do(self, file: Dossier, actor: Actor) -> Facts:
        unit, before = file.unit, file.unit.reception
        unit.reception = self.reception
        unit.save(update_fields=["reception"])
        file.note(
            Change.RECEPTION_CHANGED,
            unit=unit,
            before={"reception": before},
            after={"reception": self.reception},
        )
        return {"reception": self.reception}
