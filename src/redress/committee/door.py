"""The door of sessions: locks, compares versions, checks who, state and rule, does, and writes the entry.

What changes a case goes through the case's own door; this one is for what changes only a session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.db import IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict

from redress.casework import moment
from redress.casework.command import Facts
from redress.casework.refusals import Forbidden, KeyReused, Refusal, WrongState, refuse
from redress.committee import bodies
from redress.committee.kinds import RUNNING, SessionState
from redress.committee.models import Session, SessionEntry
from redress.committee.queries.sessions import NoSession, visible_to
from redress.complaints import recusal
from redress.complaints.case import Case
from redress.organisation.actor import Actor
from redress.organisation.constraints import broken
from redress.rulebook.schema.recusal import Act
from redress.sealing.doors import atomic

ABOUT = ("item", "action", "case", "referral")
"""What of an act its entry keeps in clear: which words go when a case is disposed of is found by it."""

OFFICE_ONLY = gettext_lazy(
    "%(command)s is done only by the office of %(body)s and the chair of the session. Ask one of them."
)


class SessionCommand(BaseModel):
    """One act on a session. Fields are its input; `admit` says who, `check` refuses, `do` changes rows."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=10_000)

    do_not_call_in_templates: ClassVar[bool] = True

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    cite: ClassVar[tuple[str, ...]] = ("AUT-04",)
    within: ClassVar[tuple[SessionState, ...]] = RUNNING
    act: ClassVar[Act | None]
    """Whether it is a part in deciding about the case of its `item`; every act says it, without default (ORG-13)."""

    @classmethod
    def admit(cls, session: Session, actor: Actor) -> None:
        """Refuse whoever may not. Default: the office of the body, and the chair."""
        if not (bodies.keeps(actor, session.body) or actor.id == session.chair_id):
            raise Forbidden("AUT-04", OFFICE_ONLY % {"command": cls.label, "body": session.body})

    @classmethod
    def refusal(cls, session: Session, actor: Actor) -> Refusal | None:
        """Why the actor may not give the command now, whatever its input; None when that may be."""
        try:
            cls.admit(session, actor)
        except Refusal as refused:
            return refused
        return None if session.state in cls.within else wrong_state(cls, session)

    @classmethod
    def possible(cls, session: Session, actor: Actor) -> bool:
        """Whether the actor may give the command now, whatever its input."""
        return cls.refusal(session, actor) is None

    def check(self, session: Session, actor: Actor) -> None:
        """Refuse, with a reason, what the rules do not allow."""

    def do(self, session: Session, actor: Actor) -> Facts:
        """Change rows; return what the entry will say."""
        raise TypeError(f"{type(self).__name__} does not say what it does")


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did. `replayed`: it had been done before under the same key."""

    number: str
    version: int
    facts: Facts
    replayed: bool = False


class SessionStale(Refusal):
    """Somebody else changed the session since it was read (HTTP 409, FLW-18)."""

    status = 409

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(
            "FLW-18", _("The session was changed while you were writing. Look again, then send it.")
        )


def give(
    command: SessionCommand, actor: Actor, number: str, version: int | None = None, key: str = ""
) -> Done:
    """Give one command on a session. Raises Refusal; then nothing was written."""

    def act() -> Done:
        session = _locked(actor, number)
        if session is None:
            raise NoSession(number)
        if version is not None and version != session.version:
            raise SessionStale(session.version)
        if session.state not in command.within:
            raise wrong_state(type(command), session)
        way = _way(command, session, actor)
        facts = command.do(session, way)
        if way.on_behalf_of is not None:
            facts = {**facts, "on_behalf_of": way.on_behalf_of}
        record(session, actor, command.name, payload(command), facts, key)
        return Done(session.number, session.version, facts)

    return once(act, command, actor, key, number)


def _way(command: SessionCommand, session: Session, actor: Actor) -> Actor:
    """The way in which the actor may do it: alone, or else in the place of an absent person (ORG-12)."""
    refused: list[Refusal] = []
    for way in actor.ways:
        try:
            command.admit(session, way)
            _keep_out(command, session, way)
            command.check(session, way)
        except Refusal as refusal:
            refused.append(refusal)
        else:
            return way
    # Who has the duty in one way or another is told what stands against it, not that the duty is missing.
    raise next((each for each in refused if not isinstance(each, Forbidden)), refused[0])


def _keep_out(command: SessionCommand, session: Session, actor: Actor) -> None:
    """Refuse a part in an item on a case to who must keep out of it, also by what came up since the agenda (ORG-13)."""
    position = getattr(command, "item", None)
    if command.act is None or position is None:
        return
    item = session.items.select_related("referral__complaint__rulebook").filter(position=position).first()
    if item is not None and item.referral is not None:
        recusal.keep_out(Case(item.referral.complaint, moment.now()), actor, command.act)


class Named(Protocol):
    """An act on sessions with the name it is recorded under."""

    name: ClassVar[str]

    def model_dump(self, *, mode: str, exclude_defaults: bool) -> dict[str, Any]: ...


def payload(command: Named) -> Facts:
    """What the entry keeps of the input."""
    return command.model_dump(mode="json", exclude_defaults=True)


def once(act: Callable[[], Done], command: Named, actor: Actor, key: str, number: str = "") -> Done:
    """The act in one transaction; if that fails, perhaps because it had been done under its key, the first answer."""
    try:
        with atomic("committee"):
            return act()
    except (Refusal, IntegrityError) as failed:
        if kept := answered(actor, key):
            return again(kept, command, number)
        if broken(failed) == "one_vote_a_member":
            refuse(
                "AUT-04",
                _("You have voted on this item; a vote is given once. Nothing needs to be done."),
                field="choice",
            )
        raise


def _locked(actor: Actor, number: str) -> Session | None:
    return (
        visible_to(actor)
        .select_related("body__unit", "rulebook")
        .select_for_update(of=("self",))
        .filter(number=number)
        .first()
    )


def locked(actor: Actor, number: str) -> Session:
    """The session that an input names, its row locked. Raises Refusal when there is none that the actor may see."""
    session = _locked(actor, number)
    if session is None:
        refuse(
            "ORG-11",
            _("There is no session %(number)s that you may see. Choose one of the list.")
            % {"number": number},
            "number",
        )
    return session


def wrong_state(command: type[SessionCommand], session: Session) -> WrongState:
    return WrongState(
        "AUT-04",
        _(
            "%(command)s is not possible: the session is in state '%(state)s'. Look at the "
            "session, and choose what can be done now."
        )
        % {"command": command.label, "state": session.get_state_display()},
    )


def record(session: Session, actor: Actor, name: str, payload: Facts, facts: Facts, key: str = "") -> None:
    """The next entry of the session's journal, in the transaction of the change."""
    session.version += 1
    Session.objects.filter(pk=session.pk).update(version=session.version)
    SessionEntry.objects.create(
        session=session,
        sequence=session.version,
        at=moment.now(),
        by_id=actor.id,
        command=name,
        payload={name: payload[name] for name in ABOUT if name in payload},
        said=payload,
        facts=facts,
        key=key,
    )


def answered(actor: Actor, key: str) -> SessionEntry | None:
    """What was done before under that key."""
    if not key:
        return None
    return SessionEntry.objects.select_related("session").filter(by_id=actor.id, key=key).first()


def again(entry: SessionEntry, command: Named, number: str = "") -> Done:
    """The first answer, refused for another request; `number` is empty for the act that makes the session."""
    asked = (command.name, number or entry.session.number, payload(command))
    if (entry.command, entry.session.number, entry.said) != asked:
        raise KeyReused
    return Done(entry.session.number, entry.sequence, entry.facts, replayed=True)
