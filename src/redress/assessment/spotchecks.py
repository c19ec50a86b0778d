"""Spot checks of subordinates' closures: drawn by rule, checked item by item (CLO-03, ASM-06)."""

from __future__ import annotations

import hashlib
import random
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.assessment.kinds import CHECKS, LEADS, CheckResult, What
from redress.assessment.models import Sample, SpotCheck
from redress.assessment.recording import record
from redress.assessment.rules import rulebook_of
from redress.casework import moment
from redress.casework.refusals import Forbidden, check_code, refuse
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.rulebook.schema.aftercare import SpotCheckRule
from redress.sealing.doors import atomic

_COLUMNS = {
    "unit": "unit__code",
    "class": "class_code",
    "level": "level",
    "validity": "validity",
    "channel": "channel",
}
MOST = 100_000
"""Cases of one population."""


def draw(
    actor: Actor, unit: Unit, first: date, last: date, rule: str = "subordinate_closures", seed: str = ""
) -> Sample:
    """Draw cases that units below closed in those days, both included. Without `seed` one is made and kept."""
    way = actor.way(lambda each: each.has_at(LEADS, unit.pk))
    if way is None:
        raise Forbidden(
            "CLO-03",
            _("Samples are drawn by the complaint post or the heads of the superior unit. Ask one of them."),
        )
    if first > last or last > timezone.localdate(moment.now()):
        refuse(
            "ASM-06",
            _("The period ends before it begins, or in the future. Give a period that has passed."),
            field="last",
        )
    book = rulebook_of(unit)
    check_code("ASM-06", "rule", rule, book.method.spot_checks)
    rules = book.method.spot_checks[rule]
    seed = seed or secrets.token_hex(16)
    strata = _strata(actor, unit, rules, first, last)
    drawn = {name: pick(numbers, rules, seed, name) for name, numbers in strata.items()}
    chosen = {number: name for name, numbers in drawn.items() for number in numbers}
    if not chosen:
        refuse(
            "ASM-06", _("No unit below closed a case in this period. Choose another period."), field="first"
        )
    with atomic("assessment"):
        sample = Sample.objects.create(
            unit=unit,
            rule=rule,
            rulebook=f"{book.name} {book.version}",
            first=first,
            last=last,
            seed=seed,
            share=rules.share,
            least=rules.least,
            size=len(chosen),
            strata={name: [len(numbers), len(drawn[name])] for name, numbers in strata.items()},
            population=_fingerprint(strata),
            drawn_by_id=actor.id or 0,
            drawn_at=moment.now(),
        )
        cases = Complaint.objects.visible_to(actor).filter(number__in=chosen)
        SpotCheck.objects.bulk_create(
            SpotCheck(sample=sample, complaint=case, stratum=chosen[case.number]) for case in cases
        )
        record(way, What.SAMPLE_DRAWN, sample, unit.pk, moment.now(), seed=seed, size=len(chosen))
    return sample


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


def check(actor: Actor, check_id: int, items: Mapping[str, str], remark: str = "") -> SpotCheck:
    """Write down what was found of each item. Who closed the case does not check it.

    A wrong validity or cause is put right by revising the closure, which is a step of the case.
    """
    with atomic("assessment"):
        found = (
            SpotCheck.objects.filter(pk=check_id, complaint__in=Complaint.objects.visible_to(actor))
            .select_related("sample__unit", "complaint")
            .select_for_update(of=("self",))
            .first()
        )
        way = actor.way(lambda each: each.has_over(CHECKS, found.sample.unit_id)) if found else None
        if found is None or way is None:
            raise Forbidden(
                "CLO-03",
                _("Drawn cases are checked by the complaint post of the superior unit. Ask one of them."),
            )
        if found.complaint.closed_by_id in actor.people:
            raise Forbidden("CLO-03", _("Who closed the case does not check it. Ask a colleague."))
        rules = rulebook_of(found.sample.unit).method.spot_checks.get(found.sample.rule)
        wanted = set(rules.items) if rules else set()
        if set(items) != wanted or not set(items.values()) <= set(CheckResult.values):
            refuse(
                "ASM-06", _("Every item of the checklist needs a result. Fill in the rest."), field="items"
            )
        applies = [result for result in items.values() if result != CheckResult.NOT_APPLICABLE]
        right = sum(result == CheckResult.RIGHT for result in applies)
        found.items, found.remark = dict(items), remark
        found.score = round(100 * right / len(applies)) if applies else None
        found.checked_by_id, found.checked_at = actor.id, moment.now()
        found.save()
        record(way, What.CASE_CHECKED, found, found.sample.unit_id, moment.now(), score=found.score or 0)
    return found


def _strata(actor: Actor, unit: Unit, rules: SpotCheckRule, first: date, last: date) -> dict[str, list[str]]:
    """Stratum -> numbers of the cases that people of units below closed in those days."""
    cases = (
        Complaint.objects.visible_to(actor)
        .filter(
            closed_at__gte=_midnight(first),
            closed_at__lt=_midnight(last + timedelta(days=1)),
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


def _midnight(day: date) -> Any:
    return timezone.make_aware(datetime.combine(day, time.min))
