"""Deadlines explain themselves; the method prints as a document; versions can be compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from redress.rulebook import Event, Rulebook, conditions, diff, document, explain, load, loads, project
from redress.worktime import Calendar
from tests.rulebook.conftest import case

At = Callable[[str], datetime]


@pytest.mark.req("CLK-02", "CLK-07")
def test_method_and_law_stand_side_by_side_over_spring_festival(life: Rulebook, at: At, cn: Calendar) -> None:
    clocks = project([case(at, "2026-02-13 10:00")], life, cn)
    by_key = {clock.key: explain(clock, life, cn, "zh", clocks) for clock in clocks}
    method, legal = by_key["resolution"], by_key["resolution_law"]
    assert method.headline == "办法规定的处理时限：3 个工作日，截止 2026-02-25（星期三）24:00（计时中）"
    assert [(run.first, run.last, run.days, run.reason) for run in method.skipped] == [
        (date(2026, 2, 15), date(2026, 2, 23), 9, "春节")
    ]
    assert method.make_up == (date(2026, 2, 14),)
    assert "计入的工作日：2026-02-14、2026-02-24、2026-02-25" in method.arithmetic
    assert method.note.startswith("该数值并非来自管理办法。")
    assert method.governed_by == "以本时限为准：比同组其他时限早 3 日。"
    assert legal.headline == "法定处理期限：15 日，截止 2026-02-28（星期六）24:00（计时中）"
    assert legal.skipped == legal.make_up == ()
    assert "自然日，节假日计入，最后一日不顺延" in legal.arithmetic
    assert legal.governed_by == "以较早者为准：办法规定的处理时限，截止 2026-02-25（星期三）24:00。"
    assert legal.citations[0].title == "《办法》第十八条第一款"
    assert "十五日内" in legal.citations[0].text


@pytest.mark.req("CLK-07")
def test_an_explanation_speaks_english_too(life: Rulebook, at: At, cn: Calendar) -> None:
    clocks = project([case(at, "2026-02-13 10:00")], life, cn)
    text = explain(
        next(clock for clock in clocks if clock.key == "resolution"), life, cn, "en", clocks
    ).as_text()
    assert "Resolution by the method: 3 working days, due Wed 2026-02-25 24:00 (running)" in text
    assert "2026-02-13 + 3 working days = 2026-02-25" in text
    assert "Make-up working days, counted: 2026-02-14" in text


@pytest.mark.req("CLK-05", "CLK-07")
def test_pauses_and_extensions_are_in_the_sum(law: Rulebook, at: At, cn: Calendar) -> None:
    events = [
        Event("registered", at("2026-01-15 10:00"), 1, {"complexity": "complex"}),
        Event("paused", at("2026-01-20 15:00"), 2, reason="appraisal"),
        Event("resumed", at("2026-02-01 09:00"), 3, reason="appraisal"),
        Event("extended", at("2026-02-10 10:00"), 4, approver="王敏"),
        Event("extension_told", at("2026-02-10 10:00"), 5),
    ]
    (clock,) = project(events, law, cn)
    found = explain(clock, law, cn)
    assert found.arithmetic[2:5] == (
        "2026-01-15 + 30 日 = 2026-02-14",
        "2026-02-14 + 12 日 = 2026-02-26",
        "2026-02-26 + 30 日 = 2026-03-28",
    )
    assert clock.due_at == at("2026-03-29 00:00")
    assert any("中止（外部机构鉴定、检测、评估，不计入 12 日）" in line for line in found.segments)
    assert any("延长 30 日，批准人：王敏" in line for line in found.segments)


@pytest.mark.req("CLK-06", "CLK-07")
def test_a_provisional_deadline_warns(life: Rulebook, at: At, cn: Calendar) -> None:
    clocks = project([case(at, "2026-12-30 10:00")], life, cn)
    resolution = next(clock for clock in clocks if clock.key == "resolution")
    assert "暂定" in explain(resolution, life, cn).as_text()
    assert "Provisional" in explain(resolution, life, cn, "en").as_text()


@pytest.mark.req("CLK-07")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_clock_of_a_long_case_can_be_explained(
    language: str, life: Rulebook, at: At, cn: Calendar
) -> None:
    events = [
        Event("received", at("2026-03-02 09:00"), 1),
        case(
            at,
            "2026-03-02 10:00",
            complexity="complex",
            level="major",
            callback_finding="misleading",
            company="life",
        ),
        Event("dispatched", at("2026-03-02 11:00"), 2, about="D1", due=at("2026-03-04 12:00")),
        Event("co_ordered", at("2026-03-02 14:00"), 3, about="C1"),
        Event("new_facts", at("2026-03-06 14:00"), 4),
        Event("emergency_started", at("2026-03-02 10:00"), 1),
        Event("limit_set", at("2026-03-02 16:00"), 3, about="E1", due=at("2026-03-11 00:00")),
        Event("handed_down", at("2026-03-02 15:00"), 3, about="D2"),
        Event("reinvestigation_ordered", at("2026-03-06 14:30"), 4),
        Event("referred", at("2026-03-06 15:00"), 4),
        Event("ruled", at("2026-03-07 15:00"), 4),
        Event("approval_asked", at("2026-03-09 13:00"), 5, about="A1"),
        Event("proposed", at("2026-03-09 14:00"), 5),
        Event("promised", at("2026-03-09 14:00"), 5),
        Event("feedback_rejected", at("2026-03-10 14:00"), 6),
        Event("feedback_accepted", at("2026-03-12 14:00"), 7),
        Event("opinion_sent", at("2026-03-12 14:10"), 7),
        Event("callback_dissatisfied", at("2026-03-12 14:30"), 8),
        Event("determined", at("2026-03-12 15:00"), 9),
        Event("closed", at("2026-03-12 16:00"), 10),
        Event("review_requested", at("2026-03-20 16:00"), 11),
    ]
    clocks = project(events, life, cn)
    assert len({clock.key for clock in clocks}) == len(life.method.clocks)
    for clock in clocks:
        text = explain(clock, life, cn, language, clocks).as_text()
        assert "None" not in text
        assert clock.title.get(language) in text


@pytest.mark.req("SYS-03")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_rulebook_prints_as_a_document_with_every_clock_and_table(language: str, life: Rulebook) -> None:
    paper = document(life, language)
    assert [chapter.anchor for chapter in paper.chapters] == [
        "intake", "classes", "handling", "special", "authority", "limits", "law", "messages", "letters",
        "committee", "closing", "sources",
    ]  # fmt: skip
    limits = next(chapter for chapter in paper.chapters if chapter.anchor == "limits")
    clocks = [f"clock-{key}" for key in life.method.clocks]
    assert [article.anchor for article in limits.articles] == [*clocks, "ladder_times"]
    for chapter in paper.chapters:
        for table in chapter.tables:
            assert all(len(row.cells) == len(table.header) for row in table.rows)
    anchors = [article.anchor for chapter in paper.chapters for article in chapter.articles]
    assert len(anchors) == len(set(anchors))


@pytest.mark.req("CLK-11")
def test_annex_2_is_readable_as_a_table(life: Rulebook) -> None:
    table = next(
        table
        for chapter in document(life, "zh").chapters
        for table in chapter.tables
        if table.anchor == "limits-annex2"
    )
    row = table.rows[0]
    assert row.cells == ("投诉级别为重大投诉、疑难投诉", "7 个工作日")
    assert row.origin is not None
    assert not row.origin.from_method
    assert "附件 2 缺失" in row.origin.note
    assert [cite.key for cite in row.origin.cites] == ["CLK-11"]


@pytest.mark.req("SYS-03", "CLK-11")
def test_a_diff_names_each_value_that_changed(life: Rulebook) -> None:
    text = life.texts["life-method"].replace("limit: 3 working days", "limit: 2 working days")
    changes = diff(life, loads(text))
    assert [str(change) for change in changes] == [
        "~ limits.annex2.rows[2].limit: 3 working days -> 2 working days"
    ]
    assert diff(life, load("life-method")) == []


def test_a_condition_tells_which_fact_matched() -> None:
    condition: dict[str, Any] = {"level": frozenset({"major"}), "class": frozenset({"claims"})}
    found = conditions.explain(condition, {"level": "major", "class": "sms"})
    assert [(match.attribute, match.value, match.holds) for match in found] == [
        ("level", "major", True),
        ("class", "sms", False),
    ]
    assert not conditions.matches(condition, {"level": "major"})


@pytest.mark.req("CLK-07")
def test_overlapping_pauses_name_every_ground(life, at, cn):
    events = [
        case(at, "2026-03-02 10:00"),
        Event("paused", at("2026-03-04 10:00"), 2, reason="appraisal"),
        Event("paused", at("2026-03-05 10:00"), 3, reason="mediation"),
        Event("resumed", at("2026-03-06 10:00"), 4, reason="appraisal"),
        Event("resumed", at("2026-03-09 10:00"), 5, reason="mediation"),
    ]
    [law] = [clock for clock in project(events, life, cn) if clock.key == "resolution_law"]
    said = explain(law, life, cn, "zh")
    assert any("外部机构鉴定、检测、评估、双方同意的调解，不计入 5 日" in words for words in said.segments)
    # Fifteen days from 2 March are 17 March; the five days from the 4th to the 9th are left out.
    assert law.due_at == at("2026-03-23 00:00")


@pytest.mark.req("CLK-07")
def test_a_limit_in_hours_shows_the_sunday_it_began_on_and_when_service_opens(at, cn):
    book = load("group-flows")
    events = [case(at, "2026-03-01 10:00", flow="claims")]
    [contact] = [clock for clock in project(events, book, cn) if clock.key == "claims_contact"]
    said = "\n".join(explain(contact, book, cn, "zh").arithmetic)
    assert "2026-03-02（星期一）08:30 开始服务时起计时" in said
    assert "跳过：2026-03-01" in said


@pytest.mark.req("CLK-07")
def test_a_day_is_not_added_to_itself_and_calendar_days_are_never_recomputed(life, at, cn):
    clocks = {clock.key: clock for clock in project([case(at, "2026-12-30 10:00")], life, cn)}
    same_day = "\n".join(explain(clocks["dispatch"], life, cn, "zh").arithmetic)
    assert "2026-12-30 + " not in same_day
    assert "当日（2026-12-30）内完成" in same_day
    law = clocks["resolution_law"]
    assert law.due_at == at("2027-01-15 00:00")
    assert explain(law, life, cn, "zh").provisional == ""
    assert explain(clocks["resolution"], life, cn, "zh").provisional
