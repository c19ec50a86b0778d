"""What closed files told, and how they were classed in the end: what suggestions are learned from (INT-16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from redress.casework import access
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.rulebook import State


@dataclass(frozen=True, slots=True)
class ClosedText:
    """Of one file. `whose` tells files of the same person, and is no name; `names` are all names that it knows."""

    key: int
    whose: str
    text: str
    names: tuple[str, ...]
    class_code: str
    level: str
    department: str
    """The kind of the main department; '' where it was settled without one."""


def closed_texts(actor: Actor, unit: Unit, most: int) -> Iterator[ClosedText]:
    """The newest closed files of the unit and those below that the actor sees. That they were read is on record."""
    rows = Complaint.objects.visible_to(actor).filter(
        unit__path__startswith=unit.path, state=State.CLOSED, disposed_at=None
    )
    rows = rows.select_related("main_department").prefetch_related("parties").order_by("-id")[:most]
    access.log(actor, access.Action.EXPORT, purpose="suggestions", fields=f"facts demand names: {unit.code}")
    for row in rows.iterator(chunk_size=500):
        parties = list(row.parties.all())
        yield ClosedText(
            key=row.pk,
            whose=next(
                (
                    each.hex()
                    for party in parties
                    for each in (party.id_number_index, party.phone_index, party.name_index)
                    if each
                ),
                str(row.pk),
            ),
            text=f"{row.facts}\n{row.demand}",
            names=tuple(filter(None, [*(str(party.name) for party in parties), str(row.about_whom)])),
            class_code=row.class_code,
            level=row.level,
            department=row.main_department.kind if row.main_department else "",
        )
