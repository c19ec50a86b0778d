"""Taking messages out of the queue: each by one worker, written down before the talk begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.messages import channels, quiet
from redress.messages.models import Attempt, Medium, Message, MessageState
from redress.messages.sending import circuit, doubts

WORDS = ("whom", "address", "subject", "body")
"""What is encrypted. Read only once the message is claimed: one that cannot be read must not block the others."""

BATCH = 500
"""Messages that are put off at once: a lock on each, for the length of one statement."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that is this worker's for the length of the lease. `asking`: it may have gone out; ask first."""

    message: Message
    number: int
    asking: bool


def claim(medium: Medium) -> Claim | None:
    """The next message that is due by this channel, or None; none while it is paused. No two workers get the same.

    What has come into its quiet hours is put off first, batch by batch, each a transaction of its own.
    """
    while True:
        now = moment.now()
        with transaction.atomic():
            message = _due(medium, now)
            until = _waits(message, now) if message else None
            if message is None or until is None:
                return _claimed(medium, message, now)
            _put_off(medium, message.quiet, until, now)


def _put_off(medium: Medium, quiet_: str, until: datetime, now: datetime) -> None:
    """Until the end of those hours, whatever else of them is due and nobody else has taken: one statement."""
    waiting = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(channel=medium, quiet=quiet_, next_attempt_at__lte=now)
        .exclude(state=MessageState.UNCERTAIN)
        .order_by("next_attempt_at", "id")
    )
    Message.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)[:BATCH])).update(
        next_attempt_at=until
    )


def _claimed(medium: Medium, message: Message | None, now: datetime) -> Claim | None:
    """Written down before the talk begins."""
    if message is None or not circuit.may_try(medium, now):
        return None
    asking = message.state == MessageState.UNCERTAIN
    message.attempts += 1
    message.claimed_at = now
    if asking:
        message.next_attempt_at = now + lease()
    else:
        message.state, message.next_attempt_at = MessageState.SENDING, None
    message.save(update_fields=["state", "attempts", "claimed_at", "next_attempt_at"])
    Attempt.objects.create(message=message, number=message.attempts, at=now)
    return Claim(message, message.attempts, asking)


def _due(medium: Medium, now: datetime) -> Message | None:
    return (
        Message.objects.select_for_update(skip_locked=True)
        .filter(channel=medium, next_attempt_at__lte=now)
        .defer(*WORDS)
        .order_by("next_attempt_at", "id")
        .first()
    )


def _waits(message: Message, now: datetime) -> datetime | None:
    """Until when it must not ring: it was due before its quiet hours, and is taken up in them. Asking rings nowhere."""
    return None if message.state == MessageState.UNCERTAIN else quiet.end(message.quiet, now)


@transaction.atomic
def recover() -> int:
    """Messages whose worker died in the middle of the talk: nobody knows whether they went out. How many there were."""
    now = moment.now()
    lost = (
        Message.objects.select_for_update(skip_locked=True)
        .defer(*WORDS)
        .filter(state=MessageState.SENDING, claimed_at__lt=now - lease())
    )
    found = list(lost)
    for message in found:
        message.state = MessageState.UNCERTAIN
        message.last_error = _("The worker stopped in the middle of sending.")
        message.next_attempt_at = now if channels.channel(message.channel).asks else None
        message.save(update_fields=["state", "last_error", "next_attempt_at"])
        if message.next_attempt_at is None:
            doubts.give(message)
    return len(found)


def lease() -> timedelta:
    return timedelta(seconds=settings.REDRESS_MESSAGE_LEASE_SECONDS)
