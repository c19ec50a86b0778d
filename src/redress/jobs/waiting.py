"""What waits in the lanes, what stands as being done by nobody, what failed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from redress.jobs.taking_up import SILENCE_SECONDS

_WAITING = "SELECT lane, jobs, seconds FROM redress_jobs_waiting()"
_LEFT = "SELECT held, failed FROM redress_jobs_left(make_interval(secs => %s))"
"""Functions of the owner (operations/floor/jobs.sql): the web reads no job, and tells whoever watches how many wait."""


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
        cursor.execute(_LEFT, [SILENCE_SECONDS])
        held, failed = cursor.fetchone()
        return held, failed
