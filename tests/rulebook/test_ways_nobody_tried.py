"""Ways of being looser that were not tried before, and ways of being stricter that are the child's own (ORG-14)."""

from __future__ import annotations

import pytest

from redress.rulebook import RulebookError
from tests.rulebook.test_ways_beside_the_count import child

pytestmark = pytest.mark.req("ORG-14")

SLY = {
    "the closing notice, which gives no reasons, tells the decision": (
        "letters: {closing_notice: {tells: decision}}",
        "tells or proves decision says less",
    ),
    "the committee closes without signatures although nobody disagrees": (
        (
            "committee: {reasons: {any: {title: {zh: 其他, en: Other}, questions: [validity, cause, closing], "
            "cite: ORG-03}}}"
        ),
        "for another reason it may rule on cause, closing, validity",
    ),
    "who is soothed is told that it is the insurer's fault": (
        "soothing: {empathy: {text: {zh: 这是我们的错，我们一定全额赔偿。, en: It is our fault.}}}",
        "words that staff are offered",
    ),
    "who is soothed hears of no time": (
        "soothing: {process: {text: {zh: 我们受理了。, en: Accepted.}}}",
        "words that staff are offered",
    ),
    "the opinion is filled with the plan where the reasons belong": (
        "letters: {processing_opinion: {parts: {reasons: {fills: plan}}}}",
        "it is filled with plan, not reasonableness",
    ),
    "that progress was told in time is measured by the closing": (
        "telling: {limits: {progress: closing}}",
        "measured by 'closing'",
    ),
    "the limit of a superior's review stands still": (
        (
            "clocks: {review: {pauses: [{reason: appraisal, title: {zh: 外部机构鉴定、检测、评估, en: Appraisal}, "
            "proof: [commission, notice_to_customer], report: [appraisal_report], cite: 2020-3/18-2}]}}"
        ),
        "is no ground for a pause there",
    ),
    "three working days of a claims complaint may be extended": (
        (
            "clocks: {claims_closing: {extends: {by: 3 working days, times: 1, needs: [approval_superior], "
            "cite: FLW-11}}}"
        ),
        "may not be extended at all",
    ),
    "an emergency of the claims department alone": (
        "emergency: {when: {level: major, class: claims}}",
        "it starts for fewer cases",
    ),
    "what banca sold and a callback found goes back to banca": (
        "callback_findings: {misleading: {solved_by_others: {than: [sales], when: {company: [life, health]}}}}",
        "looser than",
    ),
}


@pytest.mark.parametrize("how", SLY)
def test_what_nobody_tried_is_refused_naming_what_it_does(how: str) -> None:
    body, says = SLY[how]
    with pytest.raises(RulebookError, match=says) as refused:
        child(body)
    assert "looser than" in str(refused.value)


@pytest.mark.req("COM-05", "FLW-17")
def test_a_remedy_that_no_letter_can_name_is_refused_before_a_letter_waits_for_it() -> None:
    """The blocks of a letter name the remedies in whole sets, and are not a child's to change."""
    remedy = "{title: {zh: 联系客服, en: Call us}, text: {zh: 可以致电客服。, en: Call us.}, cite: 2020-3/19}"
    with pytest.raises(RulebookError, match="no block names call_us"):
        child(f"remedies: {{call_us: {remedy}}}")


STRICTER = """
clocks:
  confirm: {limit: 4 working hours}
  entry: {warn: 2 working hours before}
  closing: {limit: 5 working days}
on_the_spot:
  - {when: {unit: counter_a, level: general, source: direct}, duties: [handler], up_to: 100, cite: FLW-01}
telling: {unreachable: {attempts: 5, days: 4}}
committee: {sessions: {committee: {present: 3/4}}}
callback: {attempts: 4, days: 3}
spot_checks: {subordinate_closures: {share: 25}}
retention: {case_file: {years: 10}}
"""
MORE = """
soothing: {thanks: {title: {zh: 感谢, en: Thanks}, text: {zh: 感谢您告诉我们。, en: Thank you.}, cite: INT-10}}
committee: {reasons: {easy: {title: {zh: 请委员会指导, en: For advice}, questions: [handling], cite: ORG-03}}}
review: {within: 60 calendar days}
deputies: {longest: 30 calendar days}
before_closing: {no_open_orders: {text: {zh: 主办、会办工单均已回复。, en: All orders are answered.}}}
recusal: {conflicts: {other: {colleagues: [decide, review]}}}
letters: {claims_guide: {legal_review: true}}
messages: {closing: {required: true}}
"""


@pytest.mark.parametrize("body", [STRICTER, MORE], ids=["shorter and harder", "more said and heard"])
def test_what_is_stricter_in_many_ways_at_once_is_accepted(body: str) -> None:
    assert child(body).name == "child"
