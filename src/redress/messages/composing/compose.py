"""Messages of what commands did: rows for the outbox, written with the change that caused them (COM-10, CLK-08)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeGuard

from django.conf import settings
from django.utils import timezone, translation
from pydantic import JsonValue

from redress.casework import blank
from redress.casework.listing import listed
from redress.complaints import extension, remedies
from redress.complaints.extension import Granted
from redress.complaints.queries.due import until
from redress.messages import channels, tasks
from redress.messages import quiet as hours
from redress.messages.composing.occasions import Occasion, occasions
from redress.messages.composing.recipients import Book, Recipient, people, read, recipients
from redress.messages.composing.writing import Facts, write
from redress.messages.models import Alert, AlertKind, Medium, Message, MessageState
from redress.organisation.calendars import calendar_of
from redress.rulebook.known import RESOLUTION
from redress.rulebook.words import Language, language_of

if TYPE_CHECKING:
    from redress.complaints.case import Case

Told = dict[str, JsonValue]
"""What the journal says of a message: rule, way, and to whom by id. No personal data."""


def compose(cases: Sequence[Case]) -> dict[int, list[JsonValue]]:
    """Add the messages that the changes of these cases cause to their rows; what was told, by case id.

    Asks the database nothing when no rule speaks; otherwise a fixed number of queries, however many cases.
    """
    # What another register says happened was told there, if it was: neither customer nor colleague hears of it now.
    ours = [case for case in cases if not case.taken_over]
    found = [each for case in ours for each in occasions(case) if _leads_anywhere(each)]
    if not found:
        return {}
    book = read(found)
    told: dict[int, list[JsonValue]] = {}
    for occasion in found:
        sent = list(_compose(occasion, book))
        if sent:
            told.setdefault(occasion.case.row.id, []).extend(sent)
    if waiting := {row.channel for case in cases for row in case.inserts if _waits(row)}:
        tasks.wake(waiting)  # the job commits with the change
    return told


def _leads_anywhere(occasion: Occasion) -> bool:
    """Whether anything would be written: a house without gateways pays nothing for telling its colleagues."""
    rule = occasion.rule
    if "customer" in rule.to or (occasion.alert is None and "screen" in rule.by):
        return True
    return any(way != "screen" and channels.is_set_up(way) for way in rule.by)


def _waits(row: object) -> TypeGuard[Message]:
    return isinstance(row, Message) and row.state == MessageState.QUEUED


def _compose(occasion: Occasion, book: Book) -> list[Told]:
    case, told = occasion.case, list[Told]()
    if occasion.alert is None and "screen" in occasion.rule.by:
        for user in people(occasion, book):
            case.add(_alert(occasion, user))
            told.append({"rule": occasion.key, "by": Medium.SCREEN.value, "user": user})
    for recipient in recipients(occasion, book):
        if not channels.is_set_up(recipient.channel) and recipient.user:
            continue  # a colleague is told on the screen; a customer's message is kept, for somebody to see
        case.add(message(occasion, recipient, book))
        said: Told = {"rule": occasion.key, "by": recipient.channel.value}
        if recipient.user:
            said["user"] = recipient.user
        elif recipient.department:
            said["department"] = recipient.department
        told.append(said)
    return told


def _alert(occasion: Occasion, user: int) -> Alert:
    case = occasion.case
    return Alert(
        complaint=case.row, user_id=user, kind=occasion.rule.template, words=occasion.words, at=case.now
    )


def message(occasion: Occasion, recipient: Recipient, book: Book) -> Message:
    """The row of one message, with its words."""
    case, rule = occasion.case, occasion.rule
    said = facts(occasion, recipient) | extended(case, book.extensions, recipient.language)
    words = write(rule.template, recipient.channel, recipient.language, said)
    missing = channels.missing(recipient.channel)
    quiet = _quiet(occasion, recipient.channel)
    return blank.new(
        Message,
        complaint_id=case.row.id,
        entry=case.row.version,
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
        created_at=case.now,
        next_attempt_at=None if missing else hours.first(quiet, case.now),
        quiet=quiet,
    )


def _quiet(occasion: Occasion, medium: Medium) -> str:
    """The hours in which it waits. What law or method ask for waits no longer than until a limit that it may be for."""
    case, rule = occasion.case, occasion.rule
    if case.rulebook.method.quiet_hours is None:
        return ""
    quiet = hours.hours(case.rulebook.method, rule, medium, calendar_of(case.row.unit).zone, case.subject)
    until, due = hours.end(quiet, case.now), case.row.next_due_at
    return "" if rule.required and until and due and case.now <= due < until else quiet


def _key(occasion: Occasion, recipient: Recipient) -> str:
    """Stable: the same command, rule, subject and recipient always give the same key."""
    about = f".{occasion.words}" if occasion.words else ""
    return f"c{occasion.case.row.id}.{occasion.case.row.version}.{occasion.key}{about}.{recipient.key}"[:120]


def _said(occasion: Occasion, language: str) -> str:
    """What the alert says, in the recipient's language; several kinds share one text."""
    if occasion.alert is None:
        return ""
    with translation.override(language):
        return str(AlertKind(occasion.alert.kind).label)


