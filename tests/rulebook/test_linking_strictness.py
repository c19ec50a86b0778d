"""A unit may merge less than its superior, never more, and an escalation stays one."""

from __future__ import annotations

import pytest
import yaml

from redress.rulebook import RulebookError, load
from redress.rulebook.loader import SHIPPED

CHILD = (
    'rulebook: child\nversion: "1"\neffective: 2026-01-01\ntitle: {zh: 子, en: Child}\nextends: life-method\n'
)
RULES = yaml.safe_load((SHIPPED / "insurer-method.yaml").read_text("utf-8"))["linking"]["rules"]
ESCALATION, MERGE, REPEAT, RELATED = RULES


def child(tmp_path, linking) -> object:
    path = tmp_path / "child.yaml"
    path.write_text(CHILD + yaml.safe_dump({"linking": linking}, allow_unicode=True), encoding="utf-8")
    return load(path)


def wider(rule, **more):
    return rule | {"when": rule["when"] | more}


@pytest.mark.req("ORG-14", "CLO-07", "CLO-08")
@pytest.mark.parametrize(
    ("linking", "place"),
    [
        ({"rules": [ESCALATION, wider(MERGE, person=["same", "unknown"]), REPEAT]}, "linking.rules"),
        ({"rules": [ESCALATION, wider(MERGE, legal_period=["inside", "outside"]), REPEAT]}, "linking.rules"),
        ({"rules": [MERGE, ESCALATION, REPEAT, RELATED]}, "linking.rules"),  # the first that holds decides
        ({"rules": [MERGE, REPEAT, RELATED]}, "linking.rules"),
        ({"higher": {"any_of": [{"source": ["regulator"]}], "cite": "CLO-07"}}, "linking.higher"),
    ],
    ids=["another customer", "after the period", "merged first", "no escalations", "fewer go higher"],
)
def test_merging_more_or_escalating_less_is_refused(tmp_path, linking, place):
    with pytest.raises(RulebookError) as refused:
        child(tmp_path, linking)
    assert place in str(refused.value)


@pytest.mark.req("ORG-14", "CLO-08")
def test_merging_less_is_accepted(tmp_path):
    narrow = wider(MERGE, contract="same")
    book = child(tmp_path, {"rules": [ESCALATION, narrow, REPEAT, RELATED]})
    assert book.method.linking.rules[1].when["contract"] == {"same"}
