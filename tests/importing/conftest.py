"""The shipped samples, and small registers written by tests."""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import translation

from redress.operations import console
from redress.operations.importing import mapping, runner
from redress.operations.importing.report import Report

SAMPLES = Path(str(files("redress.operations.demo") / "samples"))
HEADER = [
    "Company", "File No.", "Opened", "Closed", "Coverage", "SubCoverage", "Reason", "SubReason", "Disposition",
    "Conclusion", "Recovery", "Status",
]  # fmt: skip
ROW = [
    "GEICO Indemnity Company", "7005690", "2018-02-01", "2018-02-15", "Homeowners", "Hazard", "Claim Handling",
    "Claim Delay", "Claim Settled", "Justified", "100.00", "Closed",
]  # fmt: skip


def row(**more: str) -> list[str]:
    """A row of the newer layout: row(number='1', opened='2018-01-01', recovery='5')."""
    names = {"number": "File No."} | {name.lower(): name for name in HEADER}
    changed = {names[name]: value for name, value in more.items()}
    return [changed.get(name, value) for name, value in zip(HEADER, ROW, strict=True)]


def write(path: Path, rows: list[list[str]], header: list[str] = HEADER, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


@pytest.fixture
def take_over(db: None) -> Callable[..., Report]:
    """take_over(path) imports by the newer mapping; take_over(path, 'ct-2011', dry_run=True)."""

    def run(path: Path, by: str = "ct-2018", **more: object) -> Report:
        return runner.run(path, mapping.load(by), **more).report  # type: ignore[arg-type]

    return run


@pytest.fixture
def refused(take_over: Callable[..., Report]) -> Callable[..., str]:
    """What an import says that is refused."""

    def run(path: Path, by: str = "ct-2018", **more: object) -> str:
        with pytest.raises(console.BadInput) as raised:
            take_over(path, by, **more)
        return raised.value.message

    return run


@pytest.fixture
def redress(db: None, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line on the database of the tests."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    return lambda *arguments: CliRunner().invoke(console.redress, [str(each) for each in arguments])


@pytest.fixture(autouse=True)
def in_english():
    """What the tests read of messages, whatever the language of the house."""
    with translation.override("en"):
        yield
