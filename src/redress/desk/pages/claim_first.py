"""The first screen of a claim, and what is looked for in its time line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import get_language

from redress.casework import moment
from redress.casework.command import Command
from redress.casework.next_step import NextStep
from redress.claims import customer, limits
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.contacts import VerifyContacts
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.questions import AnswerQuestion, TellProgress
from redress.claims.commands.registry import ALL
from redress.claims.file import OpenClaim
from redress.claims.kinds import ClaimOutcome
from redress.claims.letters.commands import DraftClaimLetter
from redress.claims.queries.claim import ClaimFile
from redress.complaints.queries.timeline import Show
from redress.desk.pages import clocks
from redress.desk.pages.claim_people import ClaimPeople
from redress.desk.pages.first import Customer, First, Limits, Step, done
from redress.letters.commands.common import OnLetter
from redress.organisation.actor import Actor
from redress.rulebook import ClockState


def first(
    whole: ClaimFile,
    running: Sequence[ClockState],
    following: NextStep[ClaimCommand],
    button: tuple[object, str],
    people: ClaimPeople,
    actor: Actor,
) -> First:
    """`running`: its clocks; `button`: label and address of the next step, empty where it is not the reader's."""
    file = whole.file
    return First(
        _customer(file, people),
        _what_happened(file),
        _amount(file),
        Step(
            following.turn,
            following.words,
            following.rule,
            following.since,
            *button,
            following.about,
        ),
        Limits.of(
            _rows(file, limits.mine(file, running, actor), running),
            _rows(file, [clock for clock in running if clock.open], running),
        ),
        [
            done(each.command, each.by_name, each.at)  # type: ignore[attr-defined]  # of the statement
            for each in reversed(whole.entries)
            if each.by_id is not None
        ][:3],
    )


def _rows(file: OpenClaim, shown: list[ClockState], among: Sequence[ClockState]) -> list[clocks.Row]:
    return clocks.rows(shown, among, moment.now(), file.calendar, file.row.number, "desk:claim")


def _what_happened(file: OpenClaim) -> str:
    cause = file.rulebook.method.loss_causes[file.row.loss_cause].title.get(get_language() or "")
    return f"{cause} · {file.row.course}"


def _amount(file: OpenClaim) -> Decimal | None:
    decided = file.decision
    return decided.amount if decided and decided.outcome != ClaimOutcome.REFUSE else file.row.estimate


def _customer(file: OpenClaim, people: ClaimPeople) -> Customer | None:
    """Whom the insurer speaks to; whole where the page shows people whole, which is on record (SEC-02)."""
    found = customer.of(file)
    if found is None:
        return None
    shown = people.shown(found)
    return Customer(shown.name, shown.role, shown.phone, plain=people.plain)


_ALL: tuple[type[Command], ...] = ALL
_LETTERS: Final = frozenset(
    each.name for each in _ALL if issubclass(each, OnLetter) or each is DraftClaimLetter
)
_CONTACTS: Final = frozenset(
    each.name for each in (VerifyContacts, TellProgress, AnswerQuestion, NotifyDecision)
)


def is_of(entry: Any, show: Show) -> bool:
    """Whether the entry is what somebody looks for."""
    if show is Show.PEOPLE:
        return entry.by_id is not None
    if show is Show.SYSTEM:
        return entry.by_id is None
    if show is Show.MESSAGES:
        return "told" in entry.facts or entry.command in _CONTACTS
    return show is Show.ALL or entry.command in _LETTERS
