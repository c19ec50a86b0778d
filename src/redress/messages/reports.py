"""What far ends report afterwards: delivered, failed, come back (COM-10)."""

from __future__ import annotations

from django.db import transaction

from redress.casework import moment
from redress.messages.models import Message, MessageState
from redress.messages.sending.claiming import WORDS
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

_SETTLED = (MessageState.DELIVERED, MessageState.BOUNCED, MessageState.SUPPRESSED)


def delivered(key: str, provider_id: str = "") -> bool:
    """The far end has handed it to its recipient. Said twice it is said once. False: no such message."""
    return _settle(key, MessageState.DELIVERED, "", provider_id)


def undelivered(key: str, reason: str, provider_id: str = "") -> bool:
    """The far end could not hand it over, for good. What was delivered stays delivered. False: no such message."""
    return _settle(key, MessageState.BOUNCED, reason, provider_id)


def _settle(key: str, state: MessageState, reason: str, provider_id: str) -> bool:
    with acting_as(SYSTEM), transaction.atomic():
        message = Message.objects.select_for_update().defer(*WORDS).filter(key=key).first()
        if message is None:
            return False
        if message.state in _SETTLED:
            return True
        now = moment.now()
        message.state, message.last_error = state, reason[:500]
        message.next_attempt_at = message.claimed_at = None
        message.sent_at = message.sent_at or now
        message.delivered_at = now if state == MessageState.DELIVERED else None
        message.provider_id = provider_id[:120] or message.provider_id
        message.save(
            update_fields=[
                "state", "last_error", "next_attempt_at", "claimed_at", "sent_at", "delivered_at", "provider_id",
            ]
        )  # fmt: skip
        return True
