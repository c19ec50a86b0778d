"""People judge by names: a child swaps none, and rewrites none where the name is the whole rule (ORG-14)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redress.rulebook import Rulebook, RulebookError, load, loads
from redress.rulebook.strictness.names import _named

pytestmark = pytest.mark.req("ORG-14", "CLS-01", "FLW-12")

HEAD = (
    'rulebook: child\nversion: "1"\neffective: 2026-01-01\nextends: group-flows\ntitle: {zh: 子, en: child}\n'
)
METHOD = load("group-flows").method
NAMED = [(path, names) for path, names in _named(METHOD) if len(set(names.values())) > 1]
"""Every mapping of codes to names in a shipped method: classes, reasons, steps, roles, parts of letters, figures ..."""


def child(body: str) -> Rulebook:
    return loads(HEAD + body)


def as_yaml(path: tuple[Any, ...], value: dict[str, Any]) -> str:
    """JSON is YAML, so that no name breaks the syntax."""
    for step in reversed(path[1:]):
        value = {str(step): value}
    return f"{path[0]}: {json.dumps(value, ensure_ascii=False)}"


def renamed(path: tuple[Any, ...], key: str, name: str) -> str:
    entry: Any = METHOD
    for step in (*path, key):
        entry = entry[step] if isinstance(entry, dict) else getattr(entry, str(step))
    words = {"zh": name, "en": "Another"}
    return as_yaml((*path, key), {"title": words} if hasattr(entry, "title") else words)


def test_the_mappings_of_names_are_found_wherever_they_stand():
    there = {".".join(map(str, path)) for path, _names in NAMED}
    assert {"class_sets.method.codes", "levels", "counting", "callback.script", "flows.banca.steps"} <= there
    assert "letters.processing_opinion.parts" in there
    assert "class_sets.method.codes.claims.reasons" in there


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.data())
def test_no_code_is_called_what_another_is_called(data):
    path, names = data.draw(st.sampled_from(NAMED))
    key = data.draw(st.sampled_from(sorted(names)))
    others = sorted({name for name in names.values() if name != names[key]})
    with pytest.raises(RulebookError) as refused:
        child(renamed(path, key, data.draw(st.sampled_from(others))))
    assert "looser than" in str(refused.value)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (("proofs",), "commission"),
        (("declining",), "not_concerned"),
        (("callback_findings",), "wrong_contact"),
        (("callback", "script"), "result_told"),
        (("rereview", "grounds"), "differs"),
        (("judging", "findings"), "responsible"),
        (("spot_checks", "subordinate_closures", "items"), "validity_right"),
        (("letters", "processing_opinion", "parts"), "decision"),
        (("class_sets", "method", "codes"), "claims"),
        (("class_sets", "method", "codes", "claims", "reasons"), "claim_slow"),
    ],
    ids=str,
)
def test_words_that_are_the_whole_rule_are_not_rewritten(path, key):
    with pytest.raises(RulebookError, match="its words are the rule"):
        child(renamed(path, key, "另一种说法"))


WAYS_ROUND = {
    "the handler grades by a further step": (
        (
            "flows: {banca: {steps: {regrade: {title: {zh: 复评, en: Again}, does: grade, by: branch_handler, "
            "grades: [general, difficult], after: [to_banca], cite: FLW-12}}}}"
        ),
        "a way round the one that does the same",
    ),
    "the order goes out without what it needs": (
        (
            "flows: {banca: {steps: {quick: {title: {zh: 速办, en: Quick}, does: dispatch, by: branch_handler, "
            "after: [grade], cite: FLW-12}}}}"
        ),
        "a way round the one that does the same",
    ),
    "a main order goes out by handing on": (
        (
            "flows: {banca: {steps: {quick: {title: {zh: 速转, en: Quick}, does: hand_on, by: branch_handler, "
            "to: banca_contact, order: main, cite: FLW-12}}}}"
        ),
        "a way round the one that does the same",
    ),
    "the case owner verifies in the place of the handler": (
        (
            "flows: {claims: {steps: {other: {title: {zh: 另核, en: Other}, does: verify, by: case_owner, "
            "cite: FLW-11}}}}"
        ),
        "a way round the one that does the same",
    ),
    "the notice of an extension says that the complaint was accepted": (
        "messages: {extension: {template: accepted}}",
        "says what 'accepted' says",
    ),
    "a limit that has passed is told as a copy": (
        "messages: {breach: {template: copied}}",
        "says what 'copied' says",
    ),
    "who has no such address hears nothing, not even on the screen": (
        "messages: {order: {by: [dingtalk]}}",
        "fewer occasions or to fewer",
    ),
    "who gave an e-mail address alone is not told that the complaint was accepted": (
        "messages: {accepted: {by: [sms]}}",
        "fewer occasions or to fewer",
    ),
    "who has no e-mail address is not told of the closing": (
        "messages: {closing: {by: [mail]}}",
        "fewer occasions or to fewer",
    ),
    "progress is told of complaints alone": (
        "messages: {progress: {complaints_only: true}}",
        "fewer occasions or to fewer",
    ),
    "a class comes into use when nobody lives": (
        "class_sets: {method: {codes: {claims: {effective: 2999-01-01}}}}",
        "comes into use later",
    ),
    "a reason is retired": (
        "class_sets: {method: {codes: {claims: {reasons: {claim_slow: {retired: 2026-06-01}}}}}}",
        "the reason is retired",
    ),
    "a reason is left out": (
        "class_sets: {method: {codes: {solicitation: {reasons: {not_presented: null}}}}}",
        "the reason is left out",
    ),
    "major is what nobody has seen yet": (
        "levels: {major: {criteria: [{zh: 百人以上死亡, en: A hundred dead}]}}",
        "fewer cases are judged",
    ),
    "one representative": ("complainants: {group: {max_representatives: 1}}", "the law gives 5"),
    "a signature on the web": ("channels: {web: {needs: [visit_signature]}}", "asked for more: a signature"),
    "a minute a day for callbacks": (
        "callback: {hours: {from: '09:00', to: '09:01'}}",
        "leave two hours of the day",
    ),
    "an extension holds although nobody told the customer": (
        "clocks: {resolution_law: {extends: {holds_from: approval}}}",
        "although the customer was not told",
    ),
    "an internal talk pauses the law": (
        (
            "clocks: {resolution_law: {pauses: [{reason: appraisal, title: {zh: 内部讨论, en: Talk}, "
            "proof: [commission, notice_to_customer], report: [appraisal_report], cite: 2020-3/18-2, "
            "told: {within: 3 calendar days, cite: 2020-3/18-2}}]}}"
        ),
        "the ground of the pause is called otherwise",
    ),
}


@pytest.mark.parametrize("how", WAYS_ROUND)
def test_no_way_round_stands_beside_the_rule(how):
    body, says = WAYS_ROUND[how]
    with pytest.raises(RulebookError, match=says):
        child(body)


@pytest.mark.parametrize(
    "body",
    [
        # A further question, criterion, proof, reason, step by the same role.
        "callback: {script: {more: {title: {zh: 还有别的吗？, en: Anything else?}, cite: CLO-04}}}",
        "class_sets: {method: {codes: {claims: {reasons: {claim_lost: {zh: 材料丢失, en: Lost}}}}}}",
        "messages: {progress: {by: [sms]}}",
        (
            "flows: {banca: {steps: {tell_legal: {title: {zh: 转法律, en: To legal}, does: hand_on, "
            "by: branch_handler, to: banca_contact, order: co_handling, cite: FLW-12}}}}"
        ),
        "causes: {delay: {title: {zh: 处理迟延, en: Delay in handling}}}",
    ],
)
def test_what_is_added_beside_is_the_childs(body):
    assert child(body).name == "child"
