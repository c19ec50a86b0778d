"""Messages of which nobody knows whether they went out: asked about again and again, and given to a named person."""

from __future__ import annotations

from datetime import timedelta

from redress.casework import moment
from redress.casework.kinds import KINDS
from redress.messages import channels
from redress.messages.models import Alert, AlertKind, Medium, Message, MessageState, Pause

DAYS = 7
"""So long the far end is asked; gateways forget."""


def give(message: Message) -> None:
    """The owner of the file decides on its page: it arrived, it did not, send again. Told once a message.

    Messages of the house itself have no file; they stand in the administrators' outbox.
    """
    if message.file_id is None:
        return
    owner = KINDS.row(message.file_id).owner_id
    told = {"file_id": message.file_id, "user_id": owner, "kind": AlertKind.UNSURE}
    about = f"message {message.pk}"
    if not Alert.objects.filter(**told, about=about).exists():
        Alert.objects.create(**told, about=about, words=message.channel, at=moment.now())


def ask_again() -> int:
    """Every hour: ask the far ends that can be asked about what is still open; how many messages that are.

    A gateway that was away when it was asked is there again some day: then the doubt ends without a person.
    """
    now = moment.now()
    asking = [medium for medium in Medium if medium != Medium.SCREEN and channels.channel(medium).asks]
    paused = Pause.objects.filter(open_since__isnull=False).values("medium")
    return (
        Message.objects.filter(
            state=MessageState.UNCERTAIN,
            next_attempt_at=None,
            channel__in=[medium for medium in asking if not channels.missing(medium)],
            created_at__gt=now - timedelta(days=DAYS),
        )
        .exclude(channel__in=paused)
        .update(next_attempt_at=now)
    )
