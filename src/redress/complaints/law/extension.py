"""Extending a limit: which clock may be, by whom, that it happens once, and what is told of it (AUT-05)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.clocks import queries as clocks
from redress.complaints.journal import JOURNAL
from redress.complaints.kinds import ApprovalState, Asked, Told
from redress.complaints.models import Approval, Telling
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.rulebook import ClockState, ClockStatus, Event, project
from redress.rulebook.conditions import matches
from redress.rulebook.paper import Writer
from redress.rulebook.sections.authority.schema import Approver
from redress.rulebook.sections.clocks.schema import NOTICE, ExtendRule
from redress.rulebook.words import language_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from redress.complaints.case import Case

_OPEN = (ClockStatus.RUNNING, ClockStatus.PAUSED)


def rule(case: Case, key: str) -> ExtendRule:
    """What the rulebook says of extending that clock; refused when it may not be extended."""
    clock = case.rulebook.method.clocks.get(key)
    if clock is None or clock.extends is None:
        refuse("AUT-05", _("The rulebook lets no one extend this limit. Decide within the limit."), "clock")
    return clock.extends


def approvers(case: Case, key: str) -> list[Approver]:
    """Whose approval the extension needs."""
    known = case.rulebook.method.approvers
    return [known[need] for need in rule(case, key).needs if need in known]


def needs_notice(case: Case, key: str) -> bool:
    """Whether the customer must be told."""
    return NOTICE in rule(case, key).needs


def check_clock(case: Case, key: str, *, asking: bool = True) -> ClockState:
    """The clock while it may still be extended; refused when it is not for such a case, has ended, or was extended."""
    found = rule(case, key)
    if not matches(found.when, case.subject):
        what = Writer(case.rulebook, language_of(get_language() or "zh")).condition(found.when)
        refuse(
            "AUT-05",
            _(
                "Only these cases may be given more time: %(what)s. Decide within the limit, or "
                "correct the complexity of the case."
            )
            % {"what": what},
            "clock",
        )
    earlier = Approval.objects.filter(complaint=case.row, asked=Asked.EXTENSION, clock=key)
    if asking and earlier.filter(state=ApprovalState.WAITING).exists():
        refuse("AUT-05", _("The extension has been asked already; wait for the answer."), "clock")
    state = next((each for each in clocks.states(case.row) if each.key == key and each.status in _OPEN), None)
    if state is None:
        refuse("AUT-05", _("This limit is not running. Choose one that runs."), "clock")
    if _granted_since_new_facts(case, earlier) >= found.times:
        refuse(
            "AUT-05",
            _("The limit has been extended already; that is possible only once. Decide within it."),
            "clock",
        )
    if state.status is ClockStatus.RUNNING and state.due_at <= case.now:
        refuse(
            "AUT-05",
            _("The limit has passed; no extension unsays that. Decide and tell the customer without delay."),
            "clock",
        )
    return state


def _granted_since_new_facts(case: Case, asked: QuerySet[Approval]) -> int:
    """How often it was extended in the period that runs: new facts alone give another one (Art. 18(3)); a result that
    is taken back and answered anew does not."""
    granted = asked.filter(state=ApprovalState.APPROVED)
    last = max(case.row.new_facts.values_list("at", flat=True), default=None)
    return granted.filter(decided_at__gt=last).count() if last else granted.count()


def told(case: Case, at: datetime) -> None:
    """The customer was told of the extension granted last, or could not be reached; from now on it holds."""
    granted = Approval.objects.filter(
        complaint=case.row, asked=Asked.EXTENSION, state=ApprovalState.APPROVED
    ).order_by("id")
    case.row.notice_owed = False
    for approval in granted.reverse()[:1]:
        case.event("extension_told", at=at, about=approval.clock)


def extend(case: Case, actor: Actor, approval: Approval) -> None:
    """Tell the clock, and owe the customer the notice."""
    case.event("extended", about=approval.clock, reason="extension", approver=actor.name)
    if needs_notice(case, approval.clock):
        case.row.notice_owed = True


def told_before(past: Mapping[int, Sequence[Event]]) -> dict[int, list[Event]]:
    """`extension_told` for what the customer was told of when no journal had that event, by case id.

    Where an extension holds from its approval, older journals name the telling as `progress_told`, if at all. Under
    words by which it holds from the telling it would be lost. `past`: all events of each case, in the order of the
    journal. One query, and only where such a journal is among them.
    """
    untold = {pk: found for pk, events in past.items() if (found := _untold(events))}
    if not untold:
        return {}
    tellings: dict[int, list[_Heard]] = {}
    rows = Telling.objects.filter(complaint__in=list(untold), what=Told.EXTENSION).order_by("at", "id")
    for pk, at, reached, owed in rows.values_list("complaint_id", "at", "reached", "complaint__notice_owed"):
        tellings.setdefault(pk, []).append(_Heard(at, reached, owed))
    return {
        pk: [
            Event("extension_told", heard, past[pk][-1].entry + 1, about=granted.about)
            for granted, until in found
            if (heard := _heard_at(tellings.get(pk, []), granted.at, until))
        ]
        for pk, found in untold.items()
    }


class _Heard(NamedTuple):
    """A telling of an extension, or an attempt; whether the case still owes the notice."""

    at: datetime
    reached: bool
    owed: bool


def _untold(events: Sequence[Event]) -> list[tuple[Event, datetime | None]]:
    """Extensions after which no `extension_told` stands, and when the next one of that limit was allowed."""
    found = []
    for about in {each.about for each in events if each.name == "extended"}:
        of = [each for each in events if each.about == about and each.name in ("extended", "extension_told")]
        for granted, then in zip_longest(of, of[1:]):
            if granted.name == "extended" and (then is None or then.name == "extended"):
                found.append((granted, then.at if then else None))
    return found


def _heard_at(tellings: Sequence[_Heard], granted: datetime, until: datetime | None) -> datetime | None:
    """When the customer was reached first; else the last attempt, where that was the last one owed."""
    since = granted.replace(second=0, microsecond=0)  # times that are stated have no seconds
    of = [each for each in tellings if since <= each.at and (until is None or each.at < until)]
    reached = [each.at for each in of if each.reached]
    given_up = [each.at for each in of[-1:] if until is None and not each.owed]
    return max(granted, (reached or given_up)[0]) if reached or given_up else None


@dataclass(frozen=True, slots=True)
class Granted:
    """What the customer is told of an extension: why, the last day of the limit now, and where that is allowed."""

    reason: str
    last_day: date | None
    cite: tuple[str, ...]


def granted(cases: Sequence[Case]) -> dict[int, Granted]:
    """The latest extension granted in each of these cases, by case id, counting what the command at hand grants.

    Two queries, however many cases, and now and then the calendar's.
    """
    approved = Approval.objects.filter(
        complaint__in=[case.row.pk for case in cases], asked=Asked.EXTENSION, state=ApprovalState.APPROVED
    )
    asked = {each.complaint_id: each for each in approved.order_by("complaint_id", "id")}
    asked |= {case.row.pk: each for case in cases for each in _being_granted(case)}
    past = JOURNAL.events_of(list(asked)) if asked else {}
    return {
        case.row.pk: Granted(
            asked[case.row.pk].question,
            _last_day(case, asked[case.row.pk].clock, past.get(case.row.pk, [])),
            _cite(case, asked[case.row.pk].clock),
        )
        for case in cases
        if case.row.pk in asked
    }


def _being_granted(case: Case) -> list[Approval]:
    """Extensions that the command at hand approves; not written yet."""
    changed = (row for row, _fields in case.updates.values() if isinstance(row, Approval))
    return [row for row in changed if row.asked == Asked.EXTENSION and row.state == ApprovalState.APPROVED]


def _cite(case: Case, key: str) -> tuple[str, ...]:
    """Where the rulebook allows it; nothing when the case has since moved to one that does not."""
    clock = case.rulebook.method.clocks.get(key)
    return clock.extends.cite if clock and clock.extends else ()


def _last_day(case: Case, key: str, past: list[Event]) -> date | None:
    entry = case.row.version
    # Until when it will run once the customer is told, which is what the notice does.
    notice = Event("extension_told", case.now, entry + 1, about=key)
    states = project([*past, *case.with_entry(entry), notice], case.rulebook, calendar_of(case.row.unit))
    due = next((each.due_at for each in states if each.key == key and each.status in _OPEN), None)
    # A limit in days is used up at the midnight after its last day.
    return timezone.localdate(due - timedelta(microseconds=1)) if due else None
