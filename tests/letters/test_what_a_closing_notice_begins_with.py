"""The closing notice begins with what the customer was decided, never with an opinion of within the house (COM-07)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.complaints.case import Case
from redress.complaints.executor import execute
from redress.complaints.law.commands.decide import Decide
from redress.complaints.models import Complaint
from redress.letters import texts
from tests.letters.inputs import OPINION
from tests.letters.test_review import REMEDIES

pytestmark = [pytest.mark.django_db, pytest.mark.req("COM-07")]


def begins(number: str) -> dict[str, str]:
    case = Case(Complaint.objects.get(number=number), moment.now())
    return texts.beginning(case, texts.rule_of(case, "closing_notice"))


def test_an_opinion_of_within_the_house_is_not_copied_into_it(number):
    parts = begins(number)
    assert parts["result"] == ""
    for word in (OPINION["decision"], OPINION["basis"], OPINION["reasons"], OPINION["verification"]):
        assert word not in "".join(parts.values())


def test_the_decision_that_was_made_is(number, officer):
    said = {code: text for code, text in OPINION.items() if code != "remedies"}
    decision = Decide(**said | {"decision": "公司向您支付两万元。"}, remedies=REMEDIES)
    execute(decision, officer, number)
    assert begins(number)["result"] == "公司向您支付两万元。"
