"""Jobs of dead workers: taken up, dropped where another waits, given up when they take every worker with them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from redress.clocks.tasks import recompute_provisional
from redress.jobs.taking_up import MOST_ATTEMPTS, Forgotten, of_the_dead

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-07", "CLK-06")]


def worker(seconds: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [seconds],
        )
        return cursor.fetchone()[0]


def held(by: int | None, attempts: int = 0) -> int:
    """A job that stands as being done by that worker."""
    number = recompute_provisional.defer()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s",
            [by, attempts, number],
        )
    return number


def states() -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, status::text FROM procrastinate_jobs")
        return dict(cursor.fetchall())


def run(what):
    """On a connection of a worker's kind."""

    async def inside():
        with app.replace_connector(app.connector.get_worker_connector()) as workers_app:
            async with workers_app.open_async():
                return await what(workers_app)

    with ThreadPoolExecutor(1) as thread:  # a browser of an earlier test may have a loop in this one
        return thread.submit(lambda: asyncio.run(inside())).result()


def test_what_a_dead_worker_held_is_taken_up_and_what_a_living_one_holds_is_not():
    of_dead, of_living = held(worker(60)), held(worker(5))
    assert run(of_the_dead) == 1
    assert states() == {of_dead: "todo", of_living: "doing"}


def test_a_job_whose_worker_was_struck_off_the_list_is_taken_up():
    number = held(None)
    assert run(of_the_dead) == 1
    assert states() == {number: "todo"}


def test_where_another_of_its_kind_waits_already_the_lost_one_is_dropped():
    held(worker(60))
    waiting = recompute_provisional.defer()
    assert run(of_the_dead) == 1
    assert states() == {waiting: "todo"}


def test_a_job_that_took_many_workers_with_it_is_given_up_and_stays_to_be_seen():
    number = held(worker(60), attempts=MOST_ATTEMPTS - 1)
    assert run(of_the_dead) == 0
    assert states() == {number: "failed"}


def test_a_job_whose_end_could_not_be_written_is_taken_up_at_the_second_look():
    own = worker(1)
    lost, busy = held(own), held(own)

    async def twice(workers_app):
        forgotten = Forgotten()
        first = await forgotten.take_up(workers_app, own, [busy])
        return first, await forgotten.take_up(workers_app, own, [busy])

    assert run(twice) == (0, 1)
    assert states() == {lost: "todo", busy: "doing"}
