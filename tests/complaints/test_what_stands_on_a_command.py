"""What is said of a command is said on the command: a new one is a file and a line in the registry, and says it all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from redress.assembly import ALL, FOR_PEOPLE
from redress.complaints.commands.base import Command
from redress.complaints.commands.register import Register
from redress.operations.floor.writers import COLUMNS, WRITERS

SIGNS = "vendor/tabler-icons/tabler-icons.min.css"

every = pytest.mark.parametrize("command", ALL, ids=lambda command: command.name)


@pytest.fixture(scope="module")
def signs() -> str:
    found = finders.find(SIGNS)
    assert found is not None
    return Path(found).read_text()


@every
@pytest.mark.req("FLW-08")
def test_its_entries_have_a_sign_which_the_pages_have(command: type[Command], signs: str):
    assert "icon" in vars(command), f"{command.__name__} does not say its icon"
    assert f".ti-{command.icon}:before" in signs


@pytest.mark.parametrize("command", (Register, *FOR_PEOPLE), ids=lambda command: command.name)
@pytest.mark.req("SYS-01")
def test_it_says_what_somebody_might_give(command: type[Command]):
    assert "example" in vars(command), f"{command.__name__} has no example"
    command.model_validate_json(json.dumps(command.example), strict=True)


def test_what_commands_write_is_gathered_from_them():
    assert "joint_meeting" in WRITERS["complaints_order"].add
    assert COLUMNS["joint_meeting_at"] == ("joint_meeting",)
    assert COLUMNS["number"] == ()