def extended(case: Case, granted: Mapping[int, Granted], language: str) -> Facts:
    """What a text says of an extension: why, until when, by which article (AUT-05)."""
    known = granted.get(case.row.id)
    if known is None:
        return {}
    return {
        "reason": known.reason.rstrip("。. "),
        "until": known.last_day,
        "article": _articles(case, known.cite, language),
    }


def _articles(case: Case, cite: Sequence[str], language: str) -> str:
    sources, short = case.rulebook.method.sources, language_of(language)
    with translation.override(language):
        return listed(sources[key].title.get(short) for key in cite if key in sources)


def facts(occasion: Occasion, recipient: Recipient) -> Facts:
    """What texts may say. Customers' and colleagues' texts name no third person."""
    language = language_of(recipient.language)
    clock = occasion.case.rulebook.method.clocks.get(occasion.words)
    return of_case(occasion.case, language) | {
        "limit": clock.title.get(language) if clock else "",
        "order": "" if clock else occasion.words,
        "due": until(occasion.due) if occasion.due else "",
        "said": _said(occasion, recipient.language),
        "name": recipient.name,
        "stands_in": recipient.meant is not None,
    }


def of_case(case: Case, language: Language) -> Facts:
    """What every text may say of the case and of the house."""
    row, method = case.row, case.rulebook.method
    kind = method.class_sets["method"].codes.get(row.class_code)
    return {
        "number": row.number,
        "unit": row.unit.name if language == "zh" or not row.unit.name_en else row.unit.name_en,
        "kind": kind.title.get(language) if kind else row.class_code,
        "level": method.levels[row.level].title.get(language) if row.level in method.levels else row.level,
        "received": timezone.localtime(row.received_at),
        "hotline": settings.REDRESS_HOTLINE,
        "answer_by": _answer_by(case),
        "no_review": not remedies.of_branch(case),
        "link": f"{settings.REDRESS_URL.rstrip('/')}/case/{row.number}" if settings.REDRESS_URL else "",
    }


def _answer_by(case: Case) -> date | None:
    """The day by which the customer may roughly expect the result: the earliest limit of resolution (INT-10)."""
    program = case.rulebook.program(calendar_of(case.row.unit))
    subject = case.subject
    days = [
        due.at
        for rule in program.of_group(RESOLUTION)
        if (limit := rule.limit_for(subject)) and (due := rule.due(limit, case.row.received_at, (), None))
    ]
    return timezone.localdate(min(days) - timedelta(microseconds=1)) if days else None


def notice_of_extension(case: Case) -> str:
    """The words by which the customer is told of the extension, as a text message of the house would say them."""
    language = settings.LANGUAGE_CODE
    said = of_case(case, language_of(language))
    known = extended(case, extension.granted([case]), language)
    return write("extension", Medium.SMS, language, said | known).body
