"""The reference of commands is what the registry says."""

import os
import subprocess
import sys
from pathlib import Path

from django.utils import translation

from redress.assembly import ADDRESSED
from redress.operations import catalogue
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


def test_it_is_written_in_both_languages_whatever_was_compiled_before(tmp_path):
    """In a fresh checkout nothing is compiled, and the states would be called by their English names twice."""
    for po in catalogue.files():
        os.utime(po.with_suffix(".mo"), (0, 0))
    written = tmp_path / "commands.md"
    away = ("REDRESS_", "DJANGO_", "DATABASE_URL")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(away)}
    done = subprocess.run(
        [sys.executable, "-m", "redress", "docs", str(written)],
        env=inherited | {"REDRESS_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(po.with_suffix(".mo").stat().st_mtime > 0 for po in catalogue.files())
    assert written.read_text("utf-8") == manual()
