"""What people do about messages that failed or are uncertain: send again, or say what became of them (COM-10).

Each is recorded as an attempt with the person's name. Raises Refusal.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.kinds import KINDS
from redress.casework.models import ServedFile
from redress.casework.refusals import Forbidden, Refusal, refuse
from redress.messages import wishes
from redress.messages.models import TROUBLED, Attempt, Audience, Medium, Message, MessageState, Outcome
from redress.messages.sending.claiming import WORDS
from redress.messages.speaking import SPEAKING
from redress.messages.waking import wake
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import Unit

AGAIN = (*TROUBLED, MessageState.SUPPRESSED)


def may_decide(actor: Actor, message: Message, row: ServedFile | None) -> bool:
    """Those who carry the file on, and the administrators of the unit. `row`: that of the file the message is about."""
    unit = row.unit_id if row is not None else _unit(message)
    if row is not None and actor.has_over(SPEAKING.of(row).handlers, unit):
        return True
    if unit is None:  # to somebody who sits nowhere: who administers the whole house
        unit = Unit.objects.filter(parent=None).values_list("pk", flat=True).first()
    return actor.has_over({Duty.ADMINISTRATOR}, unit)


def send_again(actor: Actor, message_id: int) -> None:
    """Queue a message once more under its old key; of an uncertain one the person has decided that it may go again."""
    with _mine(actor, message_id) as message:
        if message.state not in AGAIN:
            refuse("COM-10", _state_words(message))
        _note(message, actor, Outcome.AGAIN)
        message.state = MessageState.QUEUED
        message.next_attempt_at = message.created_at = moment.now()
        message.save(update_fields=["state", "next_attempt_at", "created_at", "attempts"])
        wake([message.channel])


def settle(actor: Actor, message_id: int, *, arrived: bool) -> None:
    """An uncertain message did go out, or it did not and shall not any more."""
    with _mine(actor, message_id) as message:
        if message.state != MessageState.UNCERTAIN:
            refuse("COM-10", _state_words(message))
        _note(message, actor, Outcome.SETTLED)
        message.state = MessageState.SENT if arrived else MessageState.FAILED
        message.next_attempt_at = None
        if arrived:
            message.sent_at = moment.now()
        message.save(update_fields=["state", "next_attempt_at", "sent_at", "attempts"])


def opt_out(actor: Actor, message_id: int) -> None:
    """The customer wants no more messages by the channel of this one."""
    with _mine(actor, message_id) as message:
        if message.audience != Audience.CUSTOMER:
            refuse(
                "COM-10",
                _("Colleagues choose their channels themselves, under My notifications. Ask the colleague."),
            )
        wishes.opt_out(actor, str(message.address), Medium(message.channel))


def opt_in(actor: Actor, message_id: int) -> None:
    """The customer wants messages by that channel again."""
    with _mine(actor, message_id) as message:
        if message.audience != Audience.CUSTOMER:
            refuse(
                "COM-10",
                _("Colleagues choose their channels themselves, under My notifications. Ask the colleague."),
            )
        wishes.opt_in(actor, str(message.address), Medium(message.channel))


@contextmanager
def _mine(actor: Actor, message_id: int) -> Iterator[Message]:
    """The locked message, if the actor may decide about it; an administrator sees no case, yet its messages' state."""
    with acting_as(SYSTEM), transaction.atomic():
        message = (
            Message.objects.select_for_update(of=("self",))
            .select_related("user__department", "department")
            .defer(*WORDS)
            .filter(pk=message_id)
            .first()
        )
        if message is None:
            raise Refusal("COM-10", _("There is no such message. Choose one of the list."))
        row = KINDS.row(message.file_id) if message.file_id else None
        if not may_decide(actor, message, row):
            raise Forbidden(
                "COM-10",
                _(
                    "Only those who handle the case, or an administrator, decide about its "
                    "messages. Ask one of them."
                ),
            )
        yield message


def _unit(message: Message) -> int | None:
    if message.department is not None:
        return message.department.unit_id
    if message.user is not None and message.user.department is not None:
        return message.user.department.unit_id
    return None


def _note(message: Message, actor: Actor, outcome: Outcome) -> None:
    """The decision is an attempt of its own, so that a worker that answers late no longer speaks for the message."""
    message.attempts += 1
    now = moment.now()
    Attempt.objects.create(
        message=message, number=message.attempts, at=now, ended_at=now, outcome=outcome, by_id=actor.id
    )


def _state_words(message: Message) -> str:
    return _("This message is no longer to be decided: %(state)s. Reload the page.") % {
        "state": message.get_state_display()
    }
