"""Writing down how an attempt ended."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from redress.casework import moment
from redress.messages.channels import Answer
from redress.messages.models import Attempt, Message, MessageState
from redress.messages.sending import doubts
from redress.messages.sending.claiming import WORDS, Claim


@transaction.atomic
def record(claimed: Claim, state: MessageState, answer: Answer, after: timedelta | None = None) -> bool:
    """Set the message's state and complete the attempt; `after` is when something is to be done again.

    False when the message is no longer this worker's: it took longer than its lease, and somebody has decided since.
    A late answer still settles a doubt.
    """
    now = moment.now()
    message = Message.objects.select_for_update().defer(*WORDS).get(pk=claimed.message.pk)
    # One row, and saved as a row: what the far end said is sealed to it.
    for attempt in Attempt.objects.filter(message=message, number=claimed.number, ended_at=None):
        attempt.ended_at, attempt.outcome, attempt.error = now, answer.outcome, answer.error[:500]
        attempt.save(update_fields=["ended_at", "outcome", "error"])
    if message.attempts != claimed.number or message.state not in (
        MessageState.SENDING,
        MessageState.UNCERTAIN,
    ):
        return False
    message.state = state
    message.last_error = answer.error[:500]
    message.next_attempt_at = None if after is None else now + after
    message.claimed_at = None
    if answer.provider_id:
        message.provider_id = answer.provider_id[:120]
    if state == MessageState.SENT:
        message.sent_at = now
    message.save(
        update_fields=["state", "last_error", "next_attempt_at", "claimed_at", "provider_id", "sent_at"]
    )
    if state == MessageState.UNCERTAIN and after is None:
        doubts.give(message)
    return True
