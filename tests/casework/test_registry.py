"""Commands are put together once, each under one name."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext_lazy

from redress import assembly
from redress.casework.command import Command
from redress.casework.registry import Registry
from redress.complaints.commands.registry import COMMANDS


class Wave(Command):
    name = "wave"
    label = gettext_lazy("Wave")


class WaveAgain(Command):
    name = "wave"
    label = gettext_lazy("Wave again")


def test_what_the_rooms_bring_stands_in_the_registry_in_the_order_of_the_assembly():
    assert list(COMMANDS) == list(assembly.ALL)
    assert COMMANDS.get("register") is assembly.BY_NAME["register"]
    assert COMMANDS.get("no_such_command") is None


def test_two_commands_of_one_name_are_an_error_that_names_both():
    registry: Registry[Command] = Registry()
    registry.assemble([Wave, Wave])
    with pytest.raises(ValueError, match=r"wave.*WaveAgain.*Wave"):
        registry.assemble([WaveAgain])
