"""What a step on a claim is about, as far as its form does not ask for it: nobody agrees, pays, or lets an account
through without seeing to what (CLM-08, CLM-11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from redress.casework.command import Command
from redress.casework.listing import listed
from redress.claims import customer
from redress.claims.commands.after import CloseClaim
from redress.claims.commands.agree import Agree
from redress.claims.commands.money import ApproveAccount, ChangeAccount, Pay
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.object import Object
from redress.claims.disputing import Disputing
from redress.claims.file import OpenClaim
from redress.claims.letters.commands import DraftClaimLetter, SendClaimLetter
from redress.claims.queries.sums import shown
from redress.desk import wording
from redress.letters import queries
from redress.letters.kinds import LetterState

Lines = Iterator[tuple[str, str]]


def about(command: type[Command], file: OpenClaim) -> list[tuple[str, str]]:
    """Title and words of each, in the order in which they are read; none where the form says everything. Names and
    accounts stand whole in them: only for who may take the step."""
    return [line for part in _ABOUT.get(command, ()) for line in part(file)]


def _decision(file: OpenClaim) -> Lines:
    decision = file.decision
    if decision is None:
        return
    yield pgettext("claim", "Decision"), f"{decision.get_outcome_display()} ¥ {decision.amount:,.2f}"
    for each in shown(decision):
        yield each.title, each.sum
    if decision.clause:
        yield _("Clause"), decision.clause


def _owed(file: OpenClaim) -> Lines:
    if file.row.agreed_amount is not None:
        yield _("Agreed amount"), f"¥ {file.row.agreed_amount:,.2f}"
    yield from _paid(file)


def _paid(file: OpenClaim) -> Lines:
    for each in file.payments:
        yield str(each.get_kind_display()), f"¥ {each.amount:,.2f} {wording.absolute(each.at)}"


def _account(file: OpenClaim) -> Lines:
    yield _("Account that stands"), f"{file.row.account_holder} {file.row.account}".strip() or "—"


def _change(file: OpenClaim) -> Lines:
    change = file.last_change
    if change is None or change.approved_at is not None:
        return
    yield _("New account"), f"{change.holder} {change.account}"
    yield _("How it was verified"), str(change.verified_by)
    yield _("Asked for by"), f"{change.asked_by} {wording.absolute(change.asked_at)}"


def _addressee(file: OpenClaim) -> Lines:
    """Whom a letter goes to where nobody else is named, and who may be."""
    told = customer.written_to(file)
    yield (
        _("A letter to the customer goes to"),
        customer.in_words(told) if told else _("nobody yet: name who gets it"),
    )
    others = [each for each in file.parties if told is None or each.pk != told.pk]
    if others:
        yield (
            _("Who else is in the claim"),
            listed(
                customer.in_words(each) + (_(" (a child)") if customer.is_child(file, each) else "")
                for each in others
            ),
        )


def _waiting(file: OpenClaim) -> Lines:
    """Whom each letter goes to that waits to go, as it says itself."""
    for each in queries.numbers(file.row, LetterState.REVIEWED, LetterState.DRAFT):
        if each.rule is not None and each.rule.to == "customer":
            letter = each.letter
            to = f"{letter.addressee} {letter.address}".strip() or "—"
            yield _("%(letter)s goes to") % {"letter": letter.number}, to


_ABOUT: Final[Mapping[type[Command], tuple[Callable[[OpenClaim], Lines], ...]]] = {
    ApproveAccount: (_account, _change),
    ChangeAccount: (_account,),
    Pay: (_owed, _account),
    NotifyDecision: (_decision,),
    DraftClaimLetter: (_addressee,),
    SendClaimLetter: (_waiting, _decision),
    Agree: (_decision, _account),
    Object: (_decision,),
    Disputing: (_decision, _paid),
    CloseClaim: (_decision, _paid),
}
