"""The command line on cases and rulebooks: what it prints, and status 2 on bad input."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from redress.casework.models import RulebookVersion
from redress.complaints.executor import execute
from redress.complaints.models import JournalEntry
from redress.operations.console import redress
from tests.complaints.inputs import transfer


@pytest.fixture
def run(monkeypatch, database_url):
    """run("explain", number): the test's own database serves, so no other server is started."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(redress, [str(word) for word in words])


def said(result: Result) -> str:
    return result.output


@pytest.fixture
def number(actor, wednesday, db):
    return execute(transfer(), actor("sc.officer")).number


@pytest.mark.req("CLK-07", "SYS-03")
def test_explain_says_why_each_deadline_is_what_it_is(run, number):
    zh, en = run("explain", number), run("explain", number, "--language", "en")
    assert zh.exit_code == en.exit_code == 0
    assert "法定处理期限" in said(zh)
    assert "calendar days" in said(en)


@pytest.mark.django_db
def test_an_unknown_case_ends_with_status_2(run):
    result = run("explain", "L2026-9999999")
    assert result.exit_code == 2
    assert "L2026-9999999" in said(result)


@pytest.mark.req("SEC-04")
def test_verify_counts_journals_and_faults(run, number):
    result = run("verify", number)
    assert (result.exit_code, said(result).strip()) == (0, "1 journals checked, 0 with faults")


@pytest.mark.django_db
def test_verify_of_an_unknown_case_ends_with_status_2(run):
    assert run("verify", "NOPE").exit_code == 2


@pytest.mark.req("SEC-02")
def test_keys_rotate_tells_what_it_wrote(run, number):
    result = run("keys", "rotate")
    assert result.exit_code == 0
    assert "complaints_party.name: 0 rewritten" in said(result)


@pytest.mark.req("SYS-03")
def test_a_rulebook_with_a_cycle_ends_with_status_2_and_names_the_chain(run, tmp_path: Path):
    head = (
        'rulebook: {name}\nversion: "1"\neffective: 2026-01-01\ntitle: {{zh: 甲, en: A}}\nextends: {parent}\n'
    )
    (tmp_path / "one.yaml").write_text(head.format(name="one", parent="two"), "utf-8")
    (tmp_path / "two.yaml").write_text(head.format(name="two", parent="one"), "utf-8")
    result = run("rulebook", "check", tmp_path / "one.yaml")
    assert result.exit_code == 2
    assert "one.yaml:5" in said(result) or "two.yaml:5" in said(result)
    assert "one" in said(result)
    assert "two" in said(result)


@pytest.mark.req("SYS-03")
def test_a_shipped_rulebook_holds_and_differs_from_another(run):
    assert run("rulebook", "check", "src/redress/rulebook/rulebooks/life-method.yaml").exit_code == 0
    told = said(run("rulebook", "diff", "life-method", "property-method", "--json"))
    rows = json.loads(told)
    limit = next(row for row in rows if row["path"] == "limits.annex2.rows[0].limit")
    assert (limit["kind"], limit["before"], limit["after"]) == (
        "changed",
        "7 working days",
        "10 working days",
    )
    assert limit["words"]["section"] in ("时限表", "Tables of limits")
    lines = said(run("--lang", "en", "rulebook", "diff", "life-method", "property-method"))
    assert "no. 1 › limit: 7 working days → 10 working days  [limits.annex2.rows[0].limit]" in lines
    lines = said(run("--lang", "zh", "rulebook", "diff", "life-method", "property-method"))
    assert "第 1 条 › 时限：7 个工作日 → 10 个工作日" in lines


@pytest.mark.django_db
@pytest.mark.req("CLK-09")
def test_publishing_twice_is_publishing_once_and_a_published_version_never_changes(run, tmp_path: Path):
    before = RulebookVersion.objects.count()
    assert run("rulebook", "publish", "life-method").exit_code == 0
    assert RulebookVersion.objects.count() == before
    shipped = Path("src/redress/rulebook/rulebooks/life-method.yaml").read_text("utf-8")
    (tmp_path / "changed.yaml").write_text(
        shipped.replace("limit: 3 working days", "limit: 2 working days"), "utf-8"
    )
    result = run("rulebook", "publish", tmp_path / "changed.yaml")
    assert result.exit_code == 2
    assert "CLK-09" in said(result)


@pytest.mark.req("CLK-06")
def test_a_broken_year_file_ends_with_status_2_and_loads_nothing(run, tmp_path: Path, db):
    (tmp_path / "2027.yaml").write_text("year: 2027\noff:\n  - 01-40 元旦\n", "utf-8")
    result = run("calendar", "load", "cn", tmp_path / "2027.yaml")
    assert result.exit_code == 2
    assert "01-40" in said(result)
    assert not JournalEntry.objects.filter(command="recompute_clocks").exists()
