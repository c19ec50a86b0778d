"""Where a case is closed, and by whom: who may close also determines validity and causes (CLO-01, CLO-02, CLO-08).

One answer for both. The rulebook says which unit by where a case came from; a case received elsewhere, or passed down,
is its province's. What was merged into a case counts with it: the strictest of them governs. The place is always one
above the unit that handles the case, or that unit itself, and where nobody works there who may, it is the nearest
superior's (CLK-08): no open case is without somebody who may close it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import Forbidden
from redress.complaints.kinds import Source
from redress.complaints.recusing import recusal
from redress.organisation.chain import Level
from redress.organisation.kinds import CASE_DUTIES, Duty, UnitKind

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.organisation.actor import Actor
    from redress.organisation.models import Unit
    from redress.rulebook.sections.handling.schema import ClosingRule
    from redress.rulebook.sections.recusal.schema import Act

_STRICTER = (Source.DIRECT, Source.DEPARTMENT, Source.SUPERIOR, Source.REGULATOR)
"""Who passed a case on, the strictest last."""


def stricter(one: str, other: str) -> Source:
    """Which of two sources counts for a case that both brought (CLO-08)."""
    return max(Source(one), Source(other), key=_STRICTER.index)


@dataclass(frozen=True, slots=True)
class Place:
    """The unit that closes, how many steps above the case's unit it stands, and the rule that says so."""

    level: Level
    step: int
    rule: ClosingRule

    @property
    def duties(self) -> frozenset[Duty]:
        """Who closes there; a rulebook of before says nothing of it and leaves it to all of customer service."""
        return frozenset(map(Duty, self.rule.duties)) if self.rule.duties else CASE_DUTIES


def place(case: Case) -> Place | None:
    """Where the case is closed; None where the rulebook lets nobody close it."""
    row = case.row
    found = of_filing(case, row.source, row.received_unit)
    if found is None or row.closing_unit_id is None:
        return found
    step = case.chain.above(row.closing_unit_id)
    return _at(case, step, found.rule) if step > found.step else found


def of_filing(case: Case, source: str, received: Unit) -> Place | None:
    """Where a filing with that source, received there, is closed when the case's unit handles it."""
    rule = case.rulebook.closer(case.subject.with_(source=source, unit=received.kind))
    elsewhere = received.pk != case.row.unit_id
    match "province" if rule.who == "receiver" and elsewhere else rule.who:
        case "nobody":
            return None
        case "receiver":
            return _at(case, 0, rule)
        case "head_office":
            return _at(case, _first(case, UnitKind.HEAD_OFFICE), rule)
    return _at(case, _first(case, UnitKind.PROVINCE, UnitKind.HEAD_OFFICE), rule)


def _first(case: Case, *kinds: UnitKind) -> int:
    """The nearest unit upwards of the first of these kinds that there is; what has none is closed where it is."""
    levels = case.chain.kinds
    return next((levels.index(kind) for kind in kinds if kind in levels), 0)


def _at(case: Case, step: int, rule: ClosingRule) -> Place:
    return Place(case.chain.levels[step], step, rule)


def acting(case: Case, act: Act = "work") -> Place | None:
    """Who closes today: the place itself, or the nearest above it where somebody who may works, if nobody does there.

    Somebody who must keep out of the case is not there, nor, for a decision, who works with such a colleague.
    """
    found = place(case)
    if found is None:
        return None
    for step, level in enumerate(case.chain.levels[found.step :], found.step):
        people = level.people(found.duties)
        if any(recusal.free(case, person, act) for person in people):
            return replace(found, level=level, step=step)
    return found


def check_closes(case: Case, actor: Actor) -> None:
    """Refuse whoever may not close this case (CLO-01)."""
    if not _may(case, actor, "work"):
        raise Forbidden("CLO-01", _not_closed_by(case, actor))


def check_determines(case: Case, actor: Actor) -> None:
    """Refuse whoever may not determine validity and causes: who may close does, in disputes the committee (CLO-02)."""
    rule = case.rulebook.method.determining
    if rule is not None and not _may(case, actor, "decide"):
        raise Forbidden(
            rule.cite[0],
            _("Validity and causes are determined by who closes: %(who)s. Ask one of them.")
            % {"who": who(case, "decide")},
        )


def _may(case: Case, actor: Actor, act: Act) -> bool:
    if actor.system:
        return True
    at = place(case)
    if at is None:
        return False
    # Nearly always somebody is there: only who is not among them makes it worth looking whether nobody is.
    if actor.has_at(at.duties, at.level.unit):
        return True
    if not actor.has_over(at.duties, at.level.unit):
        return False
    now = acting(case, act)
    return now is not None and actor.has_at(now.duties, now.level.unit)


def who(case: Case, act: Act = "work") -> str:
    """Who does it today, as who is asked whether they may: whoever must keep out of the one may do the other."""
    now = acting(case, act)
    if now is None:
        return _("nobody")
    return f"{now.level.name} · {listed(duty.label for duty in Duty if duty in now.duties)}"


def _not_closed_by(case: Case, actor: Actor) -> str:
    """The rulebook's own words where the case is closed above; to a colleague there, which duties it takes."""
    now = acting(case)
    if now is None:
        return _("You cannot close this case: the rulebook lets nobody close it. Have the rulebook changed.")
    if actor.has_at(CASE_DUTIES, now.level.unit):
        return _(
            "You cannot close this case: it takes one of these duties: %(duties)s. Ask somebody who has one."
        ) % {"duties": listed(duty.label for duty in Duty if duty in now.duties)}
    # They bid hand it up: no word for a case that is closed where it is handled.
    own = now.rule.refusal.get(get_language() or "zh") if now.step and now.rule.refusal else ""
    said = _("You cannot close this case: it is closed by %(who)s. Ask them.") % {"who": who(case)}
    return f"{own} {said}".strip()
