"""The door of sessions: how a session is locked, who may act on it, and where its entries stand.

What changes a case goes through the case's own door; this one is for what changes only a session.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.casework import chain, command, moment
from redress.casework import door as casework
from redress.casework.command import Facts
from redress.casework.door import Call, Outcome
from redress.casework.open_file import OpenFile
from redress.casework.refusals import Changed, Forbidden, Refusal, WrongState, refuse
from redress.committee import bodies
from redress.committee.kinds import RUNNING, SessionState
from redress.committee.models import Session, SessionEntry
from redress.committee.queries.sessions import NoSession, visible_to
from redress.complaints.case import Case
from redress.complaints.recusing import recusal
from redress.organisation.actor import Actor
from redress.rulebook.sections.recusal.schema import Act
from redress.sealing.keys import SealKeys, sealing_keys

ABOUT = ("item", "action", "case", "referral")
"""What of an act its entry keeps in clear: which words go when a case is disposed of is found by it."""

OFFICE_ONLY = gettext_lazy(
    "%(command)s is done only by the office of %(body)s and the chair of the session. Ask one of them."
)


class Sitting(OpenFile[Session]):
    """An open session: what acts on it read and write."""


class SessionCommand(command.Command):
    """One act on a session. Fields are its input; `admit` says who, `check` refuses, `do` changes rows."""

    cite: ClassVar[tuple[str, ...]] = ("AUT-04",)
    within: ClassVar[tuple[SessionState, ...]] = RUNNING
    act: ClassVar[Act | None]
    """Whether it is a part in deciding about the case of its `item`; every act says it, without default (ORG-13)."""

    @classmethod
    def misplaced(cls, file: Sitting) -> Refusal | None:
        """Why it cannot be given in the state of the session; None when it can."""
        return None if cls.creates or file.row.state in cls.within else wrong_state(cls.label, file.row)

    @classmethod
    def admit(cls, file: Sitting, actor: Actor) -> None:
        """Refuse whoever may not. Default: the office of the body, and the chair."""
        if not (bodies.keeps(actor, file.row.body) or actor.id == file.row.chair_id):
            raise Forbidden("AUT-04", OFFICE_ONLY % {"command": cls.label, "body": file.row.body})

    def keep_out(self, file: Sitting, actor: Actor) -> None:
        """Refuse a part in an item on a case to who must keep out of it, also by what came up since (ORG-13)."""
        position = getattr(self, "item", None)
        if self.act is None or position is None:
            return
        item = (
            file.row.items.select_related("referral__complaint__rulebook").filter(position=position).first()
        )
        if item is not None and item.referral is not None:
            recusal.keep_out(Case(item.referral.complaint, moment.now()), actor, self.act)

    @classmethod
    def refusal(cls, session: Session, actor: Actor) -> Refusal | None:
        """Why the actor may not give the command now, whatever its input; None when that may be."""
        sitting = Sitting(session, moment.now())
        try:
            cls.admit(sitting, actor)
        except Refusal as refused:
            return refused
        return cls.misplaced(sitting)

    @classmethod
    def possible(cls, session: Session, actor: Actor) -> bool:
        """Whether the actor may give the command now, whatever its input."""
        return cls.refusal(session, actor) is None


class SessionStale(Changed):
    """Somebody else changed the session since it was read."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(
            "FLW-18", _("The session was changed while you were writing. Look again, then send it.")
        )


def sealed(entry: SessionEntry) -> chain.Sealed:
    """What the hash of a session's entry is over: all that it says but `payload`, which a disposal empties.

    What was given is under it nevertheless, by its fingerprint in `request`.
    """
    return chain.Sealed.of(entry, entry.facts)


class SessionDoor(casework.Door[Session, Sitting, SessionEntry]):
    """The door through which every session changes."""

    name: ClassVar[str] = "committee"
    states: ClassVar[type[SessionState]] = SessionState
    key_once: ClassVar[str] = "session_key_once"

    def lock(
        self, numbers: Sequence[str], calls: Sequence[Call], actor: Actor, *, skip: bool
    ) -> dict[str, Session]:
        rows = visible_to(actor).select_related("body__unit").filter(number__in=numbers)
        return {
            row.number: row
            for row in rows.order_by("number").select_for_update(of=("self",), skip_locked=skip)
        }

    def opened(self, row: Session) -> Sitting:
        return Sitting(row, moment.now())

    def blank(self, call: Call) -> Sitting:
        return Sitting(Session(), moment.now(), key=call.key)

    def unknown(self, number: str) -> Refusal:
        return NoSession(number)

    def stale(self, row: Session, seen: int) -> Refusal:
        return SessionStale(row.version)

    def entries(
        self, call: Call, file: Sitting, facts: Facts, actor: Actor, keys: SealKeys
    ) -> Iterable[models.Model]:
        return [
            _entry(
                file.row, actor, call.command.name, payload(call.command), facts, call.digest, call.key, keys
            )
        ]

    def answered(self, keys: Sequence[str], actor: Actor) -> dict[str, SessionEntry]:
        entries = SessionEntry.objects.filter(by_id=actor.id, key__in=keys).select_related("session")
        return {entry.key: entry for entry in entries}

    def request_of(self, entry: SessionEntry) -> str:
        return entry.request

    def outcome_of(self, entry: SessionEntry) -> Outcome:
        return Outcome(entry.session.number, entry.sequence, SessionState(entry.state), entry.facts, entry.at)


DOOR = SessionDoor()


def give(
    command: SessionCommand, actor: Actor, number: str = "", version: int | None = None, key: str = ""
) -> Outcome:
    """Give one command on a session, or the one that calls it. Raises Refusal; then nothing was written."""
    return DOOR.execute(command, actor, number, version, key)


def payload(command: command.Command) -> Facts:
    """What the entry keeps of the input."""
    return command.model_dump(mode="json", exclude_defaults=True)


def locked(actor: Actor, number: str) -> Session:
    """The session that an input names, its row locked. Raises Refusal when there is none that the actor may see."""
    found = DOOR.lock([number], [], actor, skip=False)
    if number not in found:
        refuse(
            "ORG-11",
            _("There is no session %(number)s that you may see. Choose one of the list.")
            % {"number": number},
            "number",
        )
    return found[number]


def wrong_state(label: str | Promise, session: Session) -> WrongState:
    return WrongState(
        "AUT-04",
        _(
            "%(command)s is not possible: the session is in state '%(state)s'. Look at the "
            "session, and choose what can be done now."
        )
        % {"command": label, "state": session.get_state_display()},
    )


def record(session: Session, actor: Actor, name: str, given: Facts, facts: Facts) -> None:
    """What an act on a case did to the locked session, in the session's journal: in the transaction of that act."""
    session.version += 1
    digest = chain.request_digest(name, session.number, given)
    entry = _entry(session, actor, name, given, facts, digest, "", sealing_keys())
    session.save(update_fields=["version", "journal_head"])
    entry.save(force_insert=True)


def _entry(
    session: Session,
    actor: Actor,
    name: str,
    given: Facts,
    facts: Facts,
    digest: str,
    key: str,
    keys: SealKeys,
) -> SessionEntry:
    """The next entry; the session's head moves on to it."""
    entry = SessionEntry(
        session=session,
        sequence=session.version,
        at=moment.now(),
        by_id=actor.id,
        command=name,
        state=session.state,
        payload={part: given[part] for part in ABOUT if part in given},
        said=given,
        facts=facts,
        key=key,
        request=digest,
        previous=session.journal_head,
    )
    entry.hash = session.journal_head = chain.seal(sealed(entry), session.number, keys)
    return entry
