"""Timed work on messages, run by the worker. Each channel has a lane of its own: none waits for another."""

from __future__ import annotations

from procrastinate.contrib.django import app

from redress.jobs.lanes import BEFORE, HOUSE, channel
from redress.jobs.tasks import WHEN_LOST, job
from redress.messages.models import Medium
from redress.messages.notices.deputies import tell_of_deputies
from redress.messages.notices.people import remind
from redress.messages.notices.rounds import MORNING
from redress.messages.sending import doubts
from redress.messages.sending.deliver import MEDIA, deliver
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM


@app.task(queue=BEFORE, retry=WHEN_LOST)  # type: ignore[untyped-decorator]
def deliver_now(medium: str = "") -> str:
    """What was just written goes out by that channel; jobs of before there were lanes name none."""
    return _told(medium)


@app.task(queue=BEFORE, retry=WHEN_LOST)  # type: ignore[untyped-decorator]
def deliver_due(timestamp: int, medium: str = "") -> str:
    """Every minute: what is to be tried again, and what a worker that died has left behind (COM-10)."""
    return _told(medium)


for _medium in MEDIA:
    app.periodic(
        cron="* * * * *",
        periodic_id=_medium.value,
        queue=channel(_medium),
        queueing_lock=f"deliver-{_medium.value}",
        task_kwargs={"medium": _medium.value},
    )(deliver_due)


@job(HOUSE, alone="morning", every="*/10 * * * *")
def tell_the_house(timestamp: int) -> str:
    """Every ten minutes: where a working day has just begun, its lists (ORG-05); reports on people, deputies."""
    return f"{MORNING.tell()} lists, {remind()} reminders, {tell_of_deputies()} of deputies"


@job(HOUSE, alone="doubts", every="27 * * * *")
def ask_again(timestamp: int) -> int:
    """Every hour: what nobody knows is asked about once more (COM-10)."""
    with acting_as(SYSTEM):
        return doubts.ask_again()


def _told(medium: str) -> str:
    done = deliver(Medium(medium) if medium else None)
    return f"{done.taken} taken up, {done.lost} left behind"
