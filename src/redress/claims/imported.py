"""What an importer of histories asks: would the codes fit, which claims are here, which limits were missed (INT-17)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone

from redress.casework import moment
from redress.casework.refusals import Refusal, Unavailable
from redress.claims.commands.import_claim import Place
from redress.claims.models import Claim, ClaimEntry
from redress.clocks.models import Clock
from redress.privacy.cipher import keyed
from redress.privacy.masks import Kind
from redress.rulebook import ClockStatus
from redress.rulebook.words import Title

MISSED, MET, RUNS, RUNS_LATE, CANCELLED = "missed", "met", "running", "running_late", "cancelled"
_LAST: Final = timedelta(microseconds=1)
"""A limit of days ends with its last one, at midnight of the next."""
ENDS: Final = {ClockStatus.MET: MET, ClockStatus.LATE: MISSED, ClockStatus.CANCELLED: CANCELLED}


@dataclass(frozen=True, slots=True)
class Here:
    """A claim that was imported: its key, its number of ours, and a hash of what was said of it."""

    key: int
    number: str
    marks: frozenset[str]


def known(source: str, numbers: Sequence[str]) -> dict[str, Here]:
    """Which of these numbers of that system were imported: two queries, however many."""
    prints = {keyed(number, Kind.EXTERNAL): number for number in numbers if number}
    claims = Claim.objects.filter(external_source=source, external_number_index__in=list(prints))
    found = {pk: (prints[bytes(mark)], number) for pk, mark, number in
             claims.values_list("pk", "external_number_index", "number")}  # fmt: skip
    if not found:
        return {}
    entries = ClaimEntry.objects.filter(claim_id__in=list(found), command="import_claim").order_by()
    marks = dict(entries.values_list("claim_id", "facts__fingerprint"))
    return {theirs: Here(key, number, frozenset({marks[key]})) for key, (theirs, number) in found.items()}


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
    try:
        place = Place.of(unit, moment.now())
    except Unavailable:
        raise
    except Refusal as refusal:
        return [str(refusal)]
    said = []
    for line, cause, losses in codes:
        try:
            place.check(line, cause, losses)
        except Unavailable:
            raise
        except Refusal as refusal:
            said.append(str(refusal))
    return list(dict.fromkeys(said))
