"""With which legal department a letter lies for its review: the nearest with a counsel who may give it (COM-04)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from redress.casework.alert_kinds import AlertKind
from redress.letters import queries
from redress.letters.kinds import LetterState
from redress.letters.models import Letter
from redress.organisation import holders
from redress.organisation.chain import Chain
from redress.organisation.kinds import DepartmentKind, Duty
from redress.organisation.models import Department

REVIEWERS: Final = frozenset({Duty.LEGAL})
"""Who reviews letters."""

Free = Callable[[int], bool]
"""Whether a person need not keep out of reviewing letters of the file."""


def nearest(letter: Letter, chain: Chain, free: Free) -> Department | None:
    """With a counsel who wrote no version of the letter and need not keep out, of the units from the file's upwards."""
    authors = queries.authors(letter)
    return holders.nearest_free(
        chain, DepartmentKind.LEGAL, REVIEWERS, lambda person: person not in authors and free(person)
    )


def readdress(file: Any, chain: Chain, free: Free) -> list[Department]:
    """Give what lies with a department all of whose counsel must keep out now to the nearest with one who need not.

    Where there is none it stays where it is: a superior may set a conflict aside, and a counsel who is appointed finds
    it there. The departments that have one new; they are told.
    """
    moved = []
    for letter in Letter.objects.filter(file_id=file.row.pk, state=LetterState.IN_REVIEW):
        authors = queries.authors(letter)
        there = holders.people_in(letter.reviewing_id, REVIEWERS) if letter.reviewing_id else []
        if any(person not in authors and free(person) for person in there):
            continue
        other = nearest(letter, chain, free)
        if other is None or other.pk == letter.reviewing_id:
            continue
        letter.reviewing = other
        file.change(letter, "reviewing")
        file.alert(AlertKind.REVIEW, department=other, words=letter.number)
        moved.append(other)
    return moved
