"""Spot checks of subordinates' closures: drawn by rule, checked item by item (CLO-03, ASM-06)."""

from __future__ import annotations

import hashlib
import random
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from redress.assessment.door import AssessmentCommand, AssessmentDoor, Kept
from redress.assessment.kinds import CHECKS, LEADS, CheckResult, SampleState, What
from redress.assessment.models import Sample, SpotCheck
from redress.assessment.queries.samples import NoSuchSample, visible
from redress.assessment.rules import rulebook_of
from redress.casework.command import Facts
from redress.casework.inputs import Code, Line, Text
from redress.casework.refusals import Forbidden, check_code, refuse
from redress.casework.stated import AGES, FIRST, TODAY, Span
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.organisation.days import midnight
from redress.organisation.models import Unit
from redress.rulebook.sections.aftercare.schema import SpotCheckRule

_COLUMNS = {
    "unit": "unit__code",
    "class": "class_code",
    "level": "level",
    "validity": "validity",
    "channel": "channel",
}
MOST = 100_000
"""Cases of one population."""


def pick(numbers: Sequence[str], rules: SpotCheckRule, seed: str, stratum: str) -> list[str]:
    """The cases drawn of one stratum: the share rounded up, at least `least`, never more than there are.

    Each stratum has a generator of its own, made of the seed and its name, so that one stratum can be drawn again
    without the others.
    """
    wanted = min(len(numbers), max(rules.least, -(-len(numbers) * rules.share // 100)))
    return sorted(random.Random(f"{seed}/{stratum}").sample(sorted(numbers), wanted))  # noqa: S311 - repeatable


def again(sample: Sample, strata: Mapping[str, Sequence[str]], rules: SpotCheckRule) -> list[str]:
    """The same draw once more, to show that nobody chose."""
    return sorted(n for name, numbers in strata.items() for n in pick(numbers, rules, sample.seed, name))


class DrawSample(AssessmentCommand):
    """Draw cases that units below closed in those days, both included. Without `seed` one is made and kept."""

    name = "draw_sample"
    label = gettext_lazy("Draw a sample")
    cite = ("CLO-03", "ASM-06")
    what = What.SAMPLE_DRAWN
    creates = True
    times = {"first": Span(AGES, until=TODAY), "last": Span(FIRST, until=TODAY)}

    unit: Code = Field(min_length=1)
    first: date
    last: date
    rule: Code = "subordinate_closures"
    seed: Annotated[Line, Field(max_length=64)] = ""

    example = {"unit": "sc", "first": "2026-03-01", "last": "2026-03-31"}

    @classmethod
    def admit(cls, file: Kept[Sample], actor: Actor) -> None:
        """Who may depends on the unit, which the input names: `check` asks."""

    def check(self, file: Kept[Sample], actor: Actor) -> None:
        unit = Unit.objects.filter(code=self.unit).first()
        if unit is None or not actor.has_at(LEADS, unit.pk):
            raise Forbidden(
                "CLO-03",
                _(
                    "Samples are drawn by the complaint post or the heads of the superior unit. Ask one of them."
                ),
            )
        check_code("ASM-06", "rule", self.rule, rulebook_of(unit).method.spot_checks)

    def do(self, file: Kept[Sample], actor: Actor) -> Facts:
        row, unit = file.row, Unit.objects.get(code=self.unit)
        book = rulebook_of(unit)
        rules = book.method.spot_checks[self.rule]
        seed = self.seed or secrets.token_hex(16)
        strata = _strata(actor, unit, rules, self.first, self.last)
        drawn = {name: pick(numbers, rules, seed, name) for name, numbers in strata.items()}
        chosen = {number: name for name, numbers in drawn.items() for number in numbers}
        if not chosen:
            refuse(
                "ASM-06",
                _("No unit below closed a case in this period. Choose another period."),
                field="first",
            )
        row.unit, row.rule, row.rulebook = unit, self.rule, f"{book.name} {book.version}"
        row.first, row.last, row.seed = self.first, self.last, seed
        row.share, row.least, row.size = rules.share, rules.least, len(chosen)
        row.strata = {name: [len(numbers), len(drawn[name])] for name, numbers in strata.items()}
        row.population = _fingerprint(strata)
        row.drawn_by_id, row.drawn_at = actor.id or 0, file.now
        for case in Complaint.objects.visible_to(actor).filter(number__in=chosen):
            file.add(SpotCheck(sample=row, complaint=case, stratum=chosen[case.number]))
        return {"seed": seed, "size": len(chosen)}


class CheckCase(AssessmentCommand):
    """Write down what was found of each item of a drawn case. Who closed the case does not check it.

    A wrong validity or cause is put right by revising the closure, which is a step of the case.
    """

    name = "check_case"
    label = gettext_lazy("Record the check")
    cite = ("CLO-03", "ASM-06")
    what = What.CASE_CHECKED
    within = (SampleState.DRAWN, SampleState.CHECKED)

    case: Code = Field(min_length=1)
    items: dict[Code, Code] = Field(max_length=100)
    remark: Text = ""

    example = {
        "case": "L2026-0000123",
        "items": {"validity": "right", "causes": "fault"},
        "remark": "原因归类应为销售误导。",
    }

    @classmethod
    def admit(cls, file: Kept[Sample], actor: Actor) -> None:
        if not actor.has_over(CHECKS, file.row.unit_id):
            raise Forbidden(
                "CLO-03",
                _("Drawn cases are checked by the complaint post of the superior unit. Ask one of them."),
            )

    def check(self, file: Kept[Sample], actor: Actor) -> None:
        found = self._found(file, actor)
        if found.complaint.closed_by_id in actor.people:
            raise Forbidden("CLO-03", _("Who closed the case does not check it. Ask a colleague."))
        rules = rulebook_of(file.row.unit).method.spot_checks.get(file.row.rule)
        wanted = set(rules.items) if rules else set()
        if set(self.items) != wanted or not set(self.items.values()) <= set(CheckResult.values):
            refuse(
                "ASM-06", _("Every item of the checklist needs a result. Fill in the rest."), field="items"
            )

    def do(self, file: Kept[Sample], actor: Actor) -> Facts:
        found = self._found(file, actor)
        applies = [result for result in self.items.values() if result != CheckResult.NOT_APPLICABLE]
        right = sum(result == CheckResult.RIGHT for result in applies)
        found.items, found.remark = dict(self.items), self.remark
        found.score = round(100 * right / len(applies)) if applies else None
        found.checked_by_id, found.checked_at = actor.id, file.now
        file.change(found, "items", "remark", "score", "checked_by", "checked_at")
        left = file.row.checks.filter(checked_at=None).exclude(pk=found.pk).exists()
        file.row.state = SampleState.DRAWN if left else SampleState.CHECKED
        return {"case": self.case, "score": found.score or 0}

    def _found(self, file: Kept[Sample], actor: Actor) -> SpotCheck:
        """The drawn case. Who may not see it is told what is told of one that was not drawn."""
        seen = Complaint.objects.visible_to(actor)
        found = file.row.checks.filter(complaint__number=self.case, complaint__in=seen)
        drawn = found.select_related("complaint").first()
        if drawn is None:
            refuse(
                "ASM-06",
                _("This case is not among those drawn that you may see. Choose one of the list."),
                field="case",
            )
        return drawn


DOOR: AssessmentDoor[Sample] = AssessmentDoor(Sample, SampleState, visible, NoSuchSample)

give = DOOR.execute
"""Give one command on a sample, or the one that draws it. Raises Refusal; then nothing was written."""


def _strata(actor: Actor, unit: Unit, rules: SpotCheckRule, first: date, last: date) -> dict[str, list[str]]:
    """Stratum -> numbers of the cases that people of units below closed in those days."""
    cases = (
        Complaint.objects.visible_to(actor)
        .filter(
            closed_at__gte=midnight(first),
            closed_at__lt=midnight(last + timedelta(days=1)),
            closed_by__department__unit__path__startswith=unit.path,
            disposed_at=None,
        )
        .exclude(closed_by__department__unit_id=unit.pk)
    )
    columns = [_COLUMNS[name] for name in rules.strata]
    found: dict[str, list[str]] = {}
    for number, *values in cases.values_list("number", *columns)[:MOST]:
        found.setdefault(" · ".join(map(str, values)), []).append(number)
    return found


def _fingerprint(strata: Mapping[str, Sequence[str]]) -> str:
    numbers = sorted(number for each in strata.values() for number in each)
    return hashlib.sha256("\n".join(numbers).encode()).hexdigest()
