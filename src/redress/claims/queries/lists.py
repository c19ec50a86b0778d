"""Lists of claims: those in work, and those likely to become complaints (CLM-14).

A row is read as plain values: making a whole claim of each would take longer than reading them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from redress.casework import moment, names
from redress.casework.branches import Branches
from redress.casework.paging import SIZE, Cursor, Page
from redress.claims import customer
from redress.claims.kinds import Role
from redress.claims.models import Claim, ClaimParty
from redress.claims.refusals import NoSuchClaim
from redress.claims.states import OPEN, ClaimState
from redress.organisation.actor import Actor
from redress.organisation.days import midnight
from redress.organisation.statements import Asked, Statement, given
from redress.organisation.tickets import ids
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind, mask

Row = Claim
"""The row of one claim, for the annotations of faces."""


class Listed(NamedTuple):
    """A claim in a list."""

    pk: int
    number: str
    state: str
    state_since: datetime
    way: str
    line: str
    loss_cause: str
    injury: str
    reported_at: datetime
    next_due_at: datetime | None
    next_due_clock: str
    complexity: str
    originals: bool
    risk: int
    risk_reasons: str | None
    """As JSON."""
    estimate: Decimal | None
    complaints_before: int | None
    rulebook_id: int
    unit_name: str
    unit_name_en: str
    unit_path: str
    owner_id: int
    owner: str
    people: list[int]
    roles: list[str]
    names: list[bytes | None]
    asked: bool
    changing: bool
    outcome: str | None
    disputed: bool | None
    in_review: list[str] | None


Order = tuple[tuple[str, ...], str]
"""The columns of an order, and the order."""
_OPEN: Final = "state IN ({})".format(", ".join(f"'{state.value}'" for state in sorted(OPEN)))
"""As the partial indexes have it."""
_NAME: Final[Any] = ClaimParty._meta.get_field("name")
_RISKY: Final = f"risk > 0 AND {_OPEN}"
_NEWEST: Final[Order] = ("id",), "id DESC"
_HEAVIEST: Final[Order] = ("id", "risk"), "risk DESC, id"
SOONEST: Final[Order] = ("id", "next_due_at"), "next_due_at, id"
"""Those without a limit last."""
_ROWS: Final = """
    SELECT c.id, c.number, c.state, c.state_since, c.way, c.line, c.loss_cause, c.injury, c.reported_at, c.next_due_at,
           c.next_due_clock, c.complexity, c.originals, c.risk, c.risk_reasons, c.estimate, c.complaints_before,
           c.rulebook_id, u.name, u.name_en, u.path, c.owner_id, coalesce(nullif(o.name, ''), o.username),
           p.people, p.roles, p.names,
           EXISTS (SELECT FROM claims_question q WHERE q.claim_id = c.id AND q.answered_at IS NULL),
           EXISTS (SELECT FROM claims_accountchange a
                    WHERE a.claim_id = c.id AND a.approved_at IS NULL AND a.refused_at IS NULL),
           CASE WHEN c.state = 'told' THEN
                (SELECT d.outcome FROM claims_decision d WHERE d.claim_id = c.id ORDER BY d.ordinal DESC LIMIT 1) END,
           CASE WHEN c.state = 'objected' THEN EXISTS (SELECT FROM claims_dispute s WHERE s.claim_id = c.id) END,
           CASE WHEN c.state = 'decided' THEN
                ARRAY(SELECT l.kind FROM letters_letter l WHERE l.file_id = c.id AND l.state = 'in_review') END
      FROM claims_claim c JOIN organisation_user o ON o.id = c.owner_id JOIN organisation_unit u ON u.id = c.unit_id,
           LATERAL (SELECT coalesce(array_agg(y.id ORDER BY y.id), '{{}}') people,
                           coalesce(array_agg(y.role ORDER BY y.id), '{{}}') roles,
                           coalesce(array_agg(y.name ORDER BY y.id), '{{}}') AS names
                      FROM claims_claimparty y WHERE y.claim_id = c.id) p
     WHERE c.id IN ({keys}) ORDER BY {order}
"""
"""With what says who the customer is and whose turn it is, of each row in its place: no statement more."""


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


def page(
    actor: Actor, *, state: str = "", policy: str = "", mine: bool = False, after: Cursor | None = None
) -> Page[Listed]:
    """Claims that the actor sees, the newest first; open ones unless a state or a policy is asked for. `mine`: those
    of the actor and of whom the actor stands in for."""
    if state and state not in ClaimState:
        return Page([])
    where = f"state = '{ClaimState(state).value}'" if state else _OPEN
    if policy:
        return _picked(actor, "policy_index = %s", [blind(policy, Kind.POLICY)], mine, after)
    if mine:
        return _picked(actor, where, [], mine, after)
    return _united(actor, where, [], _NEWEST, after, "id < %s", [after.id] if after else [])


def _picked(actor: Actor, where: str, values: list[Any], mine: bool, after: Cursor | None) -> Page[Listed]:
    """A page of a few: those of a policy, of a person, or of both."""
    condition, of_actor = Claim.sight.seen("c", actor)
    if mine:
        where, values = f"owner_id = ANY ({given('%s')}) AND {where}", [ids(actor.people), *values]
    if after:
        where, values = f"id < %s AND {where}", [after.id, *values]
    keys = f"SELECT id FROM claims_claim c WHERE {where} AND {condition} ORDER BY id DESC LIMIT {SIZE + 1}"  # noqa: S608 - constants
    return _page(keys, [*values, *of_actor], _NEWEST, after)


def customer_of(row: Listed, insures: str) -> str:
    """The name of whom the insurer speaks to, masked (SEC-02); '' where nobody is named."""
    order = customer.order_of(row.injury, insures)
    place = min(range(len(row.roles)), key=lambda each: order.index(Role(row.roles[each])), default=None)
    if place is None:
        return ""
    name = _NAME.opened(_NAME.from_db_value(row.names[place], None, connection), row.people[place])
    return mask(str(name), Kind.NAME)


def to_be_saved_today(actor: Actor) -> Sequence[Listed]:
    """Claims likely to become complaints of which a limit or a promise ends today and can still be kept, the earliest
    first; at most a page of them."""
    return _united(actor, f"{_RISKY} AND {_STILL_TODAY}", _today(), SOONEST).rows


def at_risk(actor: Actor, after: Cursor | None = None) -> Page[Listed]:
    """The other claims likely to become complaints, those with most points first (CLM-14)."""
    beyond: list[Any] = []
    if after is not None:
        last = Claim.objects.visible_to(actor).filter(pk=after.id).values_list("risk", flat=True).first() or 0
        beyond = [last, last, after.id]
    where = f"{_RISKY} AND (next_due_at IS NULL OR NOT ({_STILL_TODAY}))"
    lighter = "risk <= %s AND (risk < %s OR id > %s)"
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
    found = made(ask(keys, values, order))
    more = Cursor(None, found[SIZE - 1].pk).pack() if len(found) > SIZE else ""
    return Page(found[:SIZE], more, continued=after is not None)


def ask(keys: str, values: Sequence[Any], order: Order) -> Asked:
    """Sends the question for the claims whose keys that SQL gives, in that order."""
    return Asked(_ROWS.format(keys=keys, order=order[1]), values)


def made(asked: Asked) -> list[Listed]:
    """What it found. Raises what the database raises."""
    return [Listed(*each) for each in asked.all()]
