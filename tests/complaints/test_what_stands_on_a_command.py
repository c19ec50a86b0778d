"""What is said of a command is said on the command: a new one is a file and a line in the registry, and says it all."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from redress.assembly import ALL, FOR_PEOPLE
from redress.casework.command import Command
from redress.committee.sessions import registry as sessions
from redress.committee.sessions.plan import PlanSession
from redress.complaints.intake.commands.register import Register
from redress.desk.forms.schema import declared
from redress.operations.floor.writers import COLUMNS, WRITERS

SIGNS = "vendor/tabler-icons/tabler-icons.min.css"

SESSIONS = (PlanSession, *sessions.ALL)

every = pytest.mark.parametrize("command", (*ALL, *SESSIONS), ids=lambda command: command.name)


def says(command: type[Command], what: str) -> bool:
    """Whether it is said where the command is named: in its own class, or in that of the service whose step it is."""
    named = next(kind for kind in command.__mro__ if "name" in vars(kind))
    return what in vars(named) or what in vars(command)


@pytest.fixture(scope="module")
def signs() -> str:
    found = finders.find(SIGNS)
    assert found is not None
    return Path(found).read_text()


@every
@pytest.mark.req("FLW-08")
def test_its_entries_have_a_sign_which_the_pages_have(command: type[Command], signs: str):
    assert says(command, "icon"), f"{command.__name__} does not say its icon"
    assert f".ti-{command.icon}:before" in signs


@pytest.mark.parametrize("command", (Register, *FOR_PEOPLE, *SESSIONS), ids=lambda command: command.name)
@pytest.mark.req("SYS-01")
def test_it_says_what_somebody_might_give(command: type[Command]):
    assert says(command, "example"), f"{command.__name__} has no example"
    command.model_validate_json(json.dumps(command.example), strict=True)


def test_what_commands_write_is_gathered_from_them():
    assert "joint_meeting" in WRITERS["complaints_order"].add
    assert COLUMNS["joint_meeting_at"] == ("joint_meeting",)
    assert COLUMNS["number"] == ()


@every
def test_what_it_says_of_fields_is_about_its_own(command: type[Command]):
    own = declared(command)
    rows = [part.name for field in own if field.row is not None for part in declared(field.row)]
    known = {field.name for field in own} | set(rows)
    assert set(command.prompts) <= known
    assert {each.narrowed_by for each in command.prompts.values()} <= known | {""}


def test_no_word_of_the_pages_is_known_to_a_command():
    """Icons by name, choices and presets are for any face; addresses and markup are the pages' own."""
    own = {
        kind.__module__
        for command in (*ALL, *SESSIONS)
        for kind in command.__mro__
        if kind.__module__.startswith("redress.")
    }
    assert len(own) > 50
    for module in own:
        assert ".desk" not in Path(str(sys.modules[module].__file__)).read_text()
