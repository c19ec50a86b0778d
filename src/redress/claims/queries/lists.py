"""Lists of claims: those in work, and those likely to become complaints (CLM-14)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from redress.casework import moment
from redress.casework.paging import SIZE, Cursor, Page
from redress.claims.models import Claim
from redress.claims.refusals import NoSuchClaim
from redress.claims.states import OPEN
from redress.organisation.actor import Actor
from redress.organisation.days import midnight
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind

Row = Claim
"""One claim, as pages show it."""
_SHOWN = (
    "number", "state", "line", "reported_at", "next_due_at", "next_due_clock", "risk", "rulebook_id",
    "unit__path", "unit__name", "unit__name_en", "owner__name",
)  # fmt: skip
"""What a row of a list says: making a whole claim of each would take longer than reading them."""


def find(actor: Actor, number: str) -> Claim:
    """The claim with that number. Raises NoSuchClaim."""
    rows = _whole(Claim.objects.visible_to(actor)).select_related("catastrophe")
    found = rows.filter(number=number.strip().upper()).first()
    if found is None:
        raise NoSuchClaim(number)
    return found


def page(actor: Actor, *, state: str = "", policy: str = "", after: Cursor | None = None) -> Page[Row]:
    """Claims that the actor sees, the newest first; open ones unless a state or a policy is asked for."""
    rows = _whole(Claim.objects.visible_to(actor))
    if policy:
        rows = rows.filter(policy_index=blind(policy, Kind.POLICY))
    elif state:
        rows = rows.filter(state=state)
    else:
        rows = rows.filter(state__in=sorted(OPEN))
    if after is not None:
        rows = rows.filter(pk__lt=after.id)
    return _page(rows.order_by("-pk"), after)


def to_be_saved_today(actor: Actor) -> list[Row]:
    """Claims likely to become complaints of which a limit or a promise ends today and can still be kept, the earliest
    first; at most a page of them."""
    return list(_at_risk(actor).filter(_still_today()).only(*_SHOWN).order_by("next_due_at", "pk")[:SIZE])


def at_risk(actor: Actor, after: Cursor | None = None) -> Page[Row]:
    """The other claims likely to become complaints, those with most points first (CLM-14)."""
    rows = _at_risk(actor).exclude(_still_today())
    if after is not None:
        last = Claim.objects.visible_to(actor).filter(pk=after.id).values_list("risk", flat=True).first() or 0
        rows = rows.filter(Q(risk__lt=last) | Q(risk=last, pk__gt=after.id))
    return _page(rows.order_by("-risk", "pk"), after)


def _at_risk(actor: Actor) -> QuerySet[Claim]:
    return _whole(Claim.objects.visible_to(actor)).filter(risk__gt=0)


def _still_today() -> Q:
    now = moment.now()
    return Q(next_due_at__gt=now, next_due_at__lte=_tonight(now))


def _tonight(now: datetime) -> datetime:
    """The end of the day: limits in days end with it."""
    return midnight(timezone.localdate(now) + timedelta(days=1))


def _page(rows: QuerySet[Claim], after: Cursor | None) -> Page[Row]:
    found = list(rows.only(*_SHOWN)[: SIZE + 1])
    more = Cursor(None, found[SIZE - 1].pk).pack() if len(found) > SIZE else ""
    return Page(found[:SIZE], more, continued=after is not None)


def _whole(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.select_related("unit", "owner")
