"""What comes next on a claim, and why; or whose turn it is, and since when (FLW-17, CLM-05).

One answer for every face: a table, read from its top. The first line that holds is the next step of whoever may take
it; for who may not, it says for whom the claim waits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.casework.next_step import NextStep, Turn
from redress.claims.commands.after import CloseClaim, ReturnOriginals
from redress.claims.commands.agree import Agree
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.inquiry import EndInvestigation, MakeAppointment
from redress.claims.commands.money import ApproveAccount, ChangeAccount, Pay
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials
from redress.claims.commands.policy import CheckPolicy
from redress.claims.commands.questions import AnswerQuestion
from redress.claims.file import OpenClaim
from redress.claims.kinds import ClaimOutcome, Doubt
from redress.claims.letters.commands import (
    DraftClaimLetter,
    PassClaimLetter,
    SendClaimLetter,
    SubmitClaimLetter,
    unsent,
)
from redress.claims.states import FINAL, ClaimState
from redress.letters.kinds import LetterState
from redress.organisation.actor import Actor


def next_step(file: OpenClaim, actor: Actor) -> NextStep[ClaimCommand]:
    """What whoever looks at the claim does next; else for whom it waits, in words that are empty where it is over."""
    found = next(line for line in _LINES if line.holds(file))
    words = str(found.words(file) if callable(found.words) else found.words)
    since = found.since(file)
    if found.command is None:
        return NextStep(found.turn, words=words, rule=found.rule, since=since)
    if found.command.possible(file, actor) is None:
        return NextStep(found.turn, found.command, words, found.rule, since)
    turn = found.turn if found.turn is not Turn.ME else Turn.COLLEAGUE
    return NextStep(turn, words=f"{words} {found.who(file)}".strip(), rule=found.rule, since=since)


def turn_of(
    state: ClaimState, *, asked: bool, changing: bool, refused: bool, reviewed: bool, disputed: bool
) -> Turn:
    """The turn of a claim in a list, which is not opened: as the table below says it, ME for who handles it."""
    if state in FINAL:
        return Turn.NOBODY
    if asked or changing:
        return Turn.ME if asked else Turn.APPROVER
    if state in (ClaimState.REPORTED, ClaimState.SUPPLEMENTING):
        return Turn.CUSTOMER
    if state is ClaimState.TOLD and not refused:
        return Turn.CUSTOMER
    if state is ClaimState.DECIDED and reviewed:
        return Turn.DEPARTMENT
    return Turn.COLLEAGUE if state is ClaimState.OBJECTED and disputed else Turn.ME


def _owner(file: OpenClaim) -> str:
    return _("With %(owner)s, %(unit)s.") % {"owner": file.row.owner, "unit": file.row.unit}


def _second(file: OpenClaim) -> str:
    """Whom a change of account waits for: never who asked for it."""
    assert file.last_change is not None
    return _(
        "Not %(person)s, who asked for it: somebody else who handles claims of %(unit)s, or its head."
    ) % {
        "person": file.last_change.asked_by,
        "unit": file.row.unit,
    }


@dataclass(frozen=True, slots=True)
class _Line:
    """When what is next, why, by which rule, whose turn it is in any case, and with whom it lies."""

    holds: Callable[[OpenClaim], bool]
    command: type[ClaimCommand] | None
    words: str | Promise | Callable[[OpenClaim], str]
    rule: str
    turn: Turn = Turn.ME
    since: Callable[[OpenClaim], datetime | None] = lambda file: file.row.state_since
    who: Callable[[OpenClaim], str] = _owner


def _in(*states: ClaimState) -> Callable[[OpenClaim], bool]:
    return lambda file: file.state in states


def _asked(file: OpenClaim) -> bool:
    return any(each.answered_at is None for each in file.questions)


def _asked_at(file: OpenClaim) -> datetime | None:
    return min((each.asked_at for each in file.questions if each.answered_at is None), default=None)


def _promised(file: OpenClaim) -> str:
    first = min(each.promised_at for each in file.questions if each.answered_at is None)
    at = timezone.localtime(first)
    return _("A question of the customer waits; an answer is promised by %(at)s.") % {
        "at": f"{at:%m-%d %H:%M}"
    }


def _account_waits(file: OpenClaim) -> bool:
    return file.last_change is not None and file.last_change.waits


def _changed_at(file: OpenClaim) -> datetime | None:
    return file.last_change.asked_at if file.last_change else None


def _unchecked(file: OpenClaim) -> bool:
    open_ = {Doubt.UNCHECKED.value, Doubt.UNKNOWN.value} & set(file.row.doubts)
    return file.state is ClaimState.ADJUSTING and bool(open_)


def _unvisited(file: OpenClaim) -> bool:
    return file.state is ClaimState.INVESTIGATING and not file.row.appointments.exists()


def _written(file: OpenClaim) -> bool:
    return file.state is ClaimState.DECIDED and unsent(file) is not None


def _refused(file: OpenClaim) -> bool:
    return file.decision is not None and file.decision.outcome == ClaimOutcome.REFUSE


def _reviewed_by_counsel(file: OpenClaim) -> bool:
    letter = unsent(file) if file.state is ClaimState.DECIDED else None
    return letter is not None and letter.state == LetterState.IN_REVIEW


def _to_be_reviewed(file: OpenClaim) -> bool:
    letter = unsent(file) if file.state is ClaimState.DECIDED else None
    return (
        letter is not None
        and letter.state == LetterState.DRAFT
        and file.rulebook.letters(file.subject)[letter.kind].legal_review
    )


def _held(file: OpenClaim) -> bool:
    over = file.state is ClaimState.PAID or (file.state is ClaimState.TOLD and _refused(file))
    return over and file.row.originals


def _disputed(file: OpenClaim) -> bool:
    return file.state is ClaimState.OBJECTED and file.row.disputes.exists()


def _complaint(file: OpenClaim) -> str:
    numbers = file.row.disputes.values_list("complaint", flat=True)
    return _("The dispute is decided as complaint %(number)s.") % {"number": numbers.last()}


_LINES: tuple[_Line, ...] = (
    _Line(lambda file: file.state in FINAL, None, "", "", Turn.NOBODY),
    _Line(_asked, AnswerQuestion, _promised, "CLM-06", since=_asked_at),
    _Line(
        _account_waits,
        ApproveAccount,
        gettext_lazy("A change of account waits for a second person."),
        "CLM-11",
        Turn.APPROVER,
        _changed_at,
        _second,
    ),
    _Line(
        _in(ClaimState.REPORTED),
        ReceiveMaterials,
        gettext_lazy("The customer brings the papers of the list."),
        "CLM-04",
        Turn.CUSTOMER,
    ),
    _Line(
        _in(ClaimState.SUPPLEMENTING),
        ReceiveMaterials,
        gettext_lazy("The customer adds what was told to be missing."),
        "CLM-04",
        Turn.CUSTOMER,
    ),
    _Line(
        _in(ClaimState.CHECKING),
        CheckMaterials,
        gettext_lazy("Papers came in; the customer waits to hear whether all is there."),
        "CLM-04",
    ),
    _Line(
        _unchecked,
        CheckPolicy,
        gettext_lazy("What is paid is the policy's to say, and it is not checked."),
        "SYS-02",
    ),
    _Line(
        _in(ClaimState.ADJUSTING),
        DecideClaim,
        gettext_lazy("All papers are there: the claim can be decided."),
        "CLM-09",
    ),
    _Line(
        _unvisited, MakeAppointment, gettext_lazy("A visit is agreed with the customer beforehand."), "CLM-07"
    ),
    _Line(
        _in(ClaimState.INVESTIGATING), EndInvestigation, gettext_lazy("The investigation is open."), "CLM-07"
    ),
    _Line(
        _reviewed_by_counsel,
        PassClaimLetter,
        gettext_lazy("Legal counsel reviews the notice of the decision."),
        "COM-04",
        Turn.DEPARTMENT,
    ),
    _Line(
        _to_be_reviewed,
        SubmitClaimLetter,
        gettext_lazy("The notice of the decision is written; legal counsel reviews it before it goes."),
        "COM-04",
    ),
    _Line(
        _written,
        SendClaimLetter,
        gettext_lazy("The notice of the decision is written and has not gone yet."),
        "CLM-08",
    ),
    _Line(
        _in(ClaimState.DECIDED),
        DraftClaimLetter,
        gettext_lazy("The customer does not know the decision yet."),
        "CLM-08",
    ),
    _Line(_disputed, None, _complaint, "CLM-10", Turn.COLLEAGUE),
    _Line(
        _in(ClaimState.OBJECTED),
        DecideClaim,
        gettext_lazy("The customer objects: explain, decide again, or take it as a complaint."),
        "CLM-10",
    ),
    _Line(_held, ReturnOriginals, gettext_lazy("Originals go back against a signed receipt."), "CLM-12"),
    _Line(
        lambda file: file.state is ClaimState.TOLD and _refused(file),
        CloseClaim,
        gettext_lazy("The refusal is told. Close it where the customer has no objection."),
        "CLM-12",
    ),
    _Line(
        _in(ClaimState.TOLD),
        Agree,
        gettext_lazy("The customer says whether the amount is agreed."),
        "CLM-09",
        Turn.CUSTOMER,
    ),
    _Line(
        lambda file: file.state is ClaimState.AGREED and not file.row.account,
        ChangeAccount,
        gettext_lazy("There is no account yet to pay to."),
        "CLM-11",
    ),
    _Line(_in(ClaimState.AGREED), Pay, gettext_lazy("The amount is agreed and to be paid."), "CLM-11"),
    _Line(_in(ClaimState.PAID), CloseClaim, gettext_lazy("All is done that the claim asked for."), "CLM-12"),
)
"""What a claim waits for. Every state has a line."""
