"""The reference of commands is what the registry says."""

from pathlib import Path

from django.utils import translation

from redress.assembly import ADDRESSED
from redress.operations.manual import manual

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_of_commands_is_up_to_date():
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == manual(), "run `redress docs`"


def test_every_command_that_may_be_given_stands_in_it_with_its_source():
    parts = manual().split("\n### ")[1:]
    said = {(part.split("`", 2)[1], part.split("` ", 1)[1].split("\n")[0]) for part in parts}
    with translation.override("en"):
        assert {(each.name, str(each.label)) for kind in ADDRESSED for each in kind.all} <= said
    assert all("\n- sources: " in part for part in parts)
