"""Carries the outbox out: claim, talk, write down. No transaction is open while a gateway is talked to (COM-10)."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.kinds import KINDS
from redress.letters.paper import company
from redress.messages import channels, wishes
from redress.messages.channels import Answer, Parcel
from redress.messages.models import Medium, Message, MessageState, Outcome
from redress.messages.sending import circuit
from redress.messages.sending.backoff import backoff
from redress.messages.sending.claiming import Claim, claim, recover
from redress.messages.sending.recording import record
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.privacy.cipher import Unreadable
from redress.privacy.opening import readable

_random = random.SystemRandom()

MEDIA = tuple(medium for medium in Medium if medium != Medium.SCREEN)
"""The ways out of the house."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many messages were taken up, and how many had been left behind by a worker that died."""

    taken: int
    lost: int


def deliver(medium: Medium | None = None, most: int = 500) -> Delivered:
    """Carry out what is due by that channel, or by one after the other, until none is left or `most` were taken up.

    Several may run at once, in as many processes as one likes.
    """
    with acting_as(SYSTEM):
        lost, taken = recover(), 0
        for each in [medium] if medium else MEDIA:
            while taken < most and (claimed := claim(each)) is not None:
                _carry_out(claimed)
                taken += 1
    return Delivered(taken, lost)


def _carry_out(claimed: Claim) -> None:
    message = claimed.message
    if claimed.asking:
        _ask(claimed)
        return
    if reason := _unwanted(message):
        record(claimed, MessageState.SUPPRESSED, Answer(Outcome.FAILED, error=reason))
        return
    try:
        parcel = _parcel(message)
    except Unreadable as unreadable:
        record(claimed, MessageState.FAILED, Answer(Outcome.FAILED, error=str(unreadable)))
        return
    answer = channels.channel(message.channel).send(parcel)
    circuit.heard(message.channel, answer)
    if answer.outcome == Outcome.SENT:
        record(claimed, MessageState.SENT, answer)
    elif answer.outcome == Outcome.RETRY:
        _later(claimed, answer)
    elif answer.outcome == Outcome.UNCERTAIN:
        _doubt(claimed, answer)
    else:
        record(claimed, MessageState.FAILED, answer)


def _ask(claimed: Claim) -> None:
    """The far end says whether it has the message: then it is sent; if it has not, it goes again (ADR 10)."""
    answer = channels.channel(claimed.message.channel).ask(claimed.message.key)
    circuit.heard(claimed.message.channel, answer or NEVER_HAD)
    if answer is None:
        nothing = Answer(Outcome.RETRY, error=_("The gateway has never had it; it is sent again."))
        record(claimed, MessageState.QUEUED, nothing, after=timedelta())
    elif answer.outcome == Outcome.SENT:
        record(claimed, MessageState.SENT, answer)
    else:
        _doubt(claimed, answer)


NEVER_HAD = Answer(Outcome.RETRY)
"""The gateway was asked, and answered."""


def _later(claimed: Claim, answer: Answer) -> None:
    if claimed.number >= settings.REDRESS_MESSAGE_ATTEMPTS:
        given_up = _("Given up after %(count)d attempts: %(error)s") % {
            "count": claimed.number,
            "error": answer.error,
        }
        record(claimed, MessageState.FAILED, Answer(answer.outcome, error=given_up))
    else:
        record(claimed, MessageState.QUEUED, answer, after=_wait(claimed, answer))


def _doubt(claimed: Claim, answer: Answer) -> None:
    """Ask again later where that is possible; otherwise, or when asking gets nowhere, a person decides."""
    asks = channels.channel(claimed.message.channel).asks
    again = asks and claimed.number < settings.REDRESS_MESSAGE_ATTEMPTS
    record(claimed, MessageState.UNCERTAIN, answer, after=_wait(claimed, answer) if again else None)


def _wait(claimed: Claim, answer: Answer) -> timedelta:
    seconds = backoff(
        claimed.number,
        _random.random(),
        first=settings.REDRESS_MESSAGE_BACKOFF_SECONDS,
        most=settings.REDRESS_MESSAGE_BACKOFF_MOST,
        asked=answer.wait,
    )
    return timedelta(seconds=seconds)


def _unwanted(message: Message) -> str:
    """Why the message is not sent; empty when it is."""
    missing = channels.missing(message.channel)
    if missing:
        return missing
    if moment.now() - message.created_at > timedelta(hours=settings.REDRESS_MESSAGE_STALE_HOURS):
        return _("Too old: what it tells has passed.")
    if message.required or message.address_index is None:
        return ""
    if wishes.wants_none(readable(message.address), Medium(message.channel)):
        return _("The recipient wants no such messages.")
    return ""


def _parcel(message: Message) -> Parcel:
    return Parcel(
        key=message.key,
        address=readable(message.address),
        name=readable(message.whom),
        subject=readable(message.subject),
        body=readable(message.body),
        written_at=message.created_at,
        language=message.language,
        sender=_sender(message),
        reference=message.file.number if message.file else "",
    )


def _sender(message: Message) -> str:
    """The company in whose name a letter goes; the other ways need none."""
    if message.channel != Medium.LETTER or message.file_id is None:
        return ""
    return company(KINDS.row(message.file_id).unit)
