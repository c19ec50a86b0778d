"""One case as its page shows it (ORG-11, FLW-17)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import prefetch_related_objects

from redress.casework import access, moment, names, prefetched
from redress.casework.journal import Past, past_in
from redress.casework.refusals import Refusal, Unknown
from redress.clocks import queries as clocks
from redress.complaints.case import Case
from redress.complaints.closing import closers, gate
from redress.complaints.closing.commands.close import Close
from redress.complaints.commands import registry
from redress.complaints.commands.base import Command
from redress.complaints.journal import JOURNAL
from redress.complaints.kinds import LinkKind
from redress.complaints.models import Complaint
from redress.complaints.models.scope import BY_ITSELF, seen, seen_by, seen_by_itself
from redress.complaints.queries import prefetch, timeline
from redress.complaints.recusing import recusal
from redress.organisation.actor import Actor
from redress.organisation.chain import ask_chain, chain_in
from redress.organisation.statements import Asked, Statement, together
from redress.rulebook import ClockState, Rulebook
from redress.rulebook.sections.handling.schema import Check

Row = Complaint
"""The case row, for the annotations of faces."""

_HANGING = ("orders", "urgings", "contacts", "findings", "proposals", "attachments", "causes", "sign_offs")
_MANY = ("parties", *_HANGING)
_ASKED = ("approvals",)
"""Read only while something awaits approval: who may decide it is told by what was asked of whom."""
_REVIEWED = ("reviews",)
"""Read only while the result is under review: whether the review is decided says what comes next."""


_NO_ENTRIES = timeline.Page([], None)


@dataclass(frozen=True, slots=True)
class Repeats:
    """The first case that one repeats; without a number the reader may not see it."""

    number: str | None


@dataclass(frozen=True)
class CaseFile:
    """A case with all that hangs on it, and what the actor can do with it."""

    case: Case
    actor: Actor
    past: Past
    """What the journal says of the way of the case: read once, for its clocks and for its stages."""
    newest: timeline.Page = _NO_ENTRIES
    """Its last entries, where they were asked for."""
    repeats: Repeats | None = None
    """What it repeats, where its last entries were asked for."""

    @property
    def row(self) -> Complaint:
        return self.case.row

    @property
    def rulebook(self) -> Rulebook:
        return self.case.rulebook

    @cached_property
    def clocks(self) -> tuple[ClockState, ...]:
        """All clocks that run or ran, projected from the journal."""
        return clocks.states(self.row, self.past.events)

    @cached_property
    def commands(self) -> list[tuple[type[Command], Refusal | None]]:
        """Every command, with the reason why it cannot be given now."""
        return registry.possible(self.case, self.actor)

    @cached_property
    def possible(self) -> list[type[Command]]:
        """The commands that can be given now."""
        return registry.given(self.case, self.actor)

    @property
    def refused(self) -> int:
        """How many cannot."""
        return len(registry.for_people()) - len(self.possible)

    @cached_property
    def missing(self) -> list[Check]:
        """What must still be done before the case can be closed (CLO-02)."""
        return gate.missing(self.case)

    @cached_property
    def closer(self) -> Refusal | None:
        """Why the actor may not close this case, whatever is missing; None when it is the actor's to close (CLO-01)."""
        try:
            closers.check_closes(self.case, self.actor)
            recusal.keep_out(self.case, self.actor, Close.act)
        except Refusal as refusal:
            return refusal
        return None


_BESIDES = {"may_conflict": recusal.MAY_CONFLICT_SQL}
_ANY = Statement(Complaint, "WHERE t.number = %s", extra_columns=_BESIDES)
_SEEN = Statement(Complaint, f"WHERE t.number = %s AND {seen('t')}", extra_columns=_BESIDES)
_BY_ITSELF = Statement(Complaint, f"WHERE t.number = %s AND {seen_by_itself('t')}", extra_columns=_BESIDES)
"""Whom a case is shared with is under a rule of rows of its own: a plan that asks has twice as many parts to begin."""


_REPEATS = """
    SELECT c.number FROM complaints_link l LEFT JOIN complaints_complaint c ON c.id = l.to_id
     WHERE l.complaint_id = %s AND l.kind = %s AND l.ended_at IS NULL
"""
"""A first case that is not seen has no row here."""


def find(actor: Actor, number: str) -> Complaint:
    """The case row alone. Raises Unknown when the actor may not see such a case."""
    row = _row(actor, number)
    names.attach([row])
    return row


def _row(actor: Actor, number: str) -> Complaint:
    """As `visible_to`, in one statement with all columns: to build a query of a case's hundred takes Django long."""
    if actor.id is None and not actor.system:
        raise Unknown(number)
    row = _ANY.row([number]) if actor.system else _seen(number, seen_by(actor))
    if row is None:
        raise Unknown(number)
    return row


def _seen(number: str, by: list[str]) -> Complaint | None:
    """Most who read a case see it by what it says itself; of the others it is asked whether it is shared with them."""
    return _BY_ITSELF.row([number, *by[:BY_ITSELF]]) or _SEEN.row([number, *by])


def read_row(actor: Actor, number: str) -> Complaint:
    """The case row alone, of which something is shown; the read is logged (SEC-03). Raises Unknown."""
    row = find(actor, number)
    access.log(actor, access.Action.READ, row.pk, shown=row.number)
    return row


def opened(actor: Actor, number: str, newest: int = 0) -> CaseFile:
    """The whole case, in a number of queries that does not grow with it, with so many of its last entries. Raises
    Unknown."""
    row = _row(actor, number)
    asked = (*_MANY, *(_ASKED if row.approvals_waiting else ()), *(_REVIEWED if row.under_review else ()))
    whole = row.version <= newest  # the last entries are all there are
    linked = row.may_conflict  # type: ignore[attr-defined]  # of the statement
    with together():
        there, above = prefetch.ask(row.pk), ask_chain(row.unit_id)
        past = None if whole else JOURNAL.ask_past(row.pk)
        entries = timeline.ask_page(row.pk, size=newest) if newest else None
        first = Asked(_REPEATS, [row.pk, LinkKind.REPEAT]) if newest and linked else None
    prefetch.attach(row, asked, there)
    if not row.approvals_waiting:
        prefetched.nothing(row, _ASKED)
    if attachments := list(row.attachments.all()):
        prefetch_related_objects(attachments, "blob")
    names.attach([row, *(each for name in _HANGING for each in prefetched.kept(row, name))])
    case = Case(row, moment.now(), chains={row.unit_id: chain_in(above)})
    page = timeline.page_in(entries, newest) if entries else _NO_ENTRIES
    repeats = next((Repeats(each) for (each,) in first.all()), None) if first else None
    return CaseFile(case, actor, _past(row, page) if past is None else past_in(past), page, repeats)


def _past(row: Complaint, page: timeline.Page) -> Past:
    """Read off the last entries, where these are all."""
    return page.past if page.older is None else JOURNAL.past_of(row.pk)


def read(actor: Actor, number: str, newest: int = 0) -> CaseFile:
    """The whole case, for its page; the read is logged (SEC-03). Raises Unknown."""
    file = opened(actor, number, newest)
    access.log(actor, access.Action.READ, file.row.pk, shown=file.row.number)
    return file
