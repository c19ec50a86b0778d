"""What comes next on a case, and why; or whose turn it is, and since when (FLW-17).

One answer for every face. Two tables, each read from its top: what the case waits for before anything else, which is
the next step of whoever may do it; and, for who may not, whom it waits for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.next_step import NextStep, Turn
from redress.complaints.closing import closers, gate
from redress.complaints.commands.base import Command
from redress.complaints.commands.registry import COMMANDS
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.flows import gates
from redress.complaints.flows.commands.emergency import ReportEmergency
from redress.complaints.handling import findings
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.kinds import ApprovalState, OrderKind, ProposalState, ReviewState, Told
from redress.complaints.law import tellings
from redress.complaints.law.commands.review import DecideReview
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.queries.case import CaseFile
from redress.complaints.rulings import REFERRED
from redress.complaints.states import STATE_LABELS
from redress.rulebook import OPEN_STATES, ClockStatus, State
from redress.rulebook.sections.special_flows.schema import FlowStep


def next_step(file: CaseFile) -> NextStep[Command]:
    """What whoever looks at the case does next; else for whom it waits, in words that are empty where it is over."""
    look = _Look(file, file.possible)
    found = next(found for step in _STEPS if (found := step(look)) is not None)
    wait = next(wait for wait in _WAITS if wait.holds(file))
    if found.command is None:
        return NextStep(wait.turn, words=wait.words(file), rule=wait.rule, since=wait.since(file))
    told = tellings.owed(file.case) if found.command is RecordTelling else None
    return NextStep(
        Turn.CUSTOMER if found.command is GiveFeedback else Turn.ME,
        found.command,
        found.because,
        found.rule,
        wait.since(file),
        told.label if told else "",
    )


# What the case waits for.


@dataclass(frozen=True, slots=True)
class _Look:
    """The case, and the commands that whoever looks at it may give now, in the order in which a case meets them."""

    file: CaseFile
    possible: list[type[Command]]

    def step(self, command: type[Command] | None, because: str, rule: str) -> _Step:
        """That command, where it is among these; else a step that is somebody else's."""
        return _Step(command if command in self.possible else None, because, rule)

    @property
    def onwards(self) -> list[type[Command]]:
        """Natural steps that lead to another state; an opinion not before what it waits for."""
        state, early = self.file.case.state, _before_opinion(self.file) is not None
        return [
            command
            for command in self.possible
            if command.primary
            and command.moves.get(state) is not state
            and not (early and command is Propose)
        ]


@dataclass(frozen=True, slots=True)
class _Step:
    """The step that comes next, whosever: no command where it is not the reader's."""

    command: type[Command] | None = None
    because: str = ""
    rule: str = ""


def _emergency(look: _Look) -> _Step | None:
    if ReportEmergency not in look.possible or not _report_owed(look.file):
        return None
    return look.step(ReportEmergency, _("The emergency owes a report."), "FLW-16")


def _approval(look: _Look) -> _Step | None:
    if not _awaits_approval(look.file):
        return None
    return look.step(Approve, _("The opinion waits for a superior's answer."), "AUT-01")


def _review(look: _Look) -> _Step | None:
    if not look.file.row.under_review:
        return None
    if tellings.owed(look.file.case) is None:
        return look.step(DecideReview, _("The customer asked for a review."), "AUT-06")
    return look.step(RecordTelling, _("The result of the review is not told yet."), "AUT-06")


def _flow(look: _Look) -> _Step | None:
    if (step := _of_the_flow(look.file)) is None:
        return None
    command = next((each for each in look.possible if each.name == step.does), None)
    return look.step(
        command, _("The flow of the case waits for it."), step.cite[0] if step.cite else "FLW-11"
    )


def _decision_told(look: _Look) -> _Step | None:
    if tellings.owed(look.file.case) is None:
        return None
    return look.step(RecordTelling, _("The decision is not told to the customer yet."), "COM-06")


def _confirmation(look: _Look) -> _Step | None:
    written = "confirmed_written" in look.file.rulebook.before_closing(look.file.case.subject)
    if not written or Confirm not in look.onwards:
        return None
    return look.step(Confirm, _("The customer waits for the confirmation."), "INT-07")


