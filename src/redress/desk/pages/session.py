"""Pages of sessions: the list with what waits for the reader, and one session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from redress.casework import moment, rulebooks
from redress.casework.listing import listed
from redress.committee import bodies
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.commands.rule import Rule
from redress.committee.hearing import unheard
from redress.committee.kinds import Choice, ItemState, SessionState
from redress.committee.queries import issues as hot
from redress.committee.queries import options
from redress.committee.queries import sessions as queries
from redress.committee.queries.due import MeetingDue, meetings_due
from redress.committee.queries.sessions import Row
from redress.committee.rules import Count, count, rule_of, rulebook_of
from redress.committee.sessions.plan import PlanSession
from redress.committee.sessions.registry import ALL, BY_NAME
from redress.complaints.case import Case
from redress.organisation.actor import Actor
from redress.organisation.inheritance import lineage
from redress.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class ListPage:
    """Sessions, and what waits for the reader. `bodies` are those whose sessions the reader may call."""

    sessions: list[Row]
    older: int | None
    waiting: queries.Waiting
    bodies: list[Any]
    due: list[MeetingDue]
    referred: list[Any]
    today: Any


def list_page(actor: Actor, before: int | None) -> ListPage:
    found, callable_ = queries.latest(actor, before), options.callable_bodies(actor)
    return ListPage(
        sessions=found,
        older=found[-1].pk if len(found) == queries.PAGE else None,
        waiting=queries.waiting(actor),
        bodies=callable_,
        due=meetings_due(callable_),
        referred=queries.referred(actor, callable_),
        today=timezone.localdate(moment.now()),
    )


@dataclass(frozen=True, slots=True)
class Button:
    """Something the reader may do with the session now."""

    name: str
    label: object
    url: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with its count and what the reader may do about it."""

    row: Any
    count: Count
    my_vote: Any
    may_vote: bool
    buttons: list[Button]
    rule_url: str
    unheard: str
    """Departments concerned that the committee has not heard yet (ORG-03)."""

    @property
    def case(self) -> Any:
        return self.row.referral.complaint if self.row.referral else None

    @property
    def dissent(self) -> list[Any]:
        return [vote for vote in self.row.votes.all() if vote.choice == Choice.AGAINST]

    @property
    def choices(self) -> list[tuple[str, Any]]:
        return [(str(value), label) for value, label in Choice.choices]


_LABELS: dict[str, object] = {
    PlanSession.name: PlanSession.label,
    PutOnAgenda.name: PutOnAgenda.label,
    Rule.name: Rule.label,
    **{command.name: command.label for command in ALL},
}
"""Acts on a session in words; two of them are commands on a case."""


@dataclass(frozen=True)
class SessionPage:
    """One session in the order of its page."""

    session: Row
    actor: Actor

    @cached_property
    def rule(self) -> Any:
        return rule_of(rulebook_of(self.session), self.session.kind)

    @property
    def rule_cite(self) -> str:
        return ", ".join(self.rule.cite)

    @cached_property
    def leads(self) -> bool:
        """Whether the reader keeps the session: the office, or its chair."""
        return bodies.keeps(self.actor, self.session.body) or self.actor.id == self.session.chair_id

    @property
    def present(self) -> int:
        return sum(each.present for each in self.session.attendees.all())

    @property
    def settled(self) -> bool:
        """Whether nothing but the signature is wanting."""
        return bool(self.session.minutes) and all(
            item.state != ItemState.OPEN for item in self.session.items.all()
        )

    @cached_property
    def may(self) -> Mapping[str, bool]:
        """Which acts the reader may do now, by name."""
        return {command.name: command.possible(self.session, self.actor) for command in ALL}

    @cached_property
    def buttons(self) -> list[Button]:
        """Acts on the session as a whole, besides attendance, which has its place on the page."""
        names = ("add_topic", "assign_action", "write_minutes", "sign_minutes", "cancel_session")
        return [self._button(name) for name in names if self.may[name]]

    @cached_property
    def items(self) -> list[ItemView]:
        return [self._item(row) for row in self.session.items.all()]

    def _button(self, name: str, query: str = "") -> Button:
        url = reverse("desk:session_act", args=[self.session.number, name]) + query
        return Button(name, BY_NAME[name].label, url)

    def _item(self, row: Any) -> ItemView:
        votes = count(self.session, row)
        mine = next((vote for vote in row.votes.all() if vote.user_id == self.actor.id), None)
        running = self.session.state in BY_NAME["recuse"].within and row.state == ItemState.OPEN
        names = [name for name in ("hear", "recuse", "settle_item") if running and self.may[name]]
        number = row.referral.complaint.number if row.referral else ""
        missing = (
            unheard(Case(row.referral.complaint, moment.now()), row)
            if running and number and self.leads
            else []
        )
        ready = running and votes.carried and not votes.waiting and self.leads and number and not missing
        return ItemView(
            row=row,
            count=votes,
            my_vote=mine,
            may_vote=running and self.actor.id in votes.waiting and votes.quorate and self._meets,
            buttons=[self._button(name, f"?item={row.position}") for name in names],
            rule_url=reverse("desk:command", args=[number, "rule"]) if ready else "",
            unheard=listed(missing),
        )

    @property
    def _meets(self) -> bool:
        return self.session.state == SessionState.MEETING

    @cached_property
    def actions(self) -> list[tuple[Any, Button | None]]:
        """Actions with the button to report them done, where the reader may."""
        mine = {
            each.pk for each in self.session.actions.all() if self.leads or each.owner_id == self.actor.id
        }
        return [
            (
                each,
                self._button("complete_action", f"?action={each.position}")
                if each.done_at is None and each.pk in mine and self.may["complete_action"]
                else None,
            )
            for each in self.session.actions.all()
        ]

    @cached_property
    def entries(self) -> list[tuple[Any, object]]:
        """What was done, the newest first, in words."""
        found = self.session.entries.select_related("by").order_by("-sequence")[:100]
        return [(entry, _LABELS.get(entry.command, entry.command)) for entry in found]


@dataclass(frozen=True, slots=True)
class IssuesPage:
    """What an agenda should take up, codes in words."""

    body: Any
    issues: hot.Issues
    classes: list[tuple[str, int]]
    causes: list[tuple[str, int]]


def issues_page(actor: Actor, body: int) -> IssuesPage:
    """Raises Http404 for a body whose sessions the reader does not call."""
    found = next((each for each in options.callable_bodies(actor) if each.pk == body), None)
    if found is None:
        raise Http404
    proposed = hot.issues(actor, found.unit)
    book, language = _book(found.unit_id), get_language() or "zh"
    classes = book.method.class_sets["method"].codes
    causes = book.method.causes
    return IssuesPage(
        body=found,
        issues=proposed,
        classes=[
            (classes[each.code].title.get(language) if each.code in classes else each.code, each.cases)
            for each in proposed.classes
        ],
        causes=[
            (causes[each.code].title.get(language) if each.code in causes else each.code, each.cases)
            for each in proposed.causes
        ],
    )


def _book(unit: int) -> Rulebook:
    line = lineage(unit)
    return rulebooks.opened(rulebooks.in_force(line.rulebook if line else "", timezone.localdate()))
