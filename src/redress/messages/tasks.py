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


def _told() -> str:
    done = deliver()
    return f"{done.taken} taken up, {done.lost} left behind"
