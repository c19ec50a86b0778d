"""What waits in the lanes, what stands as being done by nobody, what failed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from redress.jobs.taking_up import SILENCE_SECONDS

_WAITING = """
    SELECT lane.queue_name, lane.jobs,
           extract(epoch FROM now() - greatest(job.scheduled_at, event.at))::float
      FROM (SELECT queue_name, count(*) AS jobs, min(id) AS oldest FROM procrastinate_jobs
             WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) GROUP BY queue_name) lane
      JOIN procrastinate_jobs job ON job.id = lane.oldest
      LEFT JOIN LATERAL (SELECT min(at) AS at FROM procrastinate_events WHERE job_id = lane.oldest) event ON true
"""
_LEFT = """
    SELECT count(*) FILTER (WHERE status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < now() - %s)),
           count(*) FILTER (WHERE status = 'failed')
      FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
     WHERE status IN ('doing', 'failed')
"""


@dataclass(frozen=True, slots=True)
class Lane:
    """Jobs that wait in a lane, and for how many seconds the oldest has."""

    name: str
    jobs: int
    seconds: float


def lanes() -> list[Lane]:
    """The lanes in which somebody waits."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return [Lane(name, jobs, max(0.0, seconds or 0.0)) for name, jobs, seconds in cursor.fetchall()]


def left() -> tuple[int, int]:
    """How many jobs a dead worker holds, and how many failed for good."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT.replace("%s", f"interval '{SILENCE_SECONDS} seconds'"))
        held, failed = cursor.fetchone()
        return held, failed
