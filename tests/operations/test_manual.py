"""The reference of commands is what the registry says."""

from pathlib import Path

from redress.operations.manual import manual

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_of_commands_is_up_to_date():
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == manual(), "run `redress docs`"
