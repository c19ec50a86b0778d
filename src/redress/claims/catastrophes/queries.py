"""Reads of catastrophes: one, the list, which a claim may be of, which claims may be of one, its figures by unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.paging import SIZE, Cursor, Page
from redress.casework.refusals import NotThere
from redress.claims.models import Catastrophe, CatastropheNotice, Claim, Payment
from redress.claims.states import OPEN, CatastropheState, ClaimState
from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.organisation.statements import Asked, Statement

Row = Catastrophe
"""One catastrophe, as pages show it."""
MOST: Final = 500
"""So many claims at most are looked through, the newest first, for those that may be of a catastrophe."""
_COMPLETE: Final = sorted(
    frozenset(ClaimState)
    - {ClaimState.REPORTED, ClaimState.CHECKING, ClaimState.SUPPLEMENTING, ClaimState.WITHDRAWN}
)
_DECIDED: Final = sorted(
    {
        ClaimState.DECIDED,
        ClaimState.TOLD,
        ClaimState.OBJECTED,
        ClaimState.AGREED,
        ClaimState.PAID,
        ClaimState.CLOSED,
    }
)


class NoSuchCatastrophe(NotThere):
    """No such catastrophe for this actor."""

    def __init__(self, number: str) -> None:
        because = _("There is no catastrophe %(number)s that you may see. Choose one of the list.")
        super().__init__("CLM-03", because % {"number": number}, field="catastrophe")


def find(actor: Actor, number: str) -> Catastrophe:
    """The catastrophe with that number. Raises NoSuchCatastrophe."""
    found = _whole(Catastrophe.objects.visible_to(actor)).filter(number=number.strip().upper()).first()
    if found is None:
        raise NoSuchCatastrophe(number)
    return found


def page(actor: Actor, *, after: Cursor | None = None) -> Page[Catastrophe]:
    """The newest first: one query."""
    rows = _whole(Catastrophe.objects.visible_to(actor))
    if after is not None:
        rows = rows.filter(pk__lt=after.id)
    found = list(rows.order_by("-pk")[: SIZE + 1])
    more = Cursor(None, found[SIZE - 1].pk).pack() if len(found) > SIZE else ""
    return Page(found[:SIZE], more, continued=after is not None)


def open_ones(actor: Actor) -> list[Catastrophe]:
    """Those for which reports are taken, the newest first."""
    rows = Catastrophe.objects.visible_to(actor).filter(state=CatastropheState.OPEN)
    return list(rows.select_related("unit").order_by("-pk")[:SIZE])


def notices(row: Catastrophe) -> list[CatastropheNotice]:
    """What all were told, the newest first."""
    return list(row.notices.select_related("by").order_by("-version"))


def against(row: Catastrophe, unit: Unit, line: str, loss_cause: str, occurred_at: datetime) -> str:
    """The field of a claim by which its loss cannot be of that catastrophe; '' where it can."""
    if not unit.path.startswith(row.unit.path):
        return "unit"
    if line not in row.lines:
        return "line"
    if loss_cause not in row.loss_causes:
        return "loss_cause"
    if occurred_at < row.began_at or (row.ended_at is not None and occurred_at > row.ended_at):
        return "occurred_at"
    return ""


def there(row: Catastrophe, place: str) -> bool:
    """Whether what was said of the place names one of its places."""
    return any(each in place for each in row.places)


def ask(actor: Actor) -> tuple[Statement[Catastrophe], Asked]:
    """Asks for the open ones; `may_be_of` reads of them what a claim may be of."""
    condition, values = Catastrophe.sight.seen("t", actor)
    statement = _open(condition)
    return statement, statement.ask(values)


@cache
def _open(condition: str) -> Statement[Catastrophe]:
    return Statement(
        Catastrophe,
        f"WHERE t.state = '{CatastropheState.OPEN}' AND {condition} ORDER BY t.id DESC LIMIT {SIZE}",
    )


def proposed(claim: Claim, actor: Actor) -> list[Catastrophe]:
    """Those that the claim may be of, while it is of none. One query."""
    return may_be_of(open_ones(actor), claim) if may_be_of_some(claim) else []


def may_be_of_some(claim: Claim) -> bool:
    """Whether it is open and of none."""
    return claim.catastrophe_id is None and claim.state in OPEN


def may_be_of(found: Iterable[Catastrophe], claim: Claim) -> list[Catastrophe]:
    """Open ones that the loss may be of, by time, place, cause and line; a person chooses."""
    return [
        each
        for each in found
        if there(each, claim.place)
        and not against(each, claim.unit, claim.line, claim.loss_cause, claim.occurred_at)
    ]


def candidates(row: Catastrophe, actor: Actor) -> list[tuple[Claim, bool]]:
    """Open claims that are joined to none and may be of it by time, cause and line, with whether the place fits; these
    first. One query."""
    found = Claim.objects.visible_to(actor).filter(
        unit__path__startswith=row.unit.path,
        state__in=sorted(OPEN),
        catastrophe=None,
        line__in=row.lines,
        loss_cause__in=row.loss_causes,
        occurred_at__gte=row.began_at,
        occurred_at__lte=row.ended_at or moment.now(),
    )
    rows = found.select_related("unit", "owner").order_by("-pk")[:MOST]
    return sorted(((each, there(row, each.place)) for each in rows), key=lambda each: not each[1])


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the claims of one unit that are joined: how far they are."""

    unit: str
    reported: int
    complete: int
    decided: int
    paid: int
    open: int
    amount: Decimal


