"""How a kind of job is declared: always with its lane, and always so that a lost database does not lose it.

A job may be done again at any moment: its worker may have died after the last statement and before it said so.
Whatever a task does, doing it twice must be as good as once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

MOST_ATTEMPTS = 20


class WhenLost(BaseRetryStrategy):
    """The database went away in the middle: again after 2, 7, 12 ... seconds. Other faults are told, not repeated."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts >= MOST_ATTEMPTS or not _is_loss(exception):
            return None
        return RetryDecision(retry_in={"seconds": 2 + 5 * job.attempts})


WHEN_LOST = WhenLost()


def _is_loss(fault: BaseException | None) -> bool:
    """Whether the database was lost, whoever has told it on in words of his own."""
    while fault is not None and not isinstance(fault, (OperationalError, InterfaceError)):
        fault = fault.__cause__
    return fault is not None


def job(lane: str, *, alone: str = "", every: str = "") -> Callable[[Callable[..., Any]], Any]:
    """A kind of job. `alone`: no second one waits beside it; `every`: when it is due, as a cron line.

    The sixth field of a cron line is seconds.
    """

    def declare(function: Callable[..., Any]) -> Any:
        task = app.task(queue=lane, queueing_lock=alone or None, retry=WHEN_LOST)(function)
        return app.periodic(cron=every)(task) if every else task

    return declare
