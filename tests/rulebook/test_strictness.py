"""A child may be stricter than what it extends, never looser."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redress.rulebook import Event, RulebookError, loads, project
from redress.worktime import shipped
from tests.rulebook.conftest import HEAD

PARENT = (
    HEAD.format(name="parent")
    + """\
clocks:
  reply:
    title: {zh: 回复, en: Reply}
    cite: A-1
    starts: registered
    stops: closed
    cancels: [withdrawn]
    limit: %s
    pauses:
      - {reason: appraisal, title: {zh: 鉴定, en: Appraisal}, proof: [paper], cite: A-1}
    extends: {by: 5 working days, needs: [approval], cite: A-1}
closing:
  - {who: province, when: {source: regulator}, cite: A-1}
  - {who: receiver, cite: A-1}
before_closing:
  validity: {text: {zh: 有效性, en: Validity}, cite: A-1}
retention:
  file: {title: {zh: 档案, en: File}, years: 5, cite: A-1}
complainants:
  group: {title: {zh: 共同, en: Group}, max_representatives: 5, cite: A-1}
automatic_levels:
  - {title: {zh: 二十人, en: Twenty}, complainants: 20, level: major, cite: A-1}
on_the_spot:
  - {when: {level: general}, duties: [intake], up_to: 1000, cite: A-1}
authority:
  officer: {when: {level: general}, units: province, duties: handler, up_to: 1000, cite: A-1}
  leader: {units: province, duties: manager, up_to: any, cite: A-1}
approvers:
  approval: {title: {zh: 上级批准, en: Approval}, superior: manager, cite: A-1}
