"""Messages without a case: to people, by the ways they chose and the unit's rulebook allows. Each key once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.conf import settings

from redress.casework import moment
from redress.casework.rulebook_at import rulebook_at
from redress.messages import channels
from redress.messages import quiet as hours
from redress.messages.composing.recipients import Recipient, addresses, to_customer
from redress.messages.composing.writing import Facts, write
from redress.messages.models import Medium, Message
from redress.messages.speaking import Customer
from redress.messages.waking import wake
from redress.messages.wishes import wants_none
from redress.organisation.calendars import calendar_of
from redress.organisation.models import Unit
from redress.rulebook import Rulebook
from redress.rulebook.sections.messages.schema import House, MessageRule


def tell(
    people: Collection[int],
    unit: Unit,
    house: House,
    facts: Facts,
    key: str,
    *,
    themselves: bool = False,
    standard: Rulebook | None = None,
) -> int:
    """Write the messages for those people, wherever a way is set up; how many were new.

    `key` names the matter: told again, by another worker or another day's round, it is the same message.
    `themselves`: also who is away, not their deputy. `standard`: whose rules say it, where not the unit's method does.
    """
    book = standard or rulebook_at(unit)
    rules = book.method.messages if book else {}
    rows = [
        _row(name, rule, recipient, facts, key, _quiet(unit, book, rule, recipient))
        for name, rule in rules.items()
        if rule.house == house
        for recipient in addresses(people, [Medium(way) for way in rule.by], themselves=themselves)
        if channels.is_set_up(recipient.channel)
    ]
    return _written(rows)


def tell_customer(
    customer: Customer, unit: Unit, house: House, facts: Facts, key: str, book: Rulebook
) -> int:
    """The same to a customer of no file, by the first way that arrives; who wants no messages gets none."""
    rows = [
        _row(name, rule, recipient, facts, key, _quiet(unit, book, rule, recipient))
        for name, rule in book.method.messages.items()
        if rule.house == house
        for recipient in to_customer(customer, [Medium(way) for way in rule.by if channels.is_set_up(way)])
        if not wants_none(recipient.address, recipient.channel)
    ]
    return _written(rows)


def _written(rows: Sequence[Message]) -> int:
    before = set(Message.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    new = [row for row in rows if row.key not in before]
    if new:
        Message.objects.bulk_create(new, ignore_conflicts=True)
        wake(row.channel for row in new)
    return len(new)


def _quiet(unit: Unit, book: Rulebook | None, rule: MessageRule, recipient: Recipient) -> str:
    zone = calendar_of(unit).zone
    return hours.hours(book.method, rule, recipient.channel, zone, {}) if book else ""


def _row(name: str, rule: MessageRule, recipient: Recipient, facts: Facts, key: str, quiet: str) -> Message:
    link = f"{settings.REDRESS_URL.rstrip('/')}{facts.get('path', '/')}" if settings.REDRESS_URL else ""
    more = {"link": link, "stands_in": recipient.meant is not None, "name": recipient.name}
    words = write(rule.template, recipient.channel, recipient.language, {**facts, **more})
    now = moment.now()
    return Message(
        rule=name,
        template=rule.template,
        template_version=words.version,
        channel=recipient.channel,
        language=recipient.language,
        audience=recipient.audience,
        user_id=recipient.user,
        stands_in_for_id=recipient.meant,
        required=rule.required,
        key=f"{key}.{recipient.key}",
        whom=recipient.name,
        address=recipient.address,
        subject=words.subject,
        body=words.body,
        created_at=now,
        next_attempt_at=hours.first(quiet, now),
        quiet=quiet,
    )
