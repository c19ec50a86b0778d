"""Has what was written sent at once. The job is known by its name: who writes need not know how messages go out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from procrastinate.contrib.django import app

from redress.jobs.lanes import channel

DELIVER: Final = "redress.messages.tasks.deliver_now"


def wake(media: Iterable[str]) -> None:
    """Have what was written for these channels sent: one statement, in the transaction that wrote it."""
    found = sorted(set(media))
    if found:
        jobs = [
            app.configure_task(DELIVER, queue=channel(medium)).job.evolve(task_kwargs={"medium": medium})
            for medium in found
        ]
        app.job_manager.batch_defer_jobs(jobs)
