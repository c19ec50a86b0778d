"""What is due for disposal, what waits for the second person, and the certificate of what was destroyed (CLO-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from redress.casework import moment
from redress.casework.kinds import KINDS
from redress.casework.models import Disposal, LegalHold
from redress.casework.refusals import Unknown
from redress.organisation.actor import Actor

MOST = 100
"""Files of one list; the rest follows when these are done."""


@dataclass(frozen=True, slots=True)
class Due:
    """A file whose period has passed; `proposal` when its disposal waits for the second person."""

    case: Any
    proposal: Disposal | None
    mine: bool
    """The actor proposed it, so somebody else confirms."""


@dataclass(frozen=True, slots=True)
class Done:
    """A disposal, and the row of its file."""

    disposal: Disposal
    case: Any


def holds(row: Any) -> list[LegalHold]:
    """Who ordered that nothing of the file is destroyed, and who lifted it, the latest first: one query."""
    found = LegalHold.objects.filter(file_id=row.pk).select_related("placed_by", "lifted_by")
    return list(found.order_by("-id"))


@dataclass(frozen=True, slots=True)
class Kept:
    """How long a file is kept, and what stands against its destruction or came of it."""

    holds: list[LegalHold]
    disposal: Disposal | None


def kept(row: Any) -> Kept | None:
    """None, without a query, while the file is neither held nor over."""
    return Kept(holds(row), disposal(row)) if row.held or row.retain_until is not None else None


def disposal(row: Any) -> Disposal | None:
    """The disposal of the file, proposed or confirmed: one query."""
    return Disposal.objects.filter(file_id=row.pk).select_related("proposed_by", "confirmed_by").first()


def due(actor: Actor) -> list[Due]:
    """Files of the actor's units whose last day has passed, oldest first; held ones too, marked: a query for each kind
    that is disposed of, and one."""
    today: date = timezone.localdate(moment.now())
    found: list[Any] = []
    for kind in KINDS:
        if ended := kind.door.ended:
            rows = kind.visible_to(actor).filter(
                unit_id__in=actor.units, retain_until__lt=today, disposed_at=None, state__in=sorted(ended)
            )
            found += rows.select_related("unit").order_by("retain_until", "id")[:MOST]
    found = sorted(found, key=lambda row: (row.retain_until, row.pk))[:MOST]
    waiting = Disposal.objects.filter(file_id__in=[row.pk for row in found], confirmed_at=None)
    proposals = {each.file_id: each for each in waiting.select_related("proposed_by")}
    return [
        Due(row, proposal, proposal is not None and proposal.proposed_by_id == actor.id)
        for row in found
        for proposal in (proposals.get(row.pk),)
    ]


def done(actor: Actor) -> list[Done]:
    """The latest disposals of the actor's units: a query a kind, and one."""
    confirmed = Disposal.objects.filter(confirmed_at__isnull=False).select_related(
        "proposed_by", "confirmed_by"
    )
    latest = list(confirmed.order_by("-confirmed_at")[:MOST])
    rows = _rows(actor, [each.file_id for each in latest])
    return [Done(each, rows[each.file_id]) for each in latest if each.file_id in rows]


def certificate(actor: Actor, number: str) -> Done:
    """The certificate of a disposal. Raises Unknown when there is none that the actor may see."""
    confirmed = Disposal.objects.filter(confirmed_at__isnull=False, file__number=number)
    found = confirmed.select_related("proposed_by", "confirmed_by").first()
    row = _rows(actor, [found.file_id]).get(found.file_id) if found is not None else None
    if found is None or row is None:
        raise Unknown(number)
    return Done(found, row)


def _rows(actor: Actor, keys: list[int]) -> dict[int, Any]:
    """The rows of these files that the actor sees, by key."""
    found: dict[int, Any] = {}
    for kind in KINDS:
        if of_kind := [key for key in keys if key in kind.keys]:
            rows = (
                kind.visible_to(actor)
                .filter(pk__in=of_kind)
                .select_related("unit", "rulebook")
                .defer("rulebook__texts")
            )
            found |= {row.pk: row for row in rows}
    return found