def _furthest(look: _Look) -> _Step | None:
    command = next((each for each in reversed(look.onwards) if each is not Confirm), None)
    if command is None:
        return None
    state = STATE_LABELS[look.file.case.state]
    return look.step(command, _("It carries on a case that is %(state)s.") % {"state": state}, _cite(command))


def _opinion(look: _Look) -> _Step | None:
    command = _before_opinion(look.file)
    if command is None or command not in look.possible:
        return None
    if command.settles == REFERRED:
        return look.step(command, _("An opinion waits for the committee."), "FLW-10")
    owed = listed(kind.label for kind in findings.missing(look.file.case))
    return look.step(
        command, _("An opinion waits for these findings: %(missing)s.") % {"missing": owed}, "FLW-06"
    )


def _closing(look: _Look) -> _Step | None:
    """Where nothing moves the case, the first step that its closing still waits for (CLO-02)."""
    if look.file.case.state is not State.DETERMINED:
        return None
    missing = gate.missing_by_key(look.file.case)
    giving = (_that_settles(key) for key in _OWED if key in missing)
    owed = next((command for command in giving if command in look.possible), None)
    return look.step(owed, _("The case cannot be closed without it."), "CLO-02") if owed else None


_STEPS: tuple[Callable[[_Look], _Step | None], ...] = (
    _emergency,  # the report that an emergency owes
    _approval,
    _review,
    _flow,  # the step that a special flow waits for
    _decision_told,
    _confirmation,  # while the customer waits for it
    _furthest,  # what moves the case furthest
    _opinion,  # the findings or the committee that an opinion waits for
    _closing,
    lambda _look: _Step(),
)
"""What a case waits for before anything else. The first that holds is next, also for those who may not do it."""

_OWED: tuple[str, ...] = ("extension_told", "ruling_executed", "executed", "callback")
"""What closing asks for and a step gives, in the order in which these are natural."""


def _that_settles(key: str) -> type[Command] | None:
    return next((each for each in COMMANDS if each.settles == key), None)


def _cite(command: type[Command]) -> str:
    return command.cite[0] if command.cite else ""


def _report_owed(file: CaseFile) -> bool:
    """Whether the emergency waits for a report that is due once, or for one of a series that is late (FLW-16)."""
    rules = file.rulebook.method.clocks
    waiting = [
        clock
        for clock in file.clocks
        if clock.key.startswith("emergency") and clock.status == ClockStatus.RUNNING
    ]
    return any(
        not rules[clock.key].recurs or (clock.due_at is not None and clock.due_at <= file.case.now)
        for clock in waiting
        if clock.key in rules
    )


def _before_opinion(file: CaseFile) -> type[Command] | None:
    """What an opinion waits for, once no department has the case: the findings, the committee (FLW-06, FLW-10)."""
    if file.case.state not in (State.INVESTIGATING, State.REJECTED):
        return None
    if any(order.kind == OrderKind.MAIN for order in file.case.open_orders()):
        return None
    if findings.missing(file.case):
        return RecordFinding
    return _that_settles(REFERRED) if gates.waiting(file.case) else None


def _of_the_flow(file: CaseFile) -> FlowStep | None:
    """The step that a special flow waits for, told by its running limit (FLW-11, FLW-12).

    Handing up the ladder is for what cannot be settled, so it is never what comes next by itself.
    """
    flow = file.rulebook.method.flows.get(file.row.flow)
    running = {clock.key for clock in file.clocks if clock.status == ClockStatus.RUNNING}
    steps = flow.steps.values() if flow else ()
    return next((step for step in steps if step.clock in running and step.does != "hand_up"), None)


# Whom it waits for.


def _awaits_approval(file: CaseFile) -> bool:
    return any(each.state == ProposalState.AWAITING_APPROVAL for each in file.row.proposals.all())


def _told(what: Told) -> Callable[[CaseFile], bool]:
    return lambda file: tellings.owed(file.case) is what


