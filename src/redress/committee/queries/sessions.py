"""Sessions that somebody may see: members theirs, and who sees the cases of the unit (ORG-11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from redress.casework.refusals import NotThere
from redress.committee.kinds import ReferralState, SessionState
from redress.committee.models import (
    Action,
    Attendee,
    Body,
    Execution,
    Hearing,
    Item,
    Recusal,
    Referral,
    Session,
    Vote,
)
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor

PAGE = 30
Row = Session
"""The session row, for the annotations of faces."""


def visible_to(actor: Actor) -> QuerySet[Session]:
    """The same rule stands in the database as row-level security."""
    if actor.system:
        return Session.objects.all()
    if actor.id is None:
        return Session.objects.none()
    return Session.objects.filter(Q(readers__contains=[actor.id]) | Q(body__unit__in=actor.units))


class NoSession(NotThere):
    """No such session for this actor."""

    def __init__(self, number: str) -> None:
        because = _("There is no session %(number)s that you may see. Choose one of the list.") % {
            "number": number
        }
        super().__init__("ORG-11", because, field="number")


def opened(actor: Actor, number: str) -> Session:
    """The session with all that hangs on it, in a fixed number of queries. Raises NoSession."""
    people = Attendee.objects.select_related("user", "department__unit")
    items = Item.objects.select_related("referral__complaint", "referral__by", "proposer").prefetch_related(
        Prefetch("recusals", Recusal.objects.select_related("user")),
        Prefetch("votes", Vote.objects.select_related("user")),
        Prefetch("hearings", Hearing.objects.select_related("department__unit")),
        "ruling",
    )
    actions = Action.objects.select_related("owner")
    session = (
        visible_to(actor)
        .select_related("body__unit", "body__office", "chair", "signed_by")
        .defer("rulebook__texts")
        .prefetch_related(
            Prefetch("attendees", people), Prefetch("items", items), Prefetch("actions", actions)
        )
        .filter(number=number)
        .first()
    )
    if session is None:
        raise NoSession(number)
    return session


def latest(actor: Actor, before: int | None = None, size: int = PAGE) -> list[Session]:
    """Sessions of the actor, the newest first, a page at a time; `before` is the last id of the page before."""
    found = visible_to(actor).select_related("body__unit", "chair").order_by("-id")
    return list(found.filter(id__lt=before)[:size] if before else found[:size])


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one person: votes to give, actions and executions to do."""

    votes: list[Item]
    actions: list[Action]
    executions: list[Execution]

    def __bool__(self) -> bool:
        return bool(self.votes or self.actions or self.executions)


def waiting(actor: Actor, most: int = 50) -> Waiting:
    """Votes, actions and executions due from the actor, the earliest first: three queries."""
    return Waiting(
        votes=list(votes_due(actor)[:most]),
        actions=list(
            Action.objects.filter(owner_id=actor.id, done_at=None)
            .select_related("session", "owner")
            .order_by("until", "id")[:most]
        ),
        executions=list(
            Execution.objects.filter(owner_id=actor.id, done_at=None)
            .select_related("complaint")
            .order_by("until", "id")[:most]
        ),
    )


def referred(actor: Actor, bodies: Iterable[Body], most: int = 50) -> list[Referral]:
    """Cases put before these bodies that stand on no agenda yet, longest waiting first: one query."""
    found = Referral.objects.filter(
        state=ReferralState.OPEN, body__in=list(bodies), complaint__in=Complaint.objects.visible_to(actor)
    )
    return list(found.select_related("complaint", "body__unit", "by").order_by("at", "id")[:most])


def votes_due(actor: Actor) -> QuerySet[Item]:
    """Open items of sessions that meet, where the actor is present, may vote, and has not."""
    me = actor.id or 0
    return (
        Item.objects.filter(
            state="open",
            session__state=SessionState.MEETING,
            session__attendees__user_id=me,
            session__attendees__present=True,
        )
        .exclude(proposer_id=me)
        .exclude(pk__in=Vote.objects.filter(user_id=me).values("item"))
        .exclude(pk__in=Recusal.objects.filter(user_id=me).values("item"))
        .select_related("session__body__unit", "referral__complaint")
        .order_by("session_id", "position")
    )
