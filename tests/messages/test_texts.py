"""Every message has its text for every channel and language, and no text leaves a hole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import get_args

import pytest
from django.utils import translation

from redress.messages.composing.writing import FOLDER, path, write
from redress.messages.models import AlertKind
from redress.messages.notices import accounts
from redress.rulebook import RulebookError, load, loads
from redress.rulebook.sections.messages.schema import AlertName, Template

FACTS = {
    "number": "L2026-000001", "unit": "四川分公司", "kind": "理赔类", "level": "一般投诉", "limit": "受理确认",
    "order": "L2026-000001-01", "due": "2026-11-20 24:00", "said": "待您审批",
    "received": datetime(2026, 11, 18, 9, 30, tzinfo=UTC), "name": "刘建国", "stands_in": True, "hotline": "95500",
    "link": "https://redress.anhe.example/case/1", "department": "理赔部", "day": date(2026, 11, 18), "new": 1,
    "open": 2, "copies": 3, "orders": ["L2026-000001-01"], "duty": "协调员", "words": "新协调员电话",
    "reason": "需要调取异地医院病历并请专家核对医学资料", "until": date(2026, 12, 31),
    "article": "《办法》第十八条第一款",
}  # fmt: skip


@pytest.mark.req("COM-10")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("channel", ["sms", "mail", "wecom", "dingtalk", "letter"])
@pytest.mark.parametrize("template", get_args(Template))
def test_each_text_is_complete(template, channel, language):
    words = write(template, channel, language, FACTS)
    assert len(words.body) > 10
    assert bool(words.subject) == (channel in ("mail", "letter"))
    assert "{" not in words.body + words.subject
    assert len(words.version) == 12
    if channel == "sms":
        assert len(words.body) <= 200, "two parts of a long message at most"


def test_no_text_lies_about_that_nothing_uses():
    wanted = {path(t, c, lang) for t in get_args(Template) for c in ("sms", "mail") for lang in ("zh", "en")}
    own = (accounts.TEMPLATE, accounts.CHANGED)
    wanted |= {path(template, "mail", lang) for template in own for lang in ("zh", "en")}
    assert {str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*.txt")} == wanted


@pytest.mark.req("COM-10", "CLK-08")
def test_the_shipped_method_tells_every_alert_there_is():
    rules = load("life-method").method.messages.values()
    assert {alert for rule in rules for alert in rule.alert} | {"result"} == set(get_args(AlertName))


CHILD = """
rulebook: child
version: "1"
effective: 2026-01-01
extends: life-method
title: {zh: 子, en: child}
"""


@pytest.mark.req("COM-10")
@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("messages: {extension: null}", "a required message is dropped"),
        ("messages: {extension: {required: false}}", "an opt-out would hold"),
        ("messages: {extension: {event: closed}}", "fewer occasions"),
    ],
)
def test_no_insurer_drops_a_message_that_the_law_asks_for(more, says):
    with pytest.raises(RulebookError, match=says):
        loads(CHILD + more)


@pytest.mark.req("ORG-06")
@pytest.mark.parametrize(
    "more",
    [
        "reports: {coordinator_changed: null}",
        "reports: {coordinator_changed: {within: 8 working days}}",
        "reports: {handler_changed: {units: [counter_a]}}",
    ],
)
def test_no_insurer_reports_changes_of_people_later(more):
    with pytest.raises(RulebookError, match="is reported later or not at all"):
        loads(CHILD + more)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("to: customer, by: screen, event: closed, template: closing", "no text for the screen"),
        ("to: addressee, by: sms, event: closed, template: closing", "no addressee"),
        ("to: owner, by: sms, template: closing", "give one of alert, event or house"),
        ("to: owner, by: pigeon, event: closed, template: closing", "'by': should be"),
        ("to: owner, by: sms, event: closed, template: poem", "'template': should be"),
        ("to: owner, by: sms, event: eaten, template: closing", "eaten"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_with_its_reason(rule, says):
    with pytest.raises(RulebookError, match=says):
        loads(CHILD + f"messages: {{odd: {{title: {{zh: 怪, en: odd}}, cite: COM-10, {rule}}}}}")


@pytest.mark.req("CLO-02")
@pytest.mark.parametrize(("language", "head"), [("zh-hans", "部门负责人"), ("en", "head of your department")])
def test_a_signature_is_asked_of_the_head_whoever_of_the_department_is_told(language, head):
    """A coordinator reads the same alert and the same message."""
    with translation.override(language):
        assert head in str(AlertKind.SIGN.label)
    for channel in ("sms", "mail"):
        assert head in write("sign", channel, language, FACTS).body
