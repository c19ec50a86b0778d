"""The one door. Locks, compares versions, checks duty, state and rule, does, journals, re-projects: one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext_lazy

from redress.casework import chain, moment
from redress.casework.inputs import MASKED
from redress.casework.refusals import Change, Forbidden, KeyReused, Refusal, Stale, Unknown, of_lost
from redress.complaints import (
    blank,
    emergencies,
    ending,
    flush,
    imported_runs,
    journal,
    reapproval,
    recusal,
    signers,
    standing_aside,
    stated,
    words,
)
from redress.complaints.case import Case
from redress.complaints.commands.base import Command, Creating, Facts
from redress.complaints.models import Complaint, JournalEntry, JournalText
from redress.complaints.said import words_of
from redress.complaints.state_refusals import disposed, wrong_state
from redress.letters import readdressing
from redress.messages.composing.compose import compose
from redress.organisation.actor import Actor
from redress.rulebook import State
from redress.sealing.doors import door
from redress.sealing.keys import SealKeys, sealing_keys

_T = TypeVar("_T")
TWICE = gettext_lazy("Case %(number)s is changed twice in one batch; do one after the other.")


@dataclass(frozen=True, slots=True)
class Call:
    """A command for a case. `version` is what the caller saw, None for any; `key` makes it safe to retry."""

    command: Command
    number: str = ""
    version: int | None = None
    key: str = ""

    @property
    def digest(self) -> str:
        return journal.request_digest(self.command.name, self.number, self.command.model_dump(mode="json"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did. `replayed`: it had been done before under the same key; nothing was done again."""

    number: str
    version: int
    state: State
    facts: Facts
    at: datetime
    replayed: bool = False


_Done = tuple[Call, Case, Facts]


def execute(
    command: Command, actor: Actor, number: str = "", version: int | None = None, key: str = ""
) -> Outcome:
    """Give one command. Raises Refusal (or one of its kinds); then nothing was written."""
    return execute_many([Call(command, number, version, key)], actor)[0]


def execute_many(calls: Sequence[Call], actor: Actor) -> list[Outcome]:
    """Give several commands, at most one a case: all are done or, at the first refusal, none."""
    return guarded(lambda: _run(calls, actor), keyed=all(call.key for call in calls))


def execute_unlocked(calls: Sequence[Call], actor: Actor) -> list[Outcome | Refusal | None]:
    """For the sweeper: skips cases somebody else is working on (None) and reports refusals instead of raising."""
    return guarded(lambda: _run_leniently(calls, actor), keyed=False)


def guarded(run: Callable[[], _T], *, keyed: bool) -> _T:
    """What one transaction does. Raises Unavailable when nothing of it stands, Doubtful when that is not known."""
    link: Any = connection
    before = link.commits
    try:
        with door("command"):
            return run()
    except (OperationalError, InterfaceError) as lost:
        # What Django does after COMMIT fails as well when the server is gone, and hides how COMMIT ended.
        sent = link.commits != before
        connection.close_if_unusable_or_obsolete()
        raise of_lost(lost, keyed=keyed, inside=not sent) from lost


def _run(calls: Sequence[Call], actor: Actor) -> list[Outcome]:
    """Do it; if that fails, perhaps because it had been done before under the same keys, tell the first answers.

    A retry that succeeds nevertheless loses at the journal's unique key, and its transaction is undone.
    """
    try:
        return _do(calls, actor)
    except (Refusal, IntegrityError) as failed:
        answers = _answers(calls, actor)
        if answers and all(call.key in answers for call in calls):
            return [_replay(call, answers[call.key]) for call in calls]
        if "journal_key_once" in str(failed):
            raise KeyReused from failed
        raise


def _do(calls: Sequence[Call], actor: Actor) -> list[Outcome]:
    with transaction.atomic():
        locked = _lock(calls, actor)
        work = [(call, _open(call, locked)) for call in calls]
        _prepare(work)
        done = []
        for call, case in work:
            with _in_its_fields(call.command):
                way = _admit(call.command, case, actor)
                done.append((call, case, _facts(call.command, case, way)))
        done += _alongside(done, locked, actor)
        return _finish(done, actor)[: len(calls)]


