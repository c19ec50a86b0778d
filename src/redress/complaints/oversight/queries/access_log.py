"""The access log as its auditors read it: who read what, when, from where; nobody else reads it (SEC-03).

Which entries an auditor sees - those of readers in the audited units, and those about their cases - is decided by
row-level security alone: the table has one policy for reading, and this is its only reader.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.casework import access
from redress.casework.access import Action
from redress.casework.models import AccessEntry
from redress.casework.paging import SIZE, Cursor, Page
from redress.casework.refusals import Forbidden
from redress.complaints import numbers
from redress.complaints.models import Complaint, Party
from redress.organisation.actor import Actor
from redress.organisation.days import midnight
from redress.organisation.models import User
from redress.organisation.tickets import AUDITORS
from redress.privacy.cipher import blinds
from redress.privacy.masks import Kind

LONGEST: Final = 20_000
"""Entries of the longest file; who wants more narrows the period."""
_SHOWN: Final = 6
"""Numbers of cases named of a list; how many there were is said."""
_CASES: Final = 500
"""Cases of one customer that are looked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the auditor looks for. Days are local, both included; `customer` is a telephone, name or ID number."""

    first: date
    last: date
    person: str = ""
    case: str = ""
    customer: str = ""
    action: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in words. `cases` are the first of `shown`; `note` is the purpose in words."""

    id: int
    at: datetime
    who: str
    username: str
    for_whom: tuple[str, ...]
    action: Action
    tried: str
    cases: tuple[str, ...]
    shown: int
    purpose: str
    note: str
    fields: str
    door: str
    address: str
    session: str


def today() -> date:
    return timezone.localdate()


def admit(actor: Actor) -> None:
    """Refuse whoever is no auditor."""
    if not actor.system and not actor.over(AUDITORS):
        raise Forbidden("SEC-03", _("The access log is read by auditors. Ask the auditor of your company."))


def page(actor: Actor, asked: Asked, after: Cursor | None = None, size: int = SIZE) -> Page[Row]:
    """Entries, the newest first: five queries whatever the size."""
    found = _found(actor, asked)
    if after and after.at:
        found = found.filter(Q(at__lt=after.at) | Q(at=after.at, id__lt=after.id))
    entries = list(found[: size + 1])
    last = entries[size - 1] if len(entries) > size else None
    return Page(
        _rows(entries[:size]),
        Cursor(last.at, last.pk).pack() if last else "",
        continued=after is not None,
    )


def all_of(actor: Actor, asked: Asked) -> Iterator[Row]:
    """Every entry, up to the longest file."""
    yield from _rows(list(_found(actor, asked)[:LONGEST]))


def _found(actor: Actor, asked: Asked) -> QuerySet[AccessEntry]:
    admit(actor)
    found = AccessEntry.objects.filter(
        at__gte=midnight(asked.first), at__lt=midnight(asked.last + timedelta(days=1))
    )
    if asked.person:
        named = User.objects.filter(Q(username__iexact=asked.person) | Q(name=asked.person))
        found = found.filter(user_id__in=list(named.values_list("pk", flat=True)))
    if asked.case:
        number = numbers.written(asked.case)
        ids = list(Complaint.objects.filter(number=number).values_list("pk", flat=True))
        found = found.filter(Q(number=number) | _about(ids))
    if asked.customer:
        found = found.filter(_customer(actor, asked.customer))
    if asked.action:
        found = found.filter(action=asked.action)
    if asked.address:
        found = found.filter(address=asked.address)
    return found.order_by("-at", "-id")


def _about(ids: Collection[int]) -> Q:
    return Q(file_id__in=ids) | Q(cases__overlap=list(ids))


def _customer(actor: Actor, words: str) -> Q:
    """Entries about the cases of somebody, and look-ups of that person, found by blind index; itself a look-up."""
    prints = {
        kind: found for kind in (Kind.PHONE, Kind.NAME, Kind.ID_NUMBER) if (found := blinds(words, kind))
    }
    if not prints:
        return Q(pk__in=[])
    asked = [each for found in prints.values() for each in found]
    access.log(actor, Action.LOOK_UP, fields="access log", asked=asked)
    known = reduce(or_, (Q(**{f"{kind.value}_index__in": found}) for kind, found in prints.items()))
    ids = list(Party.objects.filter(known).values_list("complaint_id", flat=True)[:_CASES])
    return _about(ids) | Q(asked__overlap=asked)


def _rows(entries: Sequence[AccessEntry]) -> list[Row]:
    people = {person for each in entries for person in (each.user_id, *each.for_people) if person}
    users = User.objects.in_bulk(people)
    cases = {key for each in entries for key in _first(each)}
    numbers = dict(Complaint.objects.filter(pk__in=cases).values_list("pk", "number"))
    return [_row(each, users, numbers) for each in entries]


def _first(entry: AccessEntry) -> list[int]:
    """The case that was opened, then those that were shown."""
    return list(dict.fromkeys(filter(None, (entry.file_id, *entry.cases[:_SHOWN]))))[:_SHOWN]


def _row(entry: AccessEntry, users: dict[int, User], numbers: dict[int, str]) -> Row:
    user = users.get(entry.user_id or 0)
    return Row(
        id=entry.pk,
        at=entry.at,
        who=str(user) if user else "",
        username=user.username if user else "",
        for_whom=tuple(str(users[each]) for each in entry.for_people if each in users),
        action=Action(entry.action),
        tried=entry.number if entry.action == Action.REFUSED else "",
        cases=tuple(numbers[key] for key in _first(entry) if key in numbers),
        shown=entry.shown or int(entry.file_id is not None),
        purpose=entry.purpose,
        note=str(entry.note or ""),
        fields=entry.fields,
        door=entry.door,
        address=entry.address or "",
        session=entry.session,
    )
