"""A limit is met by what its rule names, and by nothing that merely happens in the meantime (CLK-01).

A second reading of the shipped rules: for each clock the facts that satisfy the sentence that its source says.
"""

from __future__ import annotations

import pytest

from redress.rulebook import load
from redress.rulebook.sections.clocks.schema import ClockRule

SHIPPED = (
    "statutory-2020",
    "insurer-method",
    "life-method",
    "property-method",
    "group-flows",
    "guangxi-method",
    "claims-law",
    "claims-service",
)
REACHED = {"contacted", "confirmed", "settled", "feedback_accepted", "feedback_rejected", "decision_told"}
"""By each of these the customer was spoken or written to."""
DECIDED = {"settled", "feedback_accepted", "decision_told"}
MET_BY: dict[str, set[str]] = {
    "resolution_law": DECIDED,
    "resolution": DECIDED,
    "office_limit": DECIDED,
    "callback_problem": DECIDED,
    "review": {"review_told"},
    "entry": {"registered"},
    "confirm": {"confirmed"},
    "first_contact": REACHED,
    "claims_contact": REACHED,
    "answer_2010_4": REACHED - {"contacted", "confirmed"} | {"progress_told"},
    "dispatch": {"dispatched", "settled"},
    "investigation": {"order_replied", "order_returned"},
    "co_handling": {"order_replied", "order_returned"},
    "order_chain": {"order_replied", "order_returned"},
    "claims_reply": {"order_replied", "order_returned"},
    "claims_case_owner": {"handed_on to_case_owner", "settled"},
    "claims_head": {"handed_on to_claims_head", "feedback_accepted"},
    "claims_closing": {"closed"},
    "banca_forward": {"handed_on to_banca", "settled"},
    "banca_grade": {"graded", "settled"},
    "banca_order": {"dispatched", "settled"},
    "banca_closing": {"closed"},
    "ladder": {"handed_up"},
    "progress_customer": {"progress_told"},
    "progress_coordinator": {"found department", "order_replied"},
    "tell": {"feedback_accepted", "feedback_rejected", "settled", "decision_told"},
    "approval": {"approval_decided"},
    "ruling": {"ruled"},
    "ruling_execution": {"ruling_executed"},
    "opinion_execution": {"executed"},
    "execution": {"executed"},
    "determination": {"determined"},
    "sign_off": {"signed"},
    "closing": {"closed"},
    "callback": {"callback_done"},
    "callback_return": {"proposed", "settled"},
    "reinvestigation": {"proposed", "settled"},
    "archive": {"archived"},
    "emergency_report_up": {"emergency_reported_up"},
    "emergency_situation": {"situation_reported"},
    "emergency_regulator": {"emergency_regulator_told"},
    "acceptance": {"acceptance_told"},
    "one_time_notice": {"papers_complete", "papers_missing_told"},
    "decision_law": {"claim_decided"},
    "decision_service": {"claim_decided"},
    "progress_told": {"claim_decided", "progress_told"},
    "refusal_notice": {"claim_decision_told"},
    "decision_notice": {"claim_decision_told"},
    "reconsidered": {"claim_decided", "claim_agreed"},
    "payment": {"claim_paid"},
    "payment_service": {"claim_paid"},
    "ascertainable": {"claim_decided", "ascertainable_paid"},
    "limitation": {"claim_requested"},
    "question": {"question_answered"},
    "visit": {"visit_reminded"},
    "agreed_contact": {"progress_told"},
    "originals": {"originals_returned"},
}


@pytest.mark.req("CLK-01", "CLK-03", "FLW-11", "FLW-04", "CLO-02")
@pytest.mark.parametrize("name", SHIPPED)
def test_every_limit_is_met_by_what_its_rule_names_and_by_nothing_else(name):
    rules: dict[str, ClockRule] = load(name).method.clocks
    found = {
        key: {f"{trigger.event} {trigger.step}".strip() for trigger in rule.stops}
        for key, rule in rules.items()
    }
    assert found == {key: MET_BY[key] for key in rules}
