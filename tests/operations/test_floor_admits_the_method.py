"""Whatever a command does, the rules of rows let whoever gives it do: they are nowhere narrower than the code (SEC-01).

Other tests give commands as the owner of the tables, whom no rule binds. Here the stories are told again, each command
by its person under the role that serves; together they give every command there is.
"""

from __future__ import annotations

import inspect

import pytest

from redress.assembly import FOR_PEOPLE
from redress.complaints import executor
from redress.organisation.acting import acting_as
from tests.complaints.test_the_same_in_every_language import GIVEN, STORIES

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01", "SEC-06")]


BY_PEOPLE = {command.name for command in FOR_PEOPLE}


@pytest.mark.parametrize("story", STORIES)
def test_every_command_of_a_story_is_done_under_the_rules_of_rows(story, request, monkeypatch):
    given = []
    run = executor.DOOR._run

    def as_themselves(calls, actor):
        given.extend(call.command.name for call in calls)
        with acting_as(actor):
            return run(calls, actor)

    monkeypatch.setattr(executor.DOOR, "_run", as_themselves)
    takes = inspect.signature(STORIES[story]).parameters
    STORIES[story](**{name: request.getfixturevalue(name) for name in takes})
    assert set(GIVEN.get(story, "").split()) & BY_PEOPLE <= set(given)
