"""Walk-through L: the old register. A dry run, the mapping mended from its report, imported, searched, taken back,
imported again."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Page, expect

from redress.complaints.models import Complaint
from redress.importing.models import ImportRun
from redress.operations.console import redress
from redress.rulebook import State
from tests.fixtures.desk import the_house
from tests.walkthroughs import old_register as old
from tests.walkthroughs.pictures import PHONE, picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, database_url: str) -> Any:
    monkeypatch.setenv("DATABASE_URL", database_url)

    def given(*words: object) -> Result:
        with the_house():
            return CliRunner().invoke(redress, ["--lang", "zh", *map(str, words)])

    return given


@pytest.mark.req("INT-17", "SEC-06")
def test_an_old_register_is_tried_mended_imported_searched_taken_back_and_imported_again(
    run: Any, open_desk: Any, tmp_path: Path
) -> None:
    book = old.write(tmp_path / "旧登记簿.xlsx")
    first, mended = tmp_path / "first.yaml", tmp_path / "mended.yaml"
    first.write_text(old.MAPPING, "utf-8")
    mended.write_text(old.MENDED, "utf-8")

    report = _tried(run, book, first, tmp_path)
    # Half of the dates are written in another way, and one kind has no class: the report says both, and where.
    assert report["rejected"] > old.ROWS // 3
    assert any("登记日期" in each["because"] and "/" in each["because"] for each in report["rejected_rows"])
    assert [(each["column"], each["value"]) for each in report["unmapped"]] == [("类别", "服务态度")]

    said = run("import", book, "--mapping", first, "--dry-run").output
    # One line a kind of fault, so that the row that needs a hand is seen beside thousands of one kind.
    assert "第 5、7、9 行等共 3,501 行：登记日期" in said
    assert "第 2504 行：" in said

    report = _tried(run, book, mended, tmp_path)
    assert (report["rows"], report["imported"], report["unmapped"]) == (old.ROWS, old.ROWS - len(old.BAD), [])
    assert [each["line"] for each in report["rejected_rows"]] == [old.FIRST_LINE + place for place in old.BAD]
    with the_house():
        assert not Complaint.objects.filter(external_source="old-sichuan").exists()

    assert "没有文件" in run("import", tmp_path / "没有.xlsx", "--mapping", mended).output

    done = run("import", book, "--mapping", mended, "--rejects", tmp_path / "bad.csv")
    assert done.exit_code == 2, done.output
    assert len(list(csv.DictReader((tmp_path / "bad.csv").read_text("utf-8-sig").splitlines()))) == 3
    page = _searched(open_desk, old.UNIQUE)
    expect(page.locator("main [data-row]")).to_have_count(1)
    picture(page, "found")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    with the_house():
        number = ImportRun.objects.get().pk
    taken = run("import", "--take-back", number)
    assert (taken.exit_code, "6,997" in taken.output) == (0, True), taken.output
    page = _searched(open_desk, old.UNIQUE)
    expect(page.locator("main [data-row]")).to_have_count(0)

    again = run("import", book, "--mapping", mended, "--rejects", tmp_path / "bad.csv")
    assert again.exit_code == 2, again.output
    page = _searched(open_desk, old.UNIQUE)
    expect(page.locator("main [data-row]")).to_have_count(1)
    with the_house():
        ours = Complaint.objects.filter(external_source="old-sichuan")
        assert ours.filter(state=State.ARCHIVED).count() == 6_997
        assert ours.filter(state=State.TAKEN_BACK).count() == 6_997


def _tried(run: Any, book: Path, mapping: Path, folder: Path) -> dict[str, Any]:
    """What a dry run reports."""
    done = run(
        "import", book, "--mapping", mapping, "--dry-run", "--report", folder / "r.json",
        "--rejects", folder / "r.csv",
    )  # fmt: skip
    assert done.exit_code == 2, done.output
    assert (folder / "r.json").exists(), done.output
    found: dict[str, Any] = json.loads((folder / "r.json").read_text("utf-8"))
    return found


def _searched(open_desk: Any, words: str) -> Page:
    page: Page = open_desk("sc.officer", f"/search?q={words}")
    return page