def _alongside(done: Sequence[_Done], locked: dict[str, Complaint], actor: Actor) -> list[_Done]:
    """What the commands give to the cases they touch, each of which is touched once in a batch."""
    others: dict[str, _Done] = {}
    taken = {case.row.number for _, case, _ in done}
    for call, case, _ in done:
        for command, number in call.command.alongside(case):
            if number in taken:
                raise Refusal("FLW-18", TWICE % {"number": number})
            taken.add(number)
            other = _open(Call(command, number), locked)
            with _in_its_fields(call.command):
                way = _admit(command, other, actor)
                others[number] = (Call(command, number), other, _facts(command, other, way))
    return list(others.values())


def _run_leniently(calls: Sequence[Call], actor: Actor) -> list[Outcome | Refusal | None]:
    with transaction.atomic():
        locked = _lock(calls, actor, skip_locked=True)
        work = [(call, Case(locked[call.number], moment.now())) for call in calls if call.number in locked]
        _prepare(work)
        results: dict[str, Outcome | Refusal] = {}
        done = []
        for call, case in work:
            try:
                with _in_its_fields(call.command):
                    way = _admit(call.command, case, actor)
            except Refusal as refusal:
                results[call.number] = refusal
            else:
                done.append((call, case, _facts(call.command, case, way)))
        results |= {outcome.number: outcome for outcome in _finish(done, actor)}
        return [results.get(call.number) for call in calls]


def _prepare(work: Sequence[tuple[Call, Case]]) -> None:
    for kind in {type(call.command) for call, _ in work}:
        kind.prepare([(call.command, case) for call, case in work])


def _lock(calls: Iterable[Call], actor: Actor, *, skip_locked: bool = False) -> dict[str, Complaint]:
    numbers = sorted({number for call in calls for number in (call.number, *call.command.touches) if number})
    if not numbers:
        return {}
    rows = (
        Complaint.objects.visible_to(actor)
        .filter(number__in=numbers)
        .order_by("number")
        .annotate(may_conflict=recusal.MAY_CONFLICT)
        .select_for_update(of=("self",), skip_locked=skip_locked)
    )
    # One case: its units come by a join. Many cases: they have few units, so each unit is read once.
    if len(numbers) == 1:
        rows = rows.select_related("unit", "received_unit")
    else:
        rows = rows.prefetch_related("unit", "received_unit")
        if columns := _read_by(calls):
            rows = rows.only(*columns)
    found = {row.number: row for row in rows}
    return found if any(call.command.takes_back for call in calls) else imported_runs.free(found, skip_locked)


def _read_by(calls: Iterable[Call]) -> set[str]:
    """The columns that these commands read; none when one of them reads all."""
    if not all(call.command.reads for call in calls):
        return set()
    read = {"import_run", *(name for call in calls for name in call.command.reads)}
    return read | recusal.READS if any(call.command.act for call in calls) else read


def _open(call: Call, cases: dict[str, Complaint]) -> Case:
    if isinstance(call.command, Creating):
        return Case(blank.case(), moment.now(), key=call.key)
    if call.number not in cases:
        raise Unknown(call.number)
    row = cases[call.number]
    if call.version is not None and call.version != row.version:
        raise Stale(call.version, row.version, _changes_since(row, call.version))
    return Case(row, moment.now())


def _changes_since(row: Complaint, version: int) -> list[Change]:
    entries = row.journal.filter(sequence__gt=version).select_related("by").order_by("sequence")
    return [Change(e.sequence, e.command, str(e.by or ""), e.at.isoformat()) for e in entries]


@contextmanager
def _in_its_fields(given: Command) -> Iterator[None]:
    """A refusal names a field of what was given: a rule that several commands ask may name one of another's."""
    try:
        yield
    except Refusal as refusal:
        if refusal.field not in type(given).model_fields:
            refusal.field = type(given).within_field.get(refusal.field, "")
        raise


