"""Reads of the outbox: of one file, and of what waits for a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework import moment, titles
from redress.casework.file_columns import column_of_file
from redress.casework.kinds import KINDS
from redress.casework.models import ServedFile
from redress.casework.rulebooks import rulebook_of
from redress.messages import channels, quiet, wishes
from redress.messages.deciding import AGAIN, may_decide
from redress.messages.models import TROUBLED, Attempt, Audience, Medium, Message, MessageState
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor
from redress.organisation.kinds import Duty
from redress.privacy.masks import mask
from redress.privacy.opening import UnreadableText
from redress.rulebook import Rulebook

SIZE = 50
_GONE = (MessageState.SENT, MessageState.DELIVERED)
Fates = dict[tuple[str, str], str]
"""Rule and channel -> how the message stands, in words."""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as a page shows it: whom it went to, masked where it is a customer, and what may be done about it."""

    id: int
    about: str
    channel: str
    medium: str
    whom: str
    address: str
    stands_in_for: str
    state: str
    label: str
    error: str
    attempts: int
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    next_attempt_at: datetime | None
    required: bool
    entry: int
    tries: list[Attempt]
    again: bool
    may_opt_out: bool
    may_opt_in: bool
    doubt: bool
    number: str = ""


def of_file(row: ServedFile, actor: Actor) -> list[MessageRow]:
    """What went out about a file, newest first: three queries."""
    found = (
        Message.objects.filter(file_id=row.pk)
        .select_related("user", "stands_in_for", "department__unit")
        .defer("subject", "body")
        .prefetch_related("tries__by")
        .order_by("-id")
    )
    told = {
        (each.channel, str(each.address))
        for each in found
        if each.audience == Audience.CUSTOMER and not isinstance(each.address, UnreadableText)
    }
    unwanted = wishes.opted_out(told) if told else set()
    book = rulebook_of(row)
    rows = []
    for message in found:
        opted_out = (message.channel, str(message.address)) in unwanted
        rows.append(_row(message, row.number, book, may_decide(actor, message, row), opted_out))
    return rows


def fates(row: ServedFile, entries: Collection[int]) -> dict[int, Fates]:
    """Of the messages of these entries that have not gone out, how they stand: one query, none without entries."""
    found: dict[int, Fates] = {}
    if not entries:
        return found
    waiting = Message.objects.filter(file_id=row.pk, entry__in=entries).exclude(state__in=_GONE)
    for message in waiting.only("entry", "rule", "channel", "state", "next_attempt_at", "quiet"):
        found.setdefault(message.entry, {})[message.rule, message.channel] = _label(message)
    return found


def troubled(actor: Actor, before: int | None = None, size: int = SIZE) -> list[MessageRow]:
    """Failed, returned and uncertain messages of the actor's units, newest first, without words and addresses.

    For administrators: they see no case, yet see to it that messages go out.
    """
    below = sorted(actor.over({Duty.ADMINISTRATOR}))
    if not below:
        return []
    with acting_as(SYSTEM):
        found = (
            Message.objects.filter(state__in=TROUBLED)
            .filter(
                _about_files_of(below)
                | Q(file=None, user__department__unit_id__in=below)
                | Q(file=None, department__unit_id__in=below)
            )
            .select_related("file", "user__department", "department__unit")
            .defer("subject", "body", "whom", "address")
            .annotate(rulebook_id=column_of_file("rulebook_id"))
        )
        if before:
            found = found.filter(id__lt=before)
        messages = list(found.order_by("-id")[:size])
        books = titles.rulebooks(each.rulebook_id for each in messages if each.file_id)
        return [
            _row(each, each.file.number, books[each.rulebook_id], may=True)
            if each.file
            else _row(each, "", None, may=True)
            for each in messages
        ]


def _about_files_of(units: Collection[int]) -> Q:
    """Messages about files of these units, of whatever kind."""
    about = Q()
    for kind in KINDS:
        about |= Q(Exists(kind.model._default_manager.filter(pk=OuterRef("file_id"), unit_id__in=units)))
    return about


def waiting(actor: Actor) -> int:
    """How many wait for a person, up to a hundred."""
    return len(troubled(actor, size=100))


def _row(
    message: Message, number: str, book: Rulebook | None, may: bool, opted_out: bool = False
) -> MessageRow:
    return MessageRow(
        id=message.pk,
        about=about(message.rule, book),
        channel=str(Medium(message.channel).label),
        medium=message.channel,
        whom=_whom(message),
        address=_address(message),
        stands_in_for=str(message.stands_in_for or ""),
        state=message.state,
        label=_label(message),
        error=message.last_error,
        attempts=message.attempts,
        created_at=message.created_at,
        sent_at=message.sent_at,
        delivered_at=message.delivered_at,
        next_attempt_at=message.next_attempt_at,
        required=message.required,
        entry=message.entry,
        tries=list(message.tries.all())
        if "tries" in getattr(message, "_prefetched_objects_cache", {})
        else [],
        may_opt_out=may and message.audience == Audience.CUSTOMER and not message.required and not opted_out,
        may_opt_in=may and opted_out,
        again=may and message.state in AGAIN,
        doubt=may and message.state == MessageState.UNCERTAIN,
        number=number,
    )


def _label(message: Message) -> str:
    """How it stands; of what waits for the end of quiet hours, when it will be sent."""
    at = message.next_attempt_at
    if message.state == MessageState.QUEUED and at and quiet.end(message.quiet, moment.now()) == at:
        return _("Will be sent at %(time)s") % {"time": f"{timezone.localtime(at):%m-%d %H:%M}"}
    return str(MessageState(message.state).label)


def about(rule: str, book: Rulebook | None) -> str:
    """The title of the rule that spoke; messages of the house itself have titles of their own."""
    found = book.method.messages.get(rule) if book else None
    return found.title.get(get_language() or "zh") if found else rule


def goes_out(channel: str) -> bool:
    """Whether it leaves the house: an alert on the screen does not."""
    return channel != Medium.SCREEN


def way(channel: str) -> str:
    """The channel in words."""
    return str(Medium(channel).label)


def _whom(message: Message) -> str:
    if message.user is not None:
        return str(message.user)
    if message.department is not None:
        return str(message.department)
    return str(message.get_audience_display())


def _address(message: Message) -> str:
    if "address" in message.get_deferred_fields():
        return ""
    return mask(str(message.address or ""), channels.channel(message.channel).reached.value)
