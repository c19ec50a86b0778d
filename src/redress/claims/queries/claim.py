"""One claim with all that hangs on it, as its page shows it: a number of queries that does not grow with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model, prefetch_related_objects

from redress.casework import moment, names, prefetched
from redress.casework.events import from_json
from redress.claims.catastrophes import queries as catastrophes
from redress.claims.file import OpenClaim
from redress.claims.models import (
    AccountChange,
    Appointment,
    Catastrophe,
    Claim,
    ClaimEntry,
    ClaimPaper,
    ClaimParty,
    ClaimRecusal,
    Decision,
    DecisionItem,
    Dispute,
    PaperNotice,
    Payment,
    Question,
)
from redress.claims.queries import complaints, lists
from redress.claims.queries.complaints import About
from redress.evidence.models import Attachment
from redress.messages.deciding import AGAIN
from redress.messages.models import Message
from redress.organisation.actor import Actor
from redress.organisation.statements import Statement, together
from redress.rulebook import Event


def _of_claim(model: type[Model], order: str = "id", most: str = "") -> Statement[Any]:
    return Statement(model, f"WHERE t.claim_id = %s ORDER BY t.{order}{most}")


_MANY: Final = {
    "papers": _of_claim(ClaimPaper),
    "recusals": _of_claim(ClaimRecusal),
    "notices": _of_claim(PaperNotice, "ordinal"),
    "questions": _of_claim(Question, "ordinal"),
    "parties": _of_claim(ClaimParty),
    "decisions": _of_claim(Decision, "ordinal"),
    "payments": _of_claim(Payment),
    "account_changes": _of_claim(AccountChange, "id DESC"),
    "appointments": _of_claim(Appointment, "at"),
    "disputes": _of_claim(Dispute),
}
"""Relations of the row, in the order of their tables."""
_ITEMS: Final = Statement(
    DecisionItem,
    "WHERE t.decision_id = (SELECT id FROM claims_decision WHERE claim_id = %s ORDER BY ordinal DESC LIMIT 1)"
    " ORDER BY t.ordinal",
)
"""Of the last decision."""
_FILES: Final = Statement(Attachment, "WHERE t.file_id = %s ORDER BY t.id")
_ENTRIES: Final = Statement(
    ClaimEntry,
    "LEFT JOIN organisation_user u ON u.id = t.by_id WHERE t.claim_id = %s ORDER BY t.sequence",
    only=("id", "sequence", "at", "command", "by_id", "payload", "facts", "events"),
    extra_columns={"by_name": "coalesce(nullif(u.name, ''), u.username, '')"},
)
_NOT_SENT: Final = Statement(
    Message,
    "WHERE t.file_id = %s AND t.audience = 'customer' AND t.state = ANY(%s) ORDER BY t.id",
    only=("id",),
)


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """A claim, read at once. What hangs on its row, the row answers itself, without another query."""

    file: OpenClaim
    entries: list[ClaimEntry]
    """Of its journal, in their order, each with who gave it (`by_name`); the words that stand apart are not read."""
    events: list[Event]
    about: list[About]
    """Complaints about it."""
    proposed: list[Catastrophe]
    """Catastrophes that the loss may be of."""
    not_sent: int
    """How many messages to the customer failed, came back, or had no way: what they were to tell is not told."""


def opened(actor: Actor, number: str) -> ClaimFile:
    """The claim with that number. Raises NoSuchClaim."""
    row = lists.seen(actor, number)
    of_none = catastrophes.may_be_of_some(row)
    with together():
        asked = {name: statement.ask([row.pk]) for name, statement in _MANY.items()}
        items, files, journal = (each.ask([row.pk]) for each in (_ITEMS, _FILES, _ENTRIES))
        not_sent = _NOT_SENT.ask([row.pk, [*AGAIN]])
        about, cases = complaints.ask(actor, row)
        statement, open_ones = catastrophes.ask(actor) if of_none else (None, None)
    found = {name: _MANY[name].made(each) for name, each in asked.items()}
    if found["decisions"]:
        prefetched.keep(found["decisions"][-1], "items", _ITEMS.made(items))
    attached, entries = _FILES.made(files), _ENTRIES.made(journal)
    complaining = about.made(cases)
    may_be_of = statement.made(open_ones) if statement is not None and open_ones is not None else []
    names.attach([row, *attached, *complaining, *may_be_of])
    _attach(row, found)
    prefetched.keep(row, "attachments", attached)
    if attached:
        prefetch_related_objects(attached, "blob")
    if found["recusals"]:
        prefetch_related_objects(found["recusals"], "person", "overridden_by")
    return ClaimFile(
        _open(row, found),
        entries,
        [from_json(kept, each.sequence) for each in entries for kept in each.events],
        complaints.about(complaining, found["disputes"]),
        catastrophes.may_be_of(may_be_of, row),
        len(_NOT_SENT.made(not_sent)),
    )


def _attach(row: Claim, found: dict[str, list[Any]]) -> None:
    for name, rows in found.items():
        for each in rows:
            each.claim = row
        prefetched.keep(row, name, rows)


def _open(row: Claim, found: dict[str, list[Any]]) -> OpenClaim:
    """What commands ask of it and next steps are told by, from the rows that are there."""
    file = OpenClaim(row, moment.now())
    file.papers = {each.code: each for each in found["papers"]}
    for name in ("recusals", "notices", "questions", "parties", "payments"):
        setattr(file, name, found[name])
    file.decision, file.last_change = _last(found["decisions"]), next(iter(found["account_changes"]), None)
    return file


def _last(rows: Iterable[Any]) -> Any:
    return next(reversed(list(rows)), None)
