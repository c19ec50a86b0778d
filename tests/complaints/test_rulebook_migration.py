"""Open cases move to another version of their rulebook only when somebody says so, and everybody can see how."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from redress.clocks.models import Clock
from redress.complaints import rulebook_migration, said
from redress.complaints.commands.migrate_rulebook import MigrateRulebook
from redress.complaints.executor import execute
from redress.complaints.models import Complaint, JournalEntry, RulebookVersion
from redress.complaints.refusals import Forbidden, Refusal
from redress.complaints.rulebooks import opened, publish
from redress.rulebook import Rulebook, load
from redress.rulebook.coverage import CodeMap, Way, coverage
from tests.complaints.inputs import transfer


@pytest.fixture
def case(actor, wednesday) -> Complaint:
    """Registered on a Wednesday; its method gives it some working days."""
    return Complaint.objects.get(number=execute(transfer(), actor("sc.officer")).number)


def newer(folder: Path, of: Rulebook, **sections: Any) -> RulebookVersion:
    """The next version of a rulebook: its own words, with sections laid over them."""
    text = changed(of, **sections)
    file = folder / f"{of.name}.yaml"
    file.write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")
    return publish(str(file))


def changed(of: Rulebook, **sections: Any) -> dict[str, Any]:
    """What the rulebook itself says, as version 2027.1; sections of named rules keep those that are not given."""
    own = yaml.safe_load(of.texts[of.name])
    kept = {
        name: {**own[name], **given} if isinstance(own.get(name), dict) else given
        for name, given in sections.items()
    }
    return {**own, "version": "2027.1", **kept}


def confirm_in_hours() -> dict[str, Any]:
    return {"clocks": {"confirm": {"limit": "2 working hours"}}}


def move(version: RulebookVersion, **more: Any) -> MigrateRulebook:
    return MigrateRulebook(
        rulebook=version.name, rulebook_version=version.version, reason="新版办法统一执行", **more
    )


@pytest.mark.django_db
@pytest.mark.req("CLK-09")
def test_publishing_a_version_moves_no_running_deadline(case, tmp_path):
    before = list(Clock.objects.filter(complaint=case).values_list("key", "due_at"))
    newer(tmp_path, opened(case.rulebook), **confirm_in_hours())
    case.refresh_from_db()
    assert case.rulebook.version != "2027.1"
    assert list(Clock.objects.filter(complaint=case).values_list("key", "due_at")) == before


@pytest.mark.django_db
@pytest.mark.req("CLK-09")
def test_moving_a_case_moves_its_deadline_and_the_journal_keeps_both(case, tmp_path, actor):
    version = newer(tmp_path, opened(case.rulebook), **confirm_in_hours())
    before = Clock.objects.get(complaint=case, key="confirm").due_at
    execute(move(version), actor("sc.cshead"), case.number)
    case.refresh_from_db()
    after = Clock.objects.get(complaint=case, key="confirm").due_at
    assert case.rulebook == version
    assert after < before
    entry = JournalEntry.objects.filter(complaint=case).latest("sequence")
    told = {each["clock"]: each for each in entry.facts["moved"]}
    assert datetime.fromisoformat(told["confirm"]["before"]) == before
    assert datetime.fromisoformat(told["confirm"]["after"]) == after
    assert said.words_of(entry)["payload/reason"] == "新版办法统一执行"


@pytest.mark.django_db
@pytest.mark.req("CLK-09")
def test_who_handles_the_case_may_not_give_it_other_deadlines(case, tmp_path, actor):
    version = newer(tmp_path, opened(case.rulebook), **confirm_in_hours())
    with pytest.raises(Forbidden):
        execute(move(version), actor("sc.officer"), case.number)


@pytest.mark.django_db
@pytest.mark.req("CLK-09")
def test_the_preview_changes_nothing_and_says_what_carrying_out_then_does(case, tmp_path, actor):
    version = newer(tmp_path, opened(case.rulebook), **confirm_in_hours())
    plan = rulebook_migration.Plan(case.rulebook, version)
    head = actor("sc.cshead")
    seen = rulebook_migration.preview(head, plan)
    assert (seen.cases, seen.looked_at) == (1, 1)
    assert seen.by_clock["confirm", "earlier"] == 1
    case.refresh_from_db()
    assert case.rulebook != version
    done = rulebook_migration.carry_out(head, plan, "新版办法统一执行")
    assert (done.moved, done.refused) == (1, {})
    told = next(each for each in seen.sample if each.clock == "confirm")
    assert Clock.objects.get(complaint=case, key="confirm").due_at == datetime.fromisoformat(told.after)
    assert rulebook_migration.preview(head, plan).cases == 0


@pytest.mark.django_db
@pytest.mark.req("CLS-07")
def test_a_class_that_the_new_version_lacks_is_named_and_mapped(case, tmp_path, actor):
    without = {"claims": None, "medical": {"title": {"zh": "医疗理赔类", "en": "Medical claims"}}}
    version = newer(
        tmp_path,
        load("statutory-2020"),
        class_sets={
            "method": {
                "title": {"zh": "分类", "en": "Classes"},
                "version": "2",
                "cite": "2020-3/13",
                "codes": {"medical": without["medical"]},
            }
        },
        channels={"regulator": {"title": {"zh": "监管机构", "en": "Regulator"}, "cite": "2020-3/12"}},
    )
    head = actor("sc.cshead")
    with pytest.raises(Refusal) as refusal:
        execute(move(version), head, case.number)
    assert (refusal.value.rule, refusal.value.field) == ("CLS-07", "class_code")
    plan = rulebook_migration.Plan(case.rulebook, version, codes=CodeMap({"claims": "medical"}))
    assert rulebook_migration.preview(head, plan).codes.complete
    assert rulebook_migration.carry_out(head, plan, "统一分类").moved == 1
    case.refresh_from_db()
    assert (case.class_code, case.class_at_intake) == ("medical", "claims")


@pytest.mark.req("CLS-07")
def test_the_coverage_report_counts_the_cases_of_every_code():
    book = load("life-method")
    in_use = {("claims", "claim_slow"): 7, ("old_class", ""): 3, ("payments", "gone"): 2}
    found = coverage(in_use, book, CodeMap({"old_class": "other"}))
    assert (found.cases, found.lost, found.complete) == (12, 2, False)
    assert {row.code[0]: row.carried.way for row in found.rows} == {
        "claims": Way.SAME,
        "old_class": Way.MAPPED,
        "payments": Way.LOST,
    }


@pytest.mark.req("CLS-07")
def test_a_mapping_to_a_code_that_does_not_exist_is_no_mapping():
    found = coverage({("old_class", ""): 1}, load("life-method"), CodeMap({"old_class": "nowhere"}))
    assert found.lost == 1