def _admit(command: Command, case: Case, actor: Actor) -> Actor:
    """The way in which the actor may do it: alone, or else in the place of an absent person (ORG-12)."""
    if case.row.disposed_at is not None:
        raise disposed(case.row.number, case.row.state)
    if not isinstance(command, Creating) and case.state not in command.begins_in():
        raise wrong_state(command.label, case.row.state)
    refused: list[Refusal] = []
    for way in actor.ways:
        try:
            command.admit(case, way)
            recusal.keep_out(case, way, command.act)
            command.ready(case, way)
            command.check(case, way)
            stated.check(command, case)
        except Refusal as refusal:
            refused.append(refusal)
        else:
            return way
    # Who has the duty in one way or another is told what stands against it, not that the duty is missing.
    raise next((each for each in refused if not isinstance(each, Forbidden)), refused[0])


def _facts(command: Command, case: Case, way: Actor) -> Facts:
    """What was done, and for whom when a deputy did it."""
    facts = command.do(case, way)
    return {**facts, "on_behalf_of": way.on_behalf_of} if way.on_behalf_of else facts


def _finish(done: Sequence[_Done], actor: Actor) -> list[Outcome]:
    outcomes = []
    for call, case, _facts in done:
        row, state = case.row, call.command.leads_to(case)
        if state != row.state or row.state_since is None:  # history knows since when
            row.state, row.state_since = state, case.since or case.now
        ending.follow(case, actor)
        standing_aside.follow(case)
        readdressing.follow(case)
        signers.follow(case)
        emergencies.follow(case, actor)
        reapproval.follow(case, actor)
        row.version += 1
    told = compose([case for _, case, _ in done])
    keys = sealing_keys()
    for call, case, said in done:
        row = case.row
        facts: Facts = {**said, "told": told[row.id]} if row.id in told else said
        for row_of_entry in _entry(call, case, facts, actor, keys):
            case.add(row_of_entry)
        outcomes.append(Outcome(row.number, row.version, State(row.state), facts, case.now))
    flush.write([case for _, case, _ in done])
    return outcomes


def _entry(
    call: Call, case: Case, facts: Facts, actor: Actor, keys: SealKeys
) -> list[JournalEntry | JournalText]:
    """The entry, and apart from it the words that it only has the hashes of."""
    row = case.row
    given = call.command.model_dump(mode="json", context=MASKED, exclude_defaults=True)
    payload, kept, texts = words.taken_out(row.id, row.version, type(call.command), given, facts)
    entry = blank.new(
        JournalEntry,
        complaint_id=row.id,
        sequence=row.version,
        at=case.now,
        command=call.command.name,
        by_id=actor.id,
        state=row.state,
        payload=payload,
        facts=kept,
        events=[journal.to_json(event) for event in case.events],
        key=call.key,
        request=call.digest if call.key else "",
        previous=row.journal_head,
    )
    seal = chain.seal_ordered if call.command.whole_numbers else chain.seal
    entry.hash = row.journal_head = seal(entry, row.number, keys)
    if not texts:
        return [entry]
    return [entry, blank.new(JournalText, complaint_id=row.id, sequence=row.version, texts=texts)]


def _answers(calls: Sequence[Call], actor: Actor) -> dict[str, JournalEntry]:
    """What was answered under the keys of the calls."""
    keys = [call.key for call in calls if call.key]
    if not keys:
        return {}
    entries = JournalEntry.objects.filter(by_id=actor.id, key__in=keys).select_related("complaint")
    return {entry.key: entry for entry in entries}


def answered(key: str, actor: Actor) -> bool:
    """Whether something was done already under this key of the actor's."""
    return bool(key) and JournalEntry.objects.filter(by_id=actor.id, key=key).exists()


def _replay(call: Call, entry: JournalEntry) -> Outcome:
    if entry.request != call.digest:
        raise KeyReused
    _payload, facts = words.put_back({}, entry.facts, words_of(entry))
    return Outcome(entry.complaint.number, entry.sequence, State(entry.state), facts, entry.at, replayed=True)
