"""Jobs whose worker died: taken up by the living, a few times; then said to have failed, for a person to see."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from procrastinate import App
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status

logger = logging.getLogger(__name__)

SILENCE_SECONDS = 30
"""A worker signs every few seconds; one that has not for so long is dead."""
MOST_ATTEMPTS = 5
"""A job that took so many workers with it is not given to another."""


async def of_the_dead(app: App) -> int:
    """Take up what stands as being done by a worker that is silent or gone; how many jobs that were."""
    return await _all(app, await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE_SECONDS))


class Forgotten:
    """Jobs that the table says this worker does, and the worker knows nothing of: their end could not be written.

    One that is just being fetched or finished looks like that for a moment; so it must be seen twice.
    """

    def __init__(self) -> None:
        self._seen: set[int] = set()

    async def take_up(self, app: App, worker: int, under_way: Iterable[int]) -> int:
        """Take up what was seen like that the last time as well; how many jobs that were."""
        told = await app.job_manager.list_jobs_async(status=Status.DOING.value, worker_id=worker)
        known = set(under_way)
        lost = {job.id: job for job in told if job.id is not None and job.id not in known}
        again = [job for number, job in lost.items() if number in self._seen]
        self._seen = set(lost)
        return await _all(app, again)


async def _all(app: App, jobs: Iterable[Job]) -> int:
    taken = 0
    for job in jobs:
        taken += await _again(app, job)
    return taken


async def _again(app: App, job: Job) -> bool:
    if job.attempts + 1 >= MOST_ATTEMPTS:
        logger.error(
            "Job %s (%s) was left behind %d times; given up.", job.id, job.task_name, job.attempts + 1
        )
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        return False
    try:
        await app.job_manager.retry_job(job)
    except UniqueViolation:
        # Another of its kind waits already and will do the same.
        await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=True)
    except ConnectorException as fault:
        # Another worker took it up at the same moment; if the database is away, the next statement says so.
        logger.debug("Job %s was not taken up: %s", job.id, fault)
        return False
    logger.warning("Job %s (%s) was left behind by a worker that died; taken up.", job.id, job.task_name)
    return True