"""
)
CHILD = 'rulebook: child\nversion: "1"\neffective: 2026-01-01\ntitle: {zh: 子, en: Child}\nextends: parent\n'


def extended(body: str, limit: str = "10 working days") -> None:
    loads(CHILD + body, {"parent": PARENT % limit}.__getitem__, file="child.yaml")


def refusal(body: str, limit: str = "10 working days") -> str:
    with pytest.raises(RulebookError) as caught:
        extended(body, limit)
    return str(caught.value)


@pytest.mark.req("CLK-02")
def test_a_longer_limit_is_refused_naming_both_rules_with_file_and_line() -> None:
    text = refusal("clocks:\n  reply:\n    limit: 11 working days\n")
    assert text.startswith(
        "child.yaml:8: child clocks.reply.limit: looser than parent clocks.reply, parent:11:"
    )
    assert "11 working days can be longer than 10 working days" in text


def test_a_shorter_limit_is_accepted() -> None:
    extended("clocks:\n  reply:\n    limit: 9 working days\n")


@pytest.mark.req("CLK-02")
def test_working_days_are_compared_with_calendar_days_over_every_start_day() -> None:
    text = refusal("clocks:\n  reply:\n    limit: 10 working days\n", limit="15 calendar days")
    assert "10 working days can be longer than 15 calendar days" in text
    assert "counted from" in text
    extended("clocks:\n  reply:\n    limit: 4 working days\n", limit="15 calendar days")
    # Eight days of Spring Festival in 2025, nine in 2026: three calendar days are not three working days.
    assert "can be longer" in refusal(
        "clocks:\n  reply:\n    limit: 1 working day\n", limit="3 calendar days"
    )


def test_working_hours_are_compared_with_days() -> None:
    extended("clocks:\n  reply:\n    limit: 4 working hours\n", limit="1 working day")
    assert "can be longer" in refusal(
        "clocks:\n  reply:\n    limit: 9 working hours\n", limit="1 working day"
    )


PAUSE = (
    "clocks:\n  reply:\n    pauses:\n      - {reason: %s, title: {zh: 停, en: P}, proof: [%s], cite: A-1}\n"
)
LOOSER = {
    "drops the clock": ("clocks:\n  reply: null\n", "the clock is dropped"),
    "drops it for a subject": ("clocks:\n  reply:\n    for: {level: major}\n", "no limit for level=general"),
    "starts later": ("clocks:\n  reply:\n    starts: dispatched\n", "no longer starts at 'registered'"),
    "stops for less": ("clocks:\n  reply:\n    stops: [closed, contacted]\n", "'contacted' must not stop it"),
    "is cancelled by more": (
        "clocks:\n  reply:\n    cancels: [withdrawn, settled]\n",
        "'settled' must not be in cancels",
    ),
    "restarts": ("clocks:\n  reply:\n    restarts: new_facts\n", "'new_facts' must not be in restarts"),
    "adds a pause": (
        PAUSE % ("illness", "paper"),
        "'illness' is no ground for a pause",
    ),
    "pauses without the proof": (
        PAUSE % ("appraisal", "word"),
        "the proof lacks paper",
    ),
    "extends further": (
        "clocks:\n  reply:\n    extends: {by: 6 working days, needs: [approval], cite: A-1}\n",
        "6 working days can be longer than 5 working days",
    ),
    "extends twice": ("clocks:\n  reply:\n    extends: {times: 2}\n", "it may be extended more often"),
    "extends without approval": ("clocks:\n  reply:\n    extends: {needs: []}\n", "no longer needs approval"),
    "rolls forward": (
        "clocks:\n  reply:\n    roll: next_working_day\n    limit: 10 calendar days\n",
        "longer",
    ),
    "widens who closes": ("closing:\n  - {who: receiver, cite: A-1}\n", "not the province"),
    "drops a precondition": ("before_closing:\n  validity: null\n", "the precondition is dropped"),
    "narrows a precondition": (
        "before_closing:\n  validity: {when: {level: major}}\n",
        "the precondition holds in fewer cases",
    ),
    "keeps papers for less long": ("retention:\n  file: {years: 4}\n", "4 years are fewer than 5"),
    "takes a sixth representative": ("complainants:\n  group: {max_representatives: 6}\n", "more than 5"),
    "sees fewer cases as major": (
        "automatic_levels:\n  - {title: {zh: 三十, en: Thirty}, complainants: 30, level: major, cite: A-1}\n",
        "no longer major: Twenty",
    ),
    "lets a handler decide more": (
        "authority:\n  officer: {up_to: 1001}\n",
        "handler of province may decide more",
    ),
    "lets a handler decide major cases": (
        "authority:\n  officer: {when: {level: [general, major]}}\n",
        "handler of province may decide more (level=major)",
    ),
    "lets another duty decide": (
        "authority:\n  new: {units: counter_a, duties: intake, up_to: 1, cite: A-1}\n",
        "intake of counter_a may decide more",
    ),
    "lets another duty allow an extension": (
        "approvers:\n  approval: {superior: [manager, handler]}\n",
        "handler may not approve it",
    ),
    "lets intake settle more": (
        "on_the_spot:\n  - {when: {level: general}, duties: [intake], up_to: 1001, cite: A-1}\n",
        "intake may settle more on the spot",
    ),
}


@pytest.mark.req("CLO-01", "CLK-05", "CLS-05", "AUT-01")
@pytest.mark.parametrize("what", LOOSER)
def test_a_child_is_refused_that(what: str) -> None:
    body, words = LOOSER[what]
    text = refusal(body, limit="10 calendar days" if what == "rolls forward" else "10 working days")
    assert "child.yaml:" in text
    assert "looser than parent " in text
    assert words in text


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 12), st.integers(0, 12), st.sampled_from(["working day", "calendar day", "hour"]))
def test_an_accepted_child_is_never_due_later_than_its_parent(n: int, m: int, unit: str) -> None:
    cn = shipped.load("cn")
    parent = loads(PARENT % f"{n} calendar days")
    try:
        child = loads(
            CHILD + f"clocks:\n  reply:\n    limit: {m} {unit}s\n", lambda _: PARENT % f"{n} calendar days"
        )
    except RulebookError:
        return
    for day in range(0, 700, 9):
        start = datetime(2025, 1, 1, 9, tzinfo=cn.zone) + timedelta(days=day)
        event = Event("registered", start, 1)
        assert project([event], child, cn)[0].due_at <= project([event], parent, cn)[0].due_at


def test_a_chain_of_three_is_checked_link_by_link() -> None:
    province = CHILD.replace("child", "province").replace("extends: parent", "extends: child")
    texts = {
        "parent": PARENT % "10 working days",
        "child": CHILD + "clocks:\n  reply: {limit: 8 working days}\n",
    }
    with pytest.raises(RulebookError, match=r"looser than child clocks\.reply"):
        loads(province + "clocks:\n  reply: {limit: 9 working days}\n", texts.__getitem__)
    assert loads(province + "clocks:\n  reply: {limit: 7 working days}\n", texts.__getitem__).chain == (
        "province",
        "child",
        "parent",
    )
