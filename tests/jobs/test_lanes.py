"""Every kind of job has a lane that somebody serves, and survives a lost database."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django import app

from redress.jobs.lanes import AT_ONCE, CHANNELS, CLOCKS, PROCESSES, channel
from redress.jobs.tasks import WhenLost
from redress.messages import tasks as messages
from redress.messages.sending.deliver import MEDIA

OWN = [task for name, task in app.tasks.items() if name.startswith("redress.")]


@pytest.mark.req("FLW-04", "SEC-07")
def test_every_task_of_the_house_waits_in_a_lane_and_is_done_again_when_the_database_was_lost():
    assert len(OWN) >= 5
    for task in OWN:
        assert task.queue in AT_ONCE, task.name
        assert isinstance(task.retry_strategy, WhenLost), task.name


@pytest.mark.req("FLW-04")
def test_every_lane_is_served_by_one_process_and_nothing_else_shares_the_clocks():
    served = [lane for lanes in PROCESSES.values() for lane in lanes]
    assert sorted(served) == sorted(AT_ONCE)
    assert PROCESSES["clocks"] == (CLOCKS,)
    assert [task.name for task in OWN if task.queue == CLOCKS] == ["redress.clocks.tasks.sweep_clocks"]


@pytest.mark.req("COM-10")
def test_every_channel_has_a_lane_and_a_round_of_its_own():
    assert set(CHANNELS) == {medium.value for medium in MEDIA}
    rounds = {
        key[1]: found.configure_kwargs
        for key, found in app.periodic_registry.periodic_tasks.items()
        if found.task is messages.deliver_due
    }
    assert {medium: rounds[medium]["queue"] for medium in rounds} == {
        medium.value: channel(medium) for medium in MEDIA
    }
