"""Messages of what commands did: rows for the outbox, written with the change that caused them (COM-10, CLK-08)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeGuard

from django.utils import translation
from pydantic import JsonValue

from redress.casework import blank
from redress.casework.due import until
from redress.messages import channels
from redress.messages import quiet as hours
from redress.messages.composing.occasions import Occasion, occasions
from redress.messages.composing.recipients import Directory, Recipient, people, read, recipients
from redress.messages.composing.writing import Facts, write
from redress.messages.models import Alert, AlertKind, Medium, Message, MessageState
from redress.messages.speaking import SPEAKING, Speaking
from redress.messages.waking import wake
from redress.organisation.calendars import calendar_of
from redress.rulebook.words import language_of

Told = dict[str, JsonValue]
"""What the journal says of a message: rule, way, and to whom by id. No personal data."""


def compose(files: Sequence[Any]) -> dict[int, list[JsonValue]]:
    """Add the messages that the changes of these files, all of one kind, cause to their rows; what was told, by key.

    Asks the database nothing when no rule speaks; otherwise a fixed number of queries, however many files.
    """
    speaking = SPEAKING.get(files[0].row) if files else None
    if speaking is None:
        return {}
    # What another register says happened was told there, if it was: neither customer nor colleague hears of it now.
    ours = [file for file in files if not speaking.silent(file)]
    found = [each for file in ours for each in occasions(file) if _leads_anywhere(each)]
    if not found:
        return {}
    directory = read(found, speaking)
    told: dict[int, list[JsonValue]] = {}
    for occasion in found:
        sent = list(_compose(occasion, directory, speaking))
        if sent:
            told.setdefault(occasion.file.row.id, []).extend(sent)
    if waiting := {row.channel for file in files for row in file.inserts if _waits(row)}:
        wake(waiting)  # the job commits with the change
    return told


def _leads_anywhere(occasion: Occasion) -> bool:
    """Whether anything would be written: a house without gateways pays nothing for telling its colleagues."""
    rule = occasion.rule
    if "customer" in rule.to or (occasion.alert is None and "screen" in rule.by):
        return True
    return any(way != "screen" and channels.is_set_up(way) for way in rule.by)


def _waits(row: object) -> TypeGuard[Message]:
    return isinstance(row, Message) and row.state == MessageState.QUEUED


def _compose(occasion: Occasion, directory: Directory, speaking: Speaking) -> list[Told]:
    file, told = occasion.file, list[Told]()
    if occasion.alert is None and "screen" in occasion.rule.by:
        for user in people(occasion, directory):
            file.add(_alert(occasion, user))
            told.append({"rule": occasion.key, "by": Medium.SCREEN.value, "user": user})
    for recipient in recipients(occasion, directory):
        if not channels.is_set_up(recipient.channel) and recipient.user:
            continue  # a colleague is told on the screen; a customer's message is kept, for somebody to see
        file.add(message(occasion, recipient, directory, speaking))
        said: Told = {"rule": occasion.key, "by": recipient.channel.value}
        if recipient.user:
            said["user"] = recipient.user
        elif recipient.department:
            said["department"] = recipient.department
        told.append(said)
    return told


def _alert(occasion: Occasion, user: int) -> Alert:
    file = occasion.file
    return Alert(
        file_id=file.row.pk, user_id=user, kind=occasion.rule.template, words=occasion.words, at=file.now
    )


def message(occasion: Occasion, recipient: Recipient, directory: Directory, speaking: Speaking) -> Message:
    """The row of one message, with its words."""
    file, rule = occasion.file, occasion.rule
    said = facts(occasion, recipient, speaking.facts(file, recipient.language, directory.known))
    words = write(rule.template, recipient.channel, recipient.language, said)
    missing = channels.missing(recipient.channel)
    quiet = _quiet(occasion, recipient.channel)
    return blank.new(
        Message,
        file_id=file.row.id,
        entry=file.row.version,
        rule=occasion.key,
        template=rule.template,
        template_version=words.version,
        channel=recipient.channel,
        language=recipient.language,
        audience=recipient.audience,
        user_id=recipient.user,
        department_id=recipient.department,
        stands_in_for_id=recipient.meant,
        required=rule.required,
        key=_key(occasion, recipient),
        whom=recipient.name,
        address=recipient.address,
        subject=words.subject,
        body=words.body,
        state=MessageState.SUPPRESSED if missing else MessageState.QUEUED,
        last_error=missing,
        created_at=file.now,
        next_attempt_at=None if missing else hours.first(quiet, file.now),
        quiet=quiet,
    )


def _quiet(occasion: Occasion, medium: Medium) -> str:
    """The hours in which it waits. What law or method ask for waits no longer than until a limit that it may be for."""
    file, rule = occasion.file, occasion.rule
    if file.rulebook.method.quiet_hours is None:
        return ""
    quiet = hours.hours(file.rulebook.method, rule, medium, calendar_of(file.row.unit).zone, file.subject)
    until, due = hours.end(quiet, file.now), file.row.next_due_at
    return "" if rule.required and until and due and file.now <= due < until else quiet


def _key(occasion: Occasion, recipient: Recipient) -> str:
    """Stable: the same command, rule, subject and recipient always give the same key."""
    about = f".{occasion.words}" if occasion.words else ""
    return f"c{occasion.file.row.id}.{occasion.file.row.version}.{occasion.key}{about}.{recipient.key}"[:120]


def _said(occasion: Occasion, language: str) -> str:
    """What the alert says, in the recipient's language; several kinds share one text."""
    if occasion.alert is None:
        return ""
    with translation.override(language):
        return str(AlertKind(occasion.alert.kind).label)


def facts(occasion: Occasion, recipient: Recipient, of_file: Facts) -> Facts:
    """What texts may say. Customers' and colleagues' texts name no third person."""
    language = language_of(recipient.language)
    clock = occasion.file.rulebook.method.clocks.get(occasion.words)
    return of_file | {
        "limit": clock.title.get(language) if clock else "",
        "order": "" if clock else occasion.words,
        "due": until(occasion.due) if occasion.due else "",
        "said": _said(occasion, recipient.language),
        "name": recipient.name,
        "stands_in": recipient.meant is not None,
    }