def figures(row: Catastrophe, actor: Actor) -> list[Figures]:
    """By unit, of the claims that the actor sees; what was withdrawn is not among the open ones. Two queries."""
    joined = Claim.objects.visible_to(actor).filter(catastrophe=row)
    counted = (
        joined.alias(payment=Exists(Payment.objects.filter(claim=OuterRef("pk"))))
        .order_by()
        .values("unit__path", "unit__name", "unit__name_en", "unit_id")
        .annotate(
            reported=Count("pk"),
            complete=Count("pk", filter=Q(state__in=_COMPLETE)),
            decided=Count("pk", filter=Q(state__in=_DECIDED)),
            paid=Count("pk", filter=Q(payment=True)),
            open=Count("pk", filter=Q(state__in=sorted(OPEN))),
        )
        .order_by("unit__path")
    )
    sums = dict(
        Payment.objects.filter(claim__in=joined.order_by())
        .order_by()
        .values_list("claim__unit")
        .annotate(Sum("amount"))
    )
    return [
        Figures(
            str(Unit(name=each["unit__name"], name_en=each["unit__name_en"])),
            each["reported"],
            each["complete"],
            each["decided"],
            each["paid"],
            each["open"],
            sums.get(each["unit_id"], Decimal(0)),
        )
        for each in counted
    ]


def joined(row: Catastrophe, actor: Actor, *, after: Cursor | None = None) -> Page[Claim]:
    """Claims joined to it, the newest first: one query."""
    rows = Claim.objects.visible_to(actor).filter(catastrophe=row).select_related("unit", "owner")
    if after is not None:
        rows = rows.filter(pk__lt=after.id)
    found = list(rows.order_by("-pk")[: SIZE + 1])
    more = Cursor(None, found[SIZE - 1].pk).pack() if len(found) > SIZE else ""
    return Page(found[:SIZE], more, continued=after is not None)


def told(row: Catastrophe, of: Sequence[CatastropheNotice]) -> dict[int, int]:
    """Version of a notice -> how many joined claims have followed it: one query."""
    counts = row.claims.aggregate(
        **{f"v{each.version}": Count("pk", filter=Q(catastrophe_version__gte=each.version)) for each in of}
    ) if of else {}  # fmt: skip
    return {each.version: counts[f"v{each.version}"] for each in of}


def _whole(rows: QuerySet[Catastrophe]) -> QuerySet[Catastrophe]:
    return rows.select_related("unit", "owner")


def codes_spared(row: Catastrophe, known: Collection[str]) -> frozenset[str]:
    """Papers that a claim of it is not asked for; `known` are those that the claim's own rulebook lets fall away."""
    return frozenset(row.spared) & frozenset(known)
