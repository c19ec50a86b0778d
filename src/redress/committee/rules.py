"""The rulebook that a session follows, and the count of an item's votes (AUT-04)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from redress.casework import rulebooks
from redress.casework.refusals import refuse
from redress.committee.kinds import Choice
from redress.committee.models import Item, Session
from redress.rulebook import Rulebook
from redress.rulebook.sections.committee.schema import SessionRule
from redress.rulebook.voting import Tally, carried, needed_present, needed_votes, quorate


def rulebook_of(session: Session) -> Rulebook:
    """The version frozen on the session when it was planned."""
    return rulebooks.opened_by_id(session.rulebook_id)


def rule_of(book: Rulebook, kind: str) -> SessionRule:
    """What the rulebook says of that kind of session; refused where it says nothing."""
    rule = next((rule for key, rule in book.method.committee.sessions.items() if key == kind), None)
    if rule is None:
        refuse(
            "AUT-04",
            _(
                "The rulebook of this unit knows no such session. Choose another kind, or have "
                "the rulebook changed."
            ),
            field="kind",
        )
    return rule


@dataclass(frozen=True, slots=True)
class Count:
    """The vote on one item as it stands. `barred` are members who may not vote on it, with the reason's rule."""

    rule: SessionRule
    tally: Tally
    barred: frozenset[int]
    waiting: frozenset[int]

    @property
    def present_needed(self) -> int:
        return needed_present(self.rule, self.tally.members)

    @property
    def votes_needed(self) -> int:
        return needed_votes(self.rule, self.tally.entitled)

    @property
    def quorate(self) -> bool:
        return quorate(self.rule, self.tally)

    @property
    def carried(self) -> bool:
        return carried(self.rule, self.tally)


def count(session: Session, item: Item) -> Count:
    """Members present less those recused and the proposer (ORG-13, AUT-03), and what they voted.

    Reads attendees, recusals and votes whole: what was prefetched is not asked for again.
    """
    present = {attendee.user_id for attendee in session.attendees.all() if attendee.present}
    barred = barred_from(item)
    entitled = present - barred
    votes = {vote.user_id: vote.choice for vote in item.votes.all()}
    tally = Tally(
        members=len(session.roster),
        entitled=len(entitled),
        in_favour=sum(choice == Choice.FOR for choice in votes.values()),
        against=sum(choice == Choice.AGAINST for choice in votes.values()),
        abstained=sum(choice == Choice.ABSTAIN for choice in votes.values()),
    )
    rule = rule_of(rulebook_of(session), session.kind)
    return Count(rule, tally, frozenset(barred), frozenset(entitled - votes.keys()))


def barred_from(item: Item) -> set[int]:
    """Who takes no part in an item: the recused, and who moved it."""
    barred = {recusal.user_id for recusal in item.recusals.all()}
    if item.proposer_id:
        barred.add(item.proposer_id)
    return barred
