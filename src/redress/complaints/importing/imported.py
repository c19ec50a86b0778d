"""What an importer asks: would the codes fit, and which cases are here already (INT-17)."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from redress.casework import moment
from redress.complaints.importing.commands.import_case import ImportedMatter, Place
from redress.complaints.importing.untouched import UNTOUCHED
from redress.complaints.journal import JOURNAL
from redress.complaints.models import Complaint, Matter
from redress.importing import imported
from redress.importing.imported import Here
from redress.privacy.opening import UnreadableText


def known(source: str, numbers: Sequence[str]) -> dict[str, Here]:
    """Which of these numbers of that register were imported."""
    return imported.known(JOURNAL, ("import_case", "add_imported_matters"), source, numbers)


def know_texts() -> None:
    """Have the database count which words of texts are common: near texts are looked for by rare ones (INT-15).

    It does so by itself, but minutes later; until then the rarest words of a text are not known and copies are missed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT redress_know_texts()")


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

    def any_channel(place: Place) -> str:
        return next(iter(place.setting.rulebook.method.channels))

    def of_channel(channel: str) -> Callable[[Place], None]:
        return lambda place: place.check(channel, frozenset(), frozenset())

    def of_level(level: str) -> Callable[[Place], None]:
        return lambda place: place.check(any_channel(place), frozenset({level}), frozenset())

    def of_class(code: tuple[str, str]) -> Callable[[Place], None]:
        return lambda place: place.check(any_channel(place), frozenset(), frozenset({code}))

    return imported.refusals(
        lambda: Place.of(unit, moment.now()),
        [
            *map(of_channel, sorted(channels)),
            *map(of_level, sorted(levels)),
            *map(of_class, sorted(classes)),
        ],
    )
