"""Whose turn it is with a case in a list, which is not opened (FLW-17).

With whom a case lies is a fact that the database tells of it (`redress_standing`), in the order of the waits of
`next_step`; whether that is who looks follows from the row, and from where the case is closed. What its handler owes
besides, while it lies with somebody else - the confirmation, the report of an emergency, a step of a flow - is told by
its limits, for it follows from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from redress.casework.next_step import Turn
from redress.organisation.actor import Actor
from redress.organisation.kinds import CASE_DUTIES, Duty, UnitKind
from redress.organisation.statements import given
from redress.organisation.tickets import ids
from redress.rulebook import Rulebook, Subject


class Lies(StrEnum):
    """With whom a case lies, whoever looks."""

    HANDLER = "handler"
    CLOSER = "closer"
    """Who determines validity and causes."""
    FINISHER = "finisher"
    """All have signed: its handler does what closing still misses, then it is closed."""
    TELLER = "teller"
    """Who tells the customer the result of a review."""
    DEPARTMENT = "department"
    APPROVER = "approver"
    CUSTOMER = "customer"
    NOBODY = "nobody"


_ALWAYS: Final = {
    Lies.TELLER: Turn.COLLEAGUE,
    Lies.DEPARTMENT: Turn.DEPARTMENT,
    Lies.APPROVER: Turn.APPROVER,
    Lies.CUSTOMER: Turn.CUSTOMER,
    Lies.NOBODY: Turn.NOBODY,
}
"""Whoever looks; of the others it hangs on who looks."""


def turn(lies: Lies, *, own: bool, closes: bool) -> Turn:
    """For who looks: whether the case is theirs to handle, whether theirs to close."""
    if lies in _ALWAYS:
        return _ALWAYS[lies]
    mine = {Lies.HANDLER: own, Lies.CLOSER: closes, Lies.FINISHER: own or closes}[lies]
    return Turn.ME if mine else Turn.COLLEAGUE


def closes(
    actor: Actor,
    book: Rulebook,
    subject: Subject,
    above: Sequence[tuple[int, str]],
    received: int,
    carried: int | None,
) -> bool:
    """Whether the actor has such a post in the unit that closes it; `above` are its unit and those above with their
    kinds, `carried` closes it because of what was merged into it.

    As `closers.place`, but for who stands in where nobody works there: a list does not ask who is there.
    """
    rule = book.closer(subject)
    who = "province" if rule.who == "receiver" and received != above[0][0] else rule.who
    if who == "nobody":
        return False
    levels = [kind for _, kind in above]
    step = next((levels.index(kind) for kind in _KINDS.get(who, ()) if kind in levels), 0)
    step = max(step, next((n for n, (unit, _) in enumerate(above) if unit == carried), 0))
    duties = frozenset(map(Duty, rule.duties)) if rule.duties else CASE_DUTIES
    return actor.has_at(duties, above[step][0])


_KINDS: Final = {
    "head_office": (UnitKind.HEAD_OFFICE,),
    "province": (UnitKind.PROVINCE, UnitKind.HEAD_OFFICE),
}
"""Of which kind the nearest unit upwards is that closes, the first of these that there is; who received it closes where
it is."""


_LIES = "(redress_standing(id))[1]"
_MAY_LIE: Final = {
    Turn.DEPARTMENT: f"state IN ('investigating', 'determined') AND {_LIES} = 'department'",
    Turn.APPROVER: f"(approvals_waiting > 0 OR under_review) AND {_LIES} = 'approver'",
    Turn.CUSTOMER: f"state = 'proposed' AND {_LIES} = 'customer'",
}
_OF_WHO_CLOSES = "state IN ('answered', 'decided', 'determined')"


def condition(wanted: Turn, actor: Actor) -> tuple[str, list[str]]:
    """SQL on columns of complaints_complaint that holds for all that have that turn, and its values.

    What the row says comes first: so the few are asked that may be. Of those that wait for who closes them it holds
    whoever that is; the rows tell.
    """
    if wanted in _MAY_LIE:
        return _MAY_LIE[wanted], []
    theirs = "=" if wanted is Turn.ME else "<>"
    some = "ANY" if wanted is Turn.ME else "ALL"
    lies = f"{_LIES} IN ('closer', 'finisher', 'teller')"
    own = f"owner_id {theirs} {some} ({given('%s')})"
    return f"({own} AND {_LIES} = 'handler' OR {_OF_WHO_CLOSES} AND {lies})", [ids(actor.people)]
