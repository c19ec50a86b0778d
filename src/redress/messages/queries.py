"""Reads of alerts, and marking them read (COM-10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from redress.casework import titles
from redress.casework.file_columns import column_of_file
from redress.casework.listing import listed
from redress.messages.models import Alert, AlertKind, Medium
from redress.messages.speaking import SPEAKING, Part, Speaking
from redress.organisation.actor import Actor
from redress.organisation.conditions import Among
from redress.organisation.models import Department, User
from redress.organisation.statements import array, given
from redress.rulebook import Rulebook

MOST = 100


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An unread alert. `department` is set when it was told to all of a department; reading it reads it for all.

    `instead_of` is the absent person it was told to, when a deputy reads it (ORG-12, CLK-08).
    `words` is the title of the limit it is about, or what else there is to say; `order` the order it is about.
    What one desk is told of one limit - that it is near, that it passed, urgings - is one row, with the gravest of it;
    limits of a file that end together are one as well. So are urgings by hand of one order, or of one case. `ids` are
    those of all; `urged` how many of them urge, where the kind does not say that it happened once.
    """

    id: int
    ids: tuple[int, ...]
    urged: int
    number: str
    kind: str
    label: str
    words: str
    order: Part | None
    at: datetime
    department: Department | None
    instead_of: User | None


@dataclass(frozen=True, slots=True)
class Unread:
    """A page of unread alerts; `more` is what the next one lies before, None where there is none."""

    rows: list[AlertRow]
    more: int | None


def unread(actor: Actor, before: int | None = None, size: int = 50) -> list[AlertRow]:
    """The newest unread alerts, or those before one."""
    return page(actor, before, size).rows


def page(actor: Actor, before: int | None = None, size: int = 50) -> Unread:
    """Unread alerts of the actor, of whom the actor stands in for, and of their departments, newest first: one query.

    Of at most `size`. What an absent person was told goes back unread, unless the deputy has read it.
    Two walks along the indexes of what is unread, merged; an OR would read all of both. Where some may be about an
    order, one query more names all orders; rulebooks that this process has not met before cost one query more.
    """
    if actor.id is None:
        return Unread([], None)
    mine = Alert.objects.filter(Among("user_id", actor.people), read_at=None)
    ours = Alert.objects.filter(Among("department_id", actor.departments), read_at=None)
    if before:
        mine, ours = mine.filter(id__lt=before), ours.filter(id__lt=before)
    keys = [branch.order_by("-id").values("id")[: size + 1] for branch in (mine, ours)]
    found = Alert.objects.filter(Q(id__in=keys[0]) | Q(id__in=keys[1])).select_related(
        "file", "department__unit", "user"
    )
    alerts = list(found.annotate(rulebook_id=column_of_file("rulebook_id")).only(
        "kind", "words", "about", "due_at", "at", "file__number", "department__kind",
        "department__unit__name", "department__unit__name_en", "user__name", "user__username",
    ).order_by("-id")[: size + 1])  # fmt: skip
    more = alerts[size - 1].pk if len(alerts) > size else None
    del alerts[size:]
    books = titles.rulebooks(_of(alert) for alert in alerts)
    orders = _parts(alerts)
    same: dict[tuple[object, ...], list[Alert]] = {}
    for alert in alerts:
        same.setdefault(_said_again(alert), []).append(alert)
    rows = [_row(each, books[_of(each[0])], actor, orders) for each in same.values()]
    return Unread(rows, more)


def _said_again(alert: Alert) -> tuple[object, ...]:
    """What two alerts share that say the same again: of a limit its end, urgings by hand the order or owner."""
    if alert.due_at is not None:
        return alert.file_id, alert.about, alert.due_at, alert.department_id, alert.user_id
    if alert.kind == AlertKind.URGED:
        return alert.file_id, _about(alert), alert.department_id, alert.user_id
    return (alert.pk,)


