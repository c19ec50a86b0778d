"""What an importer asks: would the codes fit, and which cases are here already (INT-17)."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from redress.casework import moment
from redress.casework.refusals import Refusal, Unavailable
from redress.complaints.importing.commands.import_case import ImportedMatter, Place
from redress.complaints.importing.untouched import UNTOUCHED
from redress.complaints.models import Complaint, JournalEntry, Matter
from redress.privacy.cipher import keyed
from redress.privacy.masks import Kind
from redress.privacy.opening import UnreadableText


@dataclass(frozen=True, slots=True)
class Here:
    """A case that was imported: its key, its number of ours, and a hash of what each file said of it."""

    key: int
    number: str
    marks: frozenset[str]


def known(source: str, numbers: Sequence[str]) -> dict[str, Here]:
    """Which of these numbers of that register were imported.

    The cases are read first and their entries by id: a join of both would have the planner guess, and it guesses
    badly right after a large import, before the tables are analysed.
    """
    prints = {keyed(number, Kind.EXTERNAL): number for number in numbers if number}
    cases = Complaint.objects.filter(external_source=source, external_number_index__in=list(prints))
    found = {pk: (prints[bytes(mark)], number) for pk, mark, number in
             cases.values_list("pk", "external_number_index", "number")}  # fmt: skip
    if not found:
        return {}
    marks: dict[int, set[str]] = {key: set() for key in found}
    entries = JournalEntry.objects.filter(
        complaint_id__in=list(found), command__in=("import_case", "add_imported_matters")
    ).order_by()
    for key, mark in entries.values_list("complaint_id", "facts__fingerprint"):
        marks[key].add(mark)
    return {theirs: Here(key, number, frozenset(marks[key])) for key, (theirs, number) in found.items()}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is here of a case that another file speaks of, to be compared with what that one says."""

    version: int
    received_at: datetime
    closed_at: datetime | None
    matters: tuple[ImportedMatter, ...]
    dates: list[list[str]]


def untouched_of(keys: Sequence[int]) -> dict[int, Kept]:
    """Of these cases those that nobody has worked on and whose matters can be read: a few queries, however many.

    The version is read before the matters: what is computed of them is given with it, and is refused as stale when
    another import was quicker.
    """
    left = set(keys) - UNTOUCHED.not_as_imported(keys)
    rows = Complaint.objects.filter(pk__in=left).only(
        "id", "version", "received_at", "closed_at", "external_dates"
    )
    return {
        row.pk: Kept(
            row.version,
            row.received_at,
            row.closed_at,
            tuple(map(_as_told, row.matters.all())),
            row.external_dates,
        )
        for row in rows.prefetch_related("matters")
        if not any(map(_unreadable, row.matters.all()))
    }


def _unreadable(row: Matter) -> bool:
    """Whether something of it does not open: nobody can say then what is new beside it."""
    said = (row.source_coverage, row.source_reason, row.source_disposition, row.company)
    return any(isinstance(each, UnreadableText) for each in said)


def _as_told(row: Matter) -> ImportedMatter:
    return ImportedMatter(
        class_code=row.class_code,
        reason_code=row.reason_code,
        coverage=row.source_coverage,
        reason=row.source_reason,
        disposition=row.source_disposition,
        company=row.company,
        recovered=row.recovered,
    )


def problems(unit: str, channels: Set[str], levels: Set[str], classes: Set[tuple[str, str]]) -> list[str]:
    """Why cases with these codes cannot be entered there: the unit does not exist, its rulebook does not know a code.

    All of it at once, before anything is written.
    """
    try:
        place = Place.of(unit, moment.now())
    except Unavailable:
        raise
    except Refusal as refusal:
        return [str(refusal)]
    any_channel = next(iter(place.setting.rulebook.method.channels))
    asked: list[tuple[str, Set[str], Set[tuple[str, str]]]] = [
        *((channel, frozenset(), frozenset()) for channel in sorted(channels)),
        *((any_channel, frozenset({level}), frozenset()) for level in sorted(levels)),
        *((any_channel, frozenset(), frozenset({code})) for code in sorted(classes)),
    ]
    return list(dict.fromkeys(said for each in asked if (said := _refused(place, *each))))


def _refused(place: Place, channel: str, levels: Set[str], codes: Set[tuple[str, str]]) -> str:
    try:
        place.check(channel, levels, codes)
    except Unavailable:
        raise
    except Refusal as refusal:
        return str(refusal)
    return ""
