"""What people try on the organisation, by code and by SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from redress.administration.authority import NotYourDuty
from redress.casework.refusals import Refusal as Refused
from redress.organisation.acting import become
from redress.organisation.actor import Actor
from redress.organisation.models import (
    Appointment,
    Unit,
    User,
)
from tests.fixtures.desk import _as_the_house

UNITS = ("life", "sc", "cd", "gx", "pc")


class _TakenBack(Exception):
    pass


@dataclass(frozen=True)
class Try:
    """A change by a command and by hand."""

    name: str
    command: Callable[[Actor], object]
    by_hand: tuple[str, list[object]]
    """ME stands for who tries it, US for everybody for whom that one acts as well."""


def passes(act: Callable[[], object]) -> bool:
    """Whether it goes through; whatever it did is taken back."""
    try:
        with transaction.atomic():
            if act() == 0:
                return False
            raise _TakenBack
    except _TakenBack:
        return True
    except (NotYourDuty, Refused):
        return False
    except ProgrammingError as refusal:
        assert refusal.__cause__.sqlstate == "42501", refusal
        return False


def run(statement: str, given: list[object]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.rowcount


ME = object()

US = object()


def filled(given: list[object], who: Actor) -> list[object]:
    return [who.id if each is ME else sorted(who.people | {who.id}) if each is US else each for each in given]


def differences(tries: list[Try], people: list[Actor]) -> Iterator[tuple[str, str, dict[str, bool]]]:
    allowed = 0
    for each in tries:
        for who in people:
            said = {"code": passes(lambda each=each, who=who: each.command(who))}
            become(who)
            said["served"] = passes(lambda each=each, who=who: each.command(who))
            said["database"] = passes(
                lambda each=each, who=who: run(each.by_hand[0], filled(each.by_hand[1], who))
            )
            _as_the_house()
            allowed += said["code"]
            if len(set(said.values())) > 1:
                yield (each.name, f"{who.name} {sorted((p.duty, p.unit) for p in who.posts)}", said)
    assert allowed, "nobody at all may: the test says nothing"


def units() -> list[Unit]:
    return list(Unit.objects.filter(code__in=UNITS, departments__isnull=False).distinct())


def staff() -> list[User]:
    """Somebody of each duty, and who sits without one."""
    found = {
        (each.duty, each.department.unit.code in ("sc", "cd")): each.user
        for each in Appointment.objects.select_related("user__department__unit", "department__unit").order_by(
            "pk"
        )
    }
    return sorted(set(found.values()), key=lambda each: each.pk)


TODAY = timezone.localdate

DAY = timedelta(days=1)
