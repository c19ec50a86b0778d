"""Lists of claims: those in work, and those likely to become complaints (CLM-14).

A row is read as plain values: making a whole claim of each would take longer than reading them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from django.utils import timezone

from redress.casework import moment
from redress.casework.branches import Branches
from redress.casework.paging import SIZE, Cursor, Page
from redress.claims.models import Claim
from redress.claims.refusals import NoSuchClaim
from redress.claims.states import OPEN, ClaimState
from redress.complaints.lists import names
from redress.organisation.actor import Actor
from redress.organisation.days import midnight
from redress.organisation.statements import Asked, Statement
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind

Row = Claim
"""The row of one claim, for the annotations of faces."""


class Listed(NamedTuple):
    """A claim in a list."""

    pk: int
    number: str
    state: str
    line: str
    reported_at: datetime
    next_due_at: datetime | None
    next_due_clock: str
    risk: int
    estimate: Decimal | None
    complaints_before: int | None
    rulebook_id: int
    unit_name: str
    unit_name_en: str
    unit_path: str
    owner: str


Order = tuple[tuple[str, ...], str]
"""The columns of an order, and the order."""
_OPEN: Final = "state IN ({})".format(", ".join(f"'{state.value}'" for state in sorted(OPEN)))
"""As the partial indexes have it."""
_RISKY: Final = f"risk > 0 AND {_OPEN}"
_NEWEST: Final[Order] = ("id",), "id DESC"
_HEAVIEST: Final[Order] = ("id", "risk"), "risk DESC, id"
_SOONEST: Final[Order] = ("id", "next_due_at"), "next_due_at, id"
_ROWS: Final = """
    SELECT c.id, c.number, c.state, c.line, c.reported_at, c.next_due_at, c.next_due_clock, c.risk, c.estimate,
           c.complaints_before, c.rulebook_id, u.name, u.name_en, u.path, coalesce(nullif(o.name, ''), o.username)
      FROM claims_claim c JOIN organisation_user o ON o.id = c.owner_id JOIN organisation_unit u ON u.id = c.unit_id
     WHERE c.id IN ({keys}) ORDER BY {order}
"""


def find(actor: Actor, number: str) -> Claim:
    """The claim with that number. Raises NoSuchClaim."""
    row = seen(actor, number)
    names.attach([row])
    return row


def seen(actor: Actor, number: str) -> Claim:
    """The same without its names: the row alone."""
    condition, values = Claim.sight.seen("t", actor)
    row = _one(condition).row([number.strip().upper(), *values])
    if row is None:
        raise NoSuchClaim(number)
    return row


@cache
def _one(condition: str) -> Statement[Claim]:
    return Statement(Claim, f"WHERE t.number = %s AND {condition}")


def page(actor: Actor, *, state: str = "", policy: str = "", after: Cursor | None = None) -> Page[Listed]:
    """Claims that the actor sees, the newest first; open ones unless a state or a policy is asked for."""
    if policy:
        condition, values = Claim.sight.seen("c", actor)
        older = " AND id < %s" if after else ""
        keys = (
            f"SELECT id FROM claims_claim c WHERE policy_index = %s AND {condition}{older}"  # noqa: S608 - constants
            f" ORDER BY id DESC LIMIT {SIZE + 1}"
        )
        return _page(
            keys, [blind(policy, Kind.POLICY), *values, *([after.id] if after else [])], _NEWEST, after
        )
    if state and state not in ClaimState:
        return Page([])
    where = f"state = '{ClaimState(state).value}'" if state else _OPEN
    return _united(actor, where, [], _NEWEST, after, "id < %s", [after.id] if after else [])


def to_be_saved_today(actor: Actor) -> Sequence[Listed]:
    """Claims likely to become complaints of which a limit or a promise ends today and can still be kept, the earliest
    first; at most a page of them."""
    return _united(actor, f"{_RISKY} AND {_STILL_TODAY}", _today(), _SOONEST).rows


def at_risk(actor: Actor, after: Cursor | None = None) -> Page[Listed]:
    """The other claims likely to become complaints, those with most points first (CLM-14)."""
    beyond: list[Any] = []
    if after is not None:
        last = Claim.objects.visible_to(actor).filter(pk=after.id).values_list("risk", flat=True).first() or 0
        beyond = [last, last, after.id]
    where = f"{_RISKY} AND (next_due_at IS NULL OR NOT ({_STILL_TODAY}))"
    lighter = "(risk < %s OR risk = %s AND id > %s)"
    return _united(actor, where, _today(), _HEAVIEST, after, lighter, beyond)


_STILL_TODAY: Final = "next_due_at > %s AND next_due_at <= %s"


def _today() -> list[datetime]:
    """From now to the end of the day: limits in days end with it."""
    now = moment.now()
    return [now, midnight(timezone.localdate(now) + timedelta(days=1))]


def _united(
    actor: Actor, where: str, values: list[Any], order: Order,
    after: Cursor | None = None, beyond: str = "", further: Sequence[Any] = (),
) -> Page[Listed]:  # fmt: skip
    """A page over every way by which the actor sees claims; none for nobody."""
    if not (actor.system or actor.id):
        return Page([])
    ways = [] if actor.system else Claim.sight.ways(actor)
    if after is not None:
        where, values = f"{where} AND {beyond}", [*values, *further]
    keys, given = Branches("claims_claim", ways, *order, where, values).keys(SIZE + 1)
    return _page(keys, given, order, after)


def _page(keys: str, values: Sequence[Any], order: Order, after: Cursor | None) -> Page[Listed]:
    found = [Listed(*each) for each in Asked(_ROWS.format(keys=keys, order=order[1]), values).all()]
    more = Cursor(None, found[SIZE - 1].pk).pack() if len(found) > SIZE else ""
    return Page(found[:SIZE], more, continued=after is not None)