_GRAVEST: Final = (AlertKind.BREACH, AlertKind.URGED, AlertKind.WARNING)
"""Of what is told of one limit, what comes first is said."""


def _gravest(same: Sequence[Alert]) -> Alert:
    """The alert whose kind is said of all that say the same."""
    found = {each.kind: each for each in reversed(same)}
    return next((found[kind] for kind in _GRAVEST if kind in found), same[0])


def _of(alert: Alert) -> int:
    found: int = alert.rulebook_id  # type: ignore[attr-defined] # annotated
    return found


def _parts(alerts: Iterable[Alert]) -> dict[str, Part]:
    """The orders that the alerts are about, by number; no query where none can be."""
    numbers: dict[Speaking, set[str]] = {}
    for alert in alerts:
        if number := _about(alert):
            numbers.setdefault(SPEAKING.of_key(alert.file_id), set()).add(number)
    return {key: part for kind, wanted in numbers.items() for key, part in kind.parts(wanted).items()}


def _about(alert: Alert) -> str:
    """The number of the order, if it is about one: an order's number goes on from that of its case."""
    said = alert.about or alert.words
    return said if said.startswith(f"{alert.file.number}-") else ""


def _row(same: Sequence[Alert], book: Rulebook, reader: Actor, orders: Mapping[str, Part]) -> AlertRow:
    """Of alerts that say the same, the newest first.

    A clock's step names its clock by key; the number of an order is said by the order.
    """
    alert, gravest = same[0], _gravest(same)
    about = _about(alert)
    urged = sum(each.kind == AlertKind.URGED for each in same)
    order = orders.get(about)
    return AlertRow(
        alert.pk,
        tuple(each.pk for each in same),
        0 if urged == 1 and gravest.kind == AlertKind.URGED else urged,
        alert.file.number,
        gravest.kind,
        gravest.get_kind_display(),
        "" if order and alert.words == about else listed(dict.fromkeys(_words(each, book) for each in same)),
        order,
        alert.at,
        alert.department,
        alert.user if alert.user_id != reader.id else None,
    )


def _words(alert: Alert, book: Rulebook) -> str:
    """What is kept as a code in the reader's language: a channel, a clock, a step."""
    if alert.kind == AlertKind.UNSURE and alert.words in Medium.values:
        return str(Medium(alert.words).label)
    return titles.again(book, titles.clock(book, alert.words))


def unread_count(actor: Actor) -> int:
    """How many are unread, up to MOST: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [array(actor.people), array(actor.departments)])
        return min(MOST, int(cursor.fetchone()[0]))


_UNREAD = f"""
    SELECT count(DISTINCT CASE
               WHEN a.due_at IS NOT NULL
               THEN concat_ws('/', a.file_id, a.about, a.due_at, a.department_id, '', a.user_id)
               WHEN a.kind = 'urged' THEN concat_ws('/', a.file_id, a.about, a.department_id, '', a.user_id)
               ELSE a.id::text END)
      FROM ((SELECT * FROM outbox_alert WHERE user_id = ANY ({given("%s")}) AND read_at IS NULL LIMIT {MOST})
            UNION ALL
            (SELECT * FROM outbox_alert WHERE department_id = ANY ({given("%s")}) AND read_at IS NULL LIMIT {MOST})) a
"""  # noqa: S608 - constants only
"""What says the same counts once, as it is shown (`_said_again`)."""


def mark_read(actor: Actor, ids: Collection[int] | None = None) -> int:
    """Mark those, or all, of the actor's unread alerts read; how many were."""
    return _own(actor, ids).update(read_at=timezone.now())


def _own(actor: Actor, ids: Collection[int] | None) -> QuerySet[Alert]:
    own = Alert.objects.filter(
        Q(user_id__in=actor.people) | Q(department_id__in=actor.departments), read_at=None
    )
    return own if ids is None else own.filter(id__in=ids)
