"""Who may decide what in a case, by the rulebook's table or by an authorisation, and who next may (AUT-01, AUT-02)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import JsonValue

from redress.casework.refusals import refuse
from redress.complaints.models import Authorisation
from redress.complaints.recusing import recusal
from redress.complaints.rulings import Ruled, rulings
from redress.organisation.actor import Actor
from redress.organisation.chain import Chain, Level
from redress.organisation.kinds import Duty
from redress.rulebook import authority
from redress.rulebook.conditions import matches
from redress.rulebook.kinds import UNITS
from redress.rulebook.sections.authority.schema import Approver

if TYPE_CHECKING:
    from redress.complaints.case import Case


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked next: a duty in a unit, and the people who have it. `row` is the rule that lets them decide."""

    unit: int
    duty: Duty
    people: tuple[int, ...]
    row: str
    level: str

    @property
    def facts(self) -> dict[str, JsonValue]:
        """As the journal keeps it: codes, which each reader's language has words for."""
        return {"of_unit": self.unit, "of_duty": self.duty.value}

    @property
    def words(self) -> str:
        return f"{self.level} · {self.duty.label}"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody may decide: a row of the table, an authorisation, or a ruling that is only carried out."""

    row: str = ""
    ruling: str = ""
    authorisation: Authorisation | None = None


def chain_of(case: Case) -> Chain:
    """The units from the case's upwards with their people: one query, however often it is asked."""
    return case.chain


def within(case: Case, actor: Actor, amount: Decimal | None, chain: Chain) -> Ground | None:
    """Why the actor may decide the amount in this case; None when it is beyond the actor's authority.

    A rulebook without a table sets no limits.
    """
    method = case.rulebook.method
    if not method.authority:
        return Ground()
    for _step, level, post in chain.posts(actor):
        if found := authority.may_decide(method, case.subject, amount, level.kind, post.duty):
            return Ground(found.key)
    if given := authorisation(case, actor, amount, chain):
        return Ground(authorisation=given)
    ruled = final_ruling(case, amount)
    return Ground(ruling=ruled.number) if ruled else None


def authorisation(case: Case, actor: Actor, amount: Decimal | None, chain: Chain) -> Authorisation | None:
    """An authorisation of the actor that holds now and covers the amount. It is personal: no deputy has it."""
    if actor.id is None:
        return None
    wanted = amount or Decimal(0)
    held = case.row.authorisations.filter(
        to_id=actor.id, revoked_at=None, given_at__lte=case.now, expires_at__gt=case.now
    )
    return next((each for each in held if covers(case, each, wanted, chain)), None)


def final_ruling(case: Case, amount: Decimal | None) -> Ruled | None:
    """The ruling that gives the amount in a case on which the committee has the final word (ORG-03).

    Who carries it out decides nothing, so that no limit of a single person stands against it.
    """
    final = case.rulebook.method.committee.final
    if final is None or not matches(final.when, case.subject):
        return None
    ruled = rulings().on_handling(case)
    if ruled is None or ruled.amount is None or ruled.amount < (amount or Decimal(0)):
        return None
    return ruled


def covers(case: Case, given: Authorisation, amount: Decimal, chain: Chain) -> bool:
    """Whether the authorisation lets its holder decide the amount in the case as it is.

    Nobody hands on more than the table gives them; after the case was classed anew it may give them less.
    """
    enough = given.amount is None or given.amount >= amount
    return enough and any_may(case, {given.by_for_id or given.by_id}, amount, chain)


def any_may(case: Case, people: Collection[int | None], amount: Decimal | None, chain: Chain) -> bool:
    """Whether one of the people, by duties of their own, may decide the amount in the case as it is."""
    if not case.rulebook.method.authority:
        return True
    stations = authority.ladder(case.rulebook.method, case.subject, amount, chain.kinds)
    return any(
        not set(people).isdisjoint(chain.levels[station.above].people({station.duty})) for station in stations
    )


def next_who(
    case: Case, amount: Decimal | None, chain: Chain, *, start: int = 0, without: Collection[int] = ()
) -> Asked:
    """The nearest who may decide the amount, from `start` steps up, less the people left out; refused when nobody.

    Whoever must keep out of the decision, or works with a colleague who must, is passed by as long as somebody else is
    there: a superior may set a conflict aside (ORG-13).
    """
    stations = authority.ladder(case.rulebook.method, case.subject, amount, chain.kinds)
    found = [
        (level, Duty(station.duty), people, station.limit.key)
        for station in stations
        if station.above >= start
        for level in [chain.levels[station.above]]
        if (people := level.people({station.duty}, without))
    ]
    nearest = _nearest(case, found)
    if nearest is None:
        refuse(
            "AUT-01",
            _("Nobody is appointed who may decide this amount. Appoint somebody, or ask for less."),
            field="amount",
        )
    return nearest


_Found = tuple[Level, Duty, list[int], str]
"""A unit on the way up, a duty, who has it there, and the row of the table that says so."""


def _nearest(case: Case, found: Sequence[_Found]) -> Asked | None:
    """The first where somebody is free to decide, with those who are; else the first of all."""
    for level, duty, people, row in found:
        if there := [person for person in people if recusal.may_decide(case, person)]:
            return _asked(level, duty, there, row)
    return _asked(*found[0]) if found else None


def _asked(level: Level, duty: Duty, people: Collection[int], row: str) -> Asked:
    words = UNITS[level.kind].get(get_language() or "zh") if level.kind in UNITS else level.kind
    return Asked(level.unit, duty, tuple(people), row, level.name or words)


def may_extend(approvers: Collection[Approver], actor: Actor, chain: Chain) -> bool:
    """Whether the actor is one of whom each of the approvers speaks: above the unit, or in the head office (AUT-05)."""
    held = list(chain.posts(actor))
    return all(
        any(_extends(approver, step, level, post.duty) for step, level, post in held)
        for approver in approvers
    )


def _extends(approver: Approver, step: int, level: Level, duty: str) -> bool:
    superior = step > 0 and duty in approver.superior
    return superior or (level.kind == "head_office" and duty in approver.head_office)


def next_extender(
    case: Case, approvers: Collection[Approver], chain: Chain, without: Collection[int] = ()
) -> Asked:
    """The nearest who may allow an extension and need not keep out of it."""
    found = [
        (level, duty, people, "")
        for step, level in enumerate(chain.levels)
        for duty in Duty
        if all(_extends(approver, step, level, duty) for approver in approvers)
        if (people := level.people({duty}, without))
    ]
    nearest = _nearest(case, found)
    if nearest is None:
        refuse("AUT-05", _("Nobody is appointed who may allow the extension. Appoint somebody first."))
    return nearest
