"""Timed work on messages, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from redress.messages.sending.deliver import deliver


@app.task  # type: ignore[untyped-decorator]
def deliver_now() -> str:
    """What was just written goes out."""
    return _told()


@app.periodic(cron="* * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="deliver")  # type: ignore[untyped-decorator]
def deliver_due(timestamp: int) -> str:
    """Every minute: what is to be tried again, and what a worker that died has left behind (COM-10)."""
    return _told()


@app.periodic(cron="*/10 * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="morning")  # type: ignore[untyped-decorator]
def tell_the_house(timestamp: int) -> str:
    """Every ten minutes: where a working day has just begun, its lists (ORG-05); reports on people, deputies."""
    from redress.messages.house.daily import morning
    from redress.messages.house.deputies import tell_of_deputies
    from redress.messages.house.people import remind

    return f"{morning()} lists, {remind()} reminders, {tell_of_deputies()} of deputies"


def _told() -> str:
    done = deliver()
    return f"{done.taken} taken up, {done.lost} left behind"
