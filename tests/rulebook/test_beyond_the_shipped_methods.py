"""What the shipped methods do not use is compared with its parent too (ORG-14)."""

from __future__ import annotations

import pytest

from redress.rulebook import RulebookError, loads
from tests.rulebook.child import HEAD, child

pytestmark = pytest.mark.req("ORG-14")

PARENT = """rulebook: parent
version: "1"
effective: 2026-01-01
title: {zh: 父, en: parent}
sources: {A-1: {title: {zh: 一, en: One}, text: {zh: 一, en: One}}}
channels: {fax: {title: {zh: 传真, en: Fax}, cite: A-1}, letter: {title: {zh: 来函, en: Letter}, cite: A-1}}
proofs: {notice: {title: {zh: 通知, en: Notice}, tells: true, cite: A-1}}
rereview:
  title: {zh: 复核, en: Re-review}
  units: [province]
  grounds: {repeat: {zh: 重复, en: Repeat}}
  cite: A-1
messages:
  list:
    title: {zh: 清单, en: List}
    house: daily_list
    to: addressee
    by: mail
    template: daily
    required: true
    cite: A-1
levels: {major: {title: {zh: 重大, en: Major}, cite: A-1}, general: {title: {zh: 一般, en: General}, cite: A-1}}
flows:
  claims:
    title: {zh: 理赔, en: Claims}
    when: {channel: fax}
    cite: A-1
    roles:
      handler: {title: {zh: 处理, en: Handler}, department: claims, duties: [handler], cite: A-1}
    steps:
      on: {title: {zh: 转, en: On}, does: hand_on, by: handler, to: handler, order: main, rejected: true, cite: A-1}
      grade: {title: {zh: 评定, en: Grade}, does: grade, by: handler, levels: [major], cite: A-1}
      rate: {title: {zh: 评难度, en: Rate}, does: grade, by: handler, grades: [general], cite: A-1}
"""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("channels: {letter: null}", "the way in is dropped"),
        ("proofs: {notice: {tells: false}}", "not recorded how the notice was given"),
        ("rereview: {linked: {repeat: repeat}}", "needs a link"),
        ("messages: {list: {house: change_due}}", "fewer occasions"),
        ("flows: {claims: {steps: {on: {order: none}}}}", "allows more: order none"),
        ("flows: {claims: {steps: {on: {rejected: false}}}}", "allows more: rejected"),
        ("flows: {claims: {steps: {grade: {levels: [major, general]}}}}", "allows more: general"),
        ("flows: {claims: {steps: {rate: {grades: [general, difficult]}}}}", "allows more: difficult"),
    ],
)
def test_what_the_shipped_methods_do_not_use_is_compared_too(body, says):
    with pytest.raises(RulebookError, match=says):
        loads(HEAD % "parent" + body, {"parent": PARENT}.__getitem__)


@pytest.mark.parametrize(
    "body",
    [
        "linking: {clusters: {same_agent: {at_least: 2, days: 365}}, wording: {at_least: 0.6}}",
        "clocks: {confirm: {warn: 6 working hours before}}",
        "clocks: {dispatch: {late: [{after: 0, urge: owner}, {after: 0, tell: head}]}}",
        # A shorter limit leaves less time before it.
        "clocks: {confirm: {limit: 4 working hours, warn: 1 working hour before}}",
        "callback: {hours: {from: '10:00', to: '17:00'}}",
        "quiet_hours: {from: '20:00', to: '08:30', by: [sms, wecom, dingtalk, mail]}",
        "committee: {sessions: {joint: {at_least: 5}}}",
        # Over days off a calendar day is over sooner than a working day, and a working day begins sooner before.
        (
            "clocks: {resolution: {late: [{after: 0, tell: head}, {after: 1 calendar day, tell: superior}, "
            "{after: 3 working days, tell: leading_group}]}}"
        ),
        "clocks: {resolution_law: {warn: 3 working days before}}",
        (
            "automatic_levels: [{title: {zh: 众, en: Many}, complainants: 10, level: major, cite: 2020-3/29}, "
            "{title: {zh: 定, en: Set}, designated: true, level: major, cite: 2020-3/29}, "
            "{title: {zh: 灾, en: Event}, event: [disaster, accident, public_health], level: major, cite: 2020-3/29}]"
        ),
        (
            "letters: {word: {title: {zh: 进展, en: Word}, prefix: 进展, telling: progress, tells: progress, "
            "proves: progress_told, cite: COM-07, parts: {text: {title: {zh: 正文, en: Text}}}}}"
        ),
    ],
)
def test_a_stricter_value_is_accepted(body):
    assert child(body).name == "child"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("levels: {major: {title: {zh: 一般投诉, en: General}}}", "called as 'general' is"),
        ("channels: {regulator: {title: {zh: 其他部门, en: Other department}}}", "called as 'department' is"),
        (
            "clocks: {resolution_law: {cite: ORG-14}}",
            "no longer cites 2020-3/18-1, 2020-3/43, civil-code/201",
        ),
        ("telling: {cite: [ORG-14]}", "no longer cites 2020-3/21"),
        ("messages: {breach: {by: [screen]}}", "sent on fewer occasions or to fewer"),
        (
            (
                "complainants: {friend: {title: {zh: 朋友, en: Friend}, cite: 2020-3/14, "
                "checklist: [{code: name, title: {zh: 姓名, en: Name}}]}}"
            ),
            "the law knows no such complainant",
        ),
    ],
)
def test_no_name_source_way_or_person_is_put_in_the_place_of_another(body, says):
    with pytest.raises(RulebookError) as refused:
        child(body, "guangxi-method")
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "body",
    [
        "levels: {major: {title: {zh: 重大消费投诉, en: Major}}}",
        "clocks: {confirm: {cite: [INT-06, INT-07, ORG-14, CLK-08]}}",
        "messages: {breach: {by: [screen, mail]}}",
    ],
)
def test_another_word_a_further_source_and_fewer_ways_out_are_the_childs_to_choose(body):
    assert child(body, "guangxi-method").name == "child"