def _unsigned(file: CaseFile) -> list[str]:
    return [str(each.department) for each in file.row.sign_offs.all() if each.signed_at is None]


def _investigated(file: CaseFile) -> bool:
    return file.case.state is State.INVESTIGATING and bool(file.case.open_orders())


def _to_determine(file: CaseFile) -> bool:
    answered = file.case.state in (State.ANSWERED, State.DECIDED)
    return answered and file.rulebook.method.determining is not None


def _own(file: CaseFile) -> bool:
    return file.row.owner_id in file.actor.people


def _departments(file: CaseFile) -> str:
    return listed(str(order.department) for order in file.case.open_orders())


def _owner(file: CaseFile) -> str:
    return _("with %(owner)s, %(unit)s") % {"owner": file.row.owner, "unit": file.row.unit}


def _earliest(times: Iterable[datetime | None]) -> datetime | None:
    return min((each for each in times if each is not None), default=None)


def _asked_at(file: CaseFile) -> datetime | None:
    waiting = (each.at for each in file.row.approvals.all() if each.state == ApprovalState.WAITING)
    return _earliest(waiting) or file.row.state_since


def _reviewed_at(file: CaseFile) -> datetime | None:
    return _earliest(each.requested_at for each in file.row.reviews.all() if each.state == ReviewState.OPEN)


def _ordered_at(file: CaseFile) -> datetime | None:
    return _earliest(order.issued_at for order in file.case.open_orders())


@dataclass(frozen=True, slots=True)
class _Wait:
    """When the case waits for whom, in words, by which rule, and since when."""

    turn: Turn
    holds: Callable[[CaseFile], bool]
    words: Callable[[CaseFile], str] = lambda _file: ""
    rule: str = ""
    since: Callable[[CaseFile], datetime | None] = lambda file: file.row.state_since


_WAITS: tuple[_Wait, ...] = (
    _Wait(
        Turn.APPROVER,
        _awaits_approval,
        lambda _file: _("a superior's answer to the opinion"),
        "AUT-01",
        _asked_at,
    ),
    _Wait(
        Turn.COLLEAGUE,
        _told(Told.REVIEW),
        lambda _file: _("telling the customer the result of the review"),
        "AUT-06",
    ),
    _Wait(
        Turn.APPROVER,
        lambda file: file.row.under_review,
        lambda _file: _("the superior unit's decision on the review, and telling the customer"),
        "AUT-06",
        _reviewed_at,
    ),
    _Wait(
        Turn.COLLEAGUE,
        _told(Told.DECISION),
        lambda _file: _("telling the customer the decision"),
        "COM-06",
        lambda file: file.row.decided_at,
    ),
    _Wait(
        Turn.DEPARTMENT,
        lambda file: file.case.state is State.DETERMINED and bool(_unsigned(file)),
        lambda file: _("the signature of %(departments)s") % {"departments": listed(_unsigned(file))},
        "CLO-02",
    ),
    _Wait(Turn.NOBODY, lambda file: file.case.state not in OPEN_STATES),
    _Wait(
        Turn.DEPARTMENT,
        _investigated,
        lambda file: _("the reply of %(departments)s") % {"departments": _departments(file)},
        "FLW-03",
        _ordered_at,
    ),
    # The last steps are not always the owner's: a case of a counter may be its province's.
    _Wait(
        Turn.COLLEAGUE,
        _to_determine,
        lambda file: (
            _("validity and causes determined by %(who)s") % {"who": closers.who(file.case, "decide")}
        ),
        "CLO-02",
    ),
    _Wait(
        Turn.COLLEAGUE,
        lambda file: file.case.state is State.DETERMINED and not file.missing,
        lambda file: _("closing by %(who)s") % {"who": closers.who(file.case)},
        "CLO-01",
    ),
    _Wait(Turn.ME, _own),
    _Wait(Turn.CUSTOMER, lambda file: file.case.state is State.PROPOSED, _owner, "FLW-05"),
    _Wait(Turn.COLLEAGUE, lambda _file: True, _owner, "FLW-05"),
)
"""For whom a case waits whose next step is not the reader's."""
