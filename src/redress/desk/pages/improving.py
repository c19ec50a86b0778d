"""Corrective actions in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from redress.assessment.effect import Effect, Verdict
from redress.assessment.kinds import ActionState
from redress.assessment.models import AssessmentEntry, CorrectiveAction, Sample
from redress.assessment.queries import actions
from redress.assessment.queries.actions import Which
from redress.assessment.rules import rulebook_of
from redress.casework import moment
from redress.complaints.kinds import Validity
from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.rulebook import Rulebook

_BETWEEN = " · "
"""What stands between the attributes of a stratum."""
_LISTS: dict[Which, str | Promise] = {
    Which.MINE: gettext_lazy("My actions"),
    Which.UNIT: gettext_lazy("My unit's actions"),
    Which.OVERDUE: gettext_lazy("Overdue"),
    Which.VERIFIED: gettext_lazy("Verified"),
}
_VERDICTS: dict[Verdict, str | Promise] = {
    Verdict.FELL: gettext_lazy("The cause has fallen."),
    Verdict.ROSE: gettext_lazy("The cause has risen."),
    Verdict.UNCLEAR: gettext_lazy("No change can be told from chance yet."),
    Verdict.TOO_EARLY: gettext_lazy("Too early: less than four weeks have passed."),
}


def headings(leads: bool) -> list[tuple[Which, str | Promise]]:
    """The lists, those of the unit first for whoever looks after one."""
    order = (Which.UNIT, Which.OVERDUE, Which.MINE, Which.VERIFIED) if leads else tuple(_LISTS)
    return [(which, _LISTS[which]) for which in order]


@dataclass(frozen=True, slots=True)
class Row:
    """An action in a list."""

    action: CorrectiveAction
    cause: str
    overdue: bool


def rows(found: Iterable[CorrectiveAction]) -> list[Row]:
    """A rulebook is read once a unit."""
    books: dict[int, Rulebook] = {}
    made = []
    for action in found:
        if action.unit_id not in books:
            books[action.unit_id] = rulebook_of(action.unit)
        made.append(Row(action, cause_title(books[action.unit_id], action.cause), _overdue(action)))
    return made


def cause_title(book: Rulebook, code: str) -> str:
    cause = book.method.causes.get(code)
    return cause.title.get(get_language() or "zh") if cause else code


def _overdue(action: CorrectiveAction) -> bool:
    return action.state == ActionState.OPEN and action.due < timezone.localdate(moment.now())


@dataclass(frozen=True)
class ActionPage:
    """One action, what was done with it, and whether it helped."""

    action: CorrectiveAction
    actor: Actor

    @cached_property
    def book(self) -> Rulebook:
        return rulebook_of(self.action.unit)

    @cached_property
    def cause(self) -> str:
        return cause_title(self.book, self.action.cause)

    @cached_property
    def kind(self) -> str:
        found = self.book.method.class_sets["method"].codes.get(self.action.class_code)
        return found.title.get(get_language() or "zh") if found else _("every class")

    @property
    def overdue(self) -> bool:
        return _overdue(self.action)

    @cached_property
    def history(self) -> list[AssessmentEntry]:
        return actions.history(self.action)

    @cached_property
    def effect(self) -> Effect | None:
        return actions.measured(self.actor, self.action)

    @property
    def verdict(self) -> str:
        return str(_VERDICTS[self.effect.verdict]) if self.effect else ""

    @property
    def ratio(self) -> str:
        """'0.25 (0.07 to 0.69)'; the interval may be open upwards."""
        found = self.effect
        if found is None or found.ratio is None:
            return "—"
        high = f"{found.high:.2f}" if found.high is not None else "∞"
        return f"{found.ratio:.2f} ({found.low:.2f} – {high})"


def sample_rule(sample: Sample) -> str:
    """What the rule of a draw is called; its code where the rulebook has it no longer."""
    rule = rulebook_of(sample.unit).method.spot_checks.get(sample.rule)
    return rule.title.get(get_language() or "zh") if rule else sample.rule


def strata(sample: Sample) -> list[tuple[str, int, int]]:
    """The strata of a draw in words, how many cases were in each, how many were drawn: one query."""
    method, language = rulebook_of(sample.unit).method, get_language() or "zh"
    words: dict[str, str] = {str(value): str(label) for value, label in Validity.choices}
    for section in (method.channels, method.levels, method.class_sets["method"].codes):
        words |= {code: entry.title.get(language) for code, entry in section.items()}
    named = {name: name.split(_BETWEEN) for name in sample.strata}
    units = Unit.objects.filter(code__in={part for parts in named.values() for part in parts})
    words = {unit.code: str(unit) for unit in units} | words
    return [
        (_BETWEEN.join(words.get(part, part) for part in named[name]) or _("all together"), *sizes)
        for name, sizes in sample.strata.items()
    ]
