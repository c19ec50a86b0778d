"""What an importer of histories asks: would the codes fit, which claims are here, which limits were missed (INT-17)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone

from redress.casework import moment
from redress.claims.commands.import_claim import Place
from redress.claims.journal import JOURNAL
from redress.clocks.models import Clock
from redress.importing import imported
from redress.importing.imported import Here
from redress.rulebook import ClockStatus
from redress.rulebook.words import Title

MISSED, MET, RUNS, RUNS_LATE, CANCELLED = "missed", "met", "running", "running_late", "cancelled"
_LAST: Final = timedelta(microseconds=1)
"""A limit of days ends with its last one, at midnight of the next."""
ENDS: Final = {ClockStatus.MET: MET, ClockStatus.LATE: MISSED, ClockStatus.CANCELLED: CANCELLED}


def known(source: str, numbers: Sequence[str]) -> dict[str, Here]:
    """Which of these numbers of that system were imported."""
    return imported.known(JOURNAL, ("import_claim",), source, numbers)


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of one limit of one claim, and how many days after its last one it was held, or today is."""

    clock: str
    how: str
    days_late: int


def ended(source: str, numbers: Sequence[str]) -> list[Ended]:
    """What became of every limit of these claims."""
    keys = [here.key for here in known(source, numbers).values()]
    now = moment.now()
    rows = Clock.objects.filter(file_id__in=keys).order_by("pk")
    told = []
    for key, status, due, stopped in rows.values_list("key", "status", "due_at", "stopped_at"):
        if due is None:
            continue
        at = stopped or now
        how = ENDS.get(ClockStatus(status)) or (RUNS_LATE if at > due else RUNS)
        late = timezone.localdate(at) - timezone.localdate(due - _LAST)
        told.append(Ended(key, how, late.days if how in (MISSED, RUNS_LATE) else 0))
    return told


def titles(unit: str) -> dict[str, Title]:
    """The limits of the standard that the unit follows by their names, in its order."""
    return {key: clock.title for key, clock in Place.of(unit, moment.now()).rulebook.method.clocks.items()}


def problems(unit: str, codes: Iterable[tuple[str, str, Sequence[str]]]) -> list[str]:
    """Why claims with these lines, causes and losses cannot be entered there; all of it at once."""
    return imported.refusals(
        lambda: Place.of(unit, moment.now()),
        [lambda place, each=each: place.check(*each) for each in codes],  # type: ignore[misc]
    )
