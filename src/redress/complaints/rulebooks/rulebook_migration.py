"""Moving many open cases to another rulebook version: first what would happen, then doing it (CLK-09, CLS-07)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from redress.casework.door import Call, Outcome
from redress.casework.models import RulebookVersion
from redress.casework.refusals import Refusal
from redress.casework.rulebooks import opened
from redress.complaints.executor import execute_unlocked
from redress.complaints.importing.facts_of_before import since_receipt
from redress.complaints.journal import JOURNAL
from redress.complaints.law import extension
from redress.complaints.models import Complaint
from redress.complaints.models.managers import ComplaintQuerySet
from redress.complaints.rulebooks.commands.migrate_rulebook import MigrateRulebook, moves
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES
from redress.rulebook.coverage import NO_MAP, CodeMap, Coverage, carry, coverage

BATCH = 200
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """Open cases of one version go to another. `unit`: path at or below which they are handled; empty: all."""

    source: RulebookVersion
    target: RulebookVersion
    unit: str = ""
    codes: CodeMap = NO_MAP


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that would move. `before` and `after` are ISO times; empty where there is none."""

    number: str
    clock: str
    before: str
    after: str

    @property
    def how(self) -> str:
        """'earlier', 'later', 'begins' or 'ends'."""
        if not self.before:
            return "begins"
        if not self.after:
            return "ends"
        return "earlier" if self.after < self.before else "later"


@dataclass(slots=True)
class Preview:
    """What would happen. `by_clock`: (clock, how) -> deadlines; `sample`: the first of them."""

    cases: int = 0
    looked_at: int = 0
    by_clock: Counter[tuple[str, str]] = field(default_factory=Counter)
    sample: list[Moved] = field(default_factory=list)
    codes: Coverage = field(default_factory=lambda: Coverage(()))


@dataclass(slots=True)
class Done:
    """How many cases were moved, and of which numbers that was refused, and why; busy ones were left."""

    moved: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    busy: list[str] = field(default_factory=list)


def preview(actor: Actor, plan: Plan, most: int | None = None) -> Preview:
    """Projects the open cases, or the first `most` of them, under both versions. Changes nothing."""
    cases, found = _cases(actor, plan), Preview()
    found.cases = cases.count()
    in_use: Counter[tuple[str, str]] = Counter(
        (code, reason) for code, reason in cases.order_by().values_list("class_code", "reason_code")
    )
    found.codes = coverage(in_use, opened(plan.target), plan.codes)
    for batch in _batches(cases, most):
        events = JOURNAL.events_of([row.pk for row in batch])
        told = extension.told_before(events)
        for row in batch:
            found.looked_at += 1
            past = events.get(row.pk, [])
            known = since_receipt(past, row.received_at, row.callback_finding)
            after = [*past, *known, *told.get(row.pk, [])]
            for move in moves(row, after, opened(plan.source), opened(plan.target), past):
                assert isinstance(move, dict)
                moved = Moved(row.number, str(move["clock"]), str(move["before"]), str(move["after"]))
                found.by_clock[moved.clock, moved.how] += 1
                if len(found.sample) < SHOWN:
                    found.sample.append(moved)
    return found


def carry_out(actor: Actor, plan: Plan, reason: str) -> Done:
    """Give the command to every open case of the plan, in batches; each is journalled on its own."""
    done = Done()
    for batch in _batches(_cases(actor, plan)):
        calls = [Call(_command(row, plan, reason), row.number) for row in batch]
        for call, result in zip(calls, execute_unlocked(calls, actor), strict=True):
            if isinstance(result, Outcome):
                done.moved += 1
            elif isinstance(result, Refusal):
                done.refused[call.number] = str(result)
            else:
                done.busy.append(call.number)
    return done


def _command(row: Complaint, plan: Plan, reason: str) -> MigrateRulebook:
    code = row.class_code, row.reason_code
    to = carry(code, opened(plan.target), plan.codes).to
    given = to if to != code else ("", "")
    return MigrateRulebook(
        rulebook=plan.target.name,
        rulebook_version=plan.target.version,
        class_code=given[0],
        reason_code=given[1],
        reason=reason,
    )


def _cases(actor: Actor, plan: Plan) -> ComplaintQuerySet[Complaint]:
    cases = Complaint.objects.visible_to(actor).filter(rulebook=plan.source, state__in=OPEN_STATES)
    return cases.filter(unit__path__startswith=plan.unit) if plan.unit else cases


def _batches(cases: ComplaintQuerySet[Complaint], most: int | None = None) -> Iterator[list[Complaint]]:
    """By key: what was moved is no longer among them, what was refused is not asked again."""
    after, seen = 0, 0
    while most is None or seen < most:
        size = BATCH if most is None else min(BATCH, most - seen)
        batch = list(cases.filter(pk__gt=after).order_by("pk").select_related("unit")[:size])
        if not batch:
            return
        yield batch
        after, seen = batch[-1].pk, seen + len(batch)
