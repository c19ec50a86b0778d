"""What stands beside a rule, or around it, makes it looser as well: papers, names, occasions, routes (ORG-14)."""

from __future__ import annotations

import pytest

from redress.rulebook import Rulebook, RulebookError, loads

pytestmark = pytest.mark.req("ORG-14")

HEAD = 'rulebook: child\nversion: "1"\neffective: 2026-01-01\nextends: %s\ntitle: {zh: 子, en: child}\n'


def child(body: str, parent: str = "group-flows") -> Rulebook:
    return loads(HEAD % parent + body)


CLOCK = (
    "clocks: {own: {title: {zh: 自定, en: Own}, cite: INT-02, starts: registered, stops: closed, "
    "limit: 5 working days, pauses: [{reason: %s, title: {zh: %s, en: P}, proof: [%s], cite: INT-02}]}}"
)
SLY = {
    "a clock of the child's own stands still while the house talks": (
        CLOCK % ("talk", "内部讨论", "commission, notice_to_customer"),
        "'talk' is no ground for a pause there",
    ),
    "a clock of the child's own stands still by another paper": (
        CLOCK % ("appraisal", "外部机构鉴定、检测、评估", "withdrawal_request"),
        "the proof lacks commission, notice_to_customer",
    ),
    "who withdraws must bring a second paper": (
        "withdrawal: {proof: [withdrawal_request, consent_of_both]}",
        "the customer must also bring consent_of_both",
    ),
    "every case goes to customer service and nobody else hears of it": (
        "routing: [{to: customer_service, cite: ORG-08}]",
        "no longer hears of it",
    ),
    "payments are the finance department's alone": (
        (
            "routing: [{when: {flow: banca}, to: banca, cite: FLW-12}, "
            "{when: {flow: [standard, claims, underwriting], class: payments}, to: finance, cite: ORG-08}, "
            "{when: {flow: [standard, claims, underwriting], class: [solicitation, sales_service]}, to: sales, "
            "cite: ORG-08}, {when: {flow: [standard, claims, underwriting], "
            "class: [counter, underwriting, policy_service, claims]}, to: business_management, cite: ORG-08}, "
            "{to: customer_service, cite: ORG-08}]"
        ),
        "business_management, it no longer hears of it",
    ),
    "a flow of the child's own takes cases out of their department": (
        (
            "flows: {quick: {title: {zh: 快速流程, en: Quick}, "
            "when: {class: product, processing: underwriting_value_added}, cite: FLW-02}, "
            "slow: {title: {zh: 普通流程, en: Slow}, when: {class: solicitation}, cite: FLW-02}}"
        ),
        "sales no longer hears of it",
    ),
    "a class of the child's own that no bank sells": (
        "class_sets: {method: {codes: {health: {title: {zh: 健康险理赔, en: Health claims}}}}}",
        "covers this class as any other is covered",
    ),
    "what came from the regulator is reported as a call": (
        "bridges: {regulator_channel: {rows: [{to: call}]}}",
        "no case leads to 'regulator_transfer' any more",
    ),
    "a claim dispute is an inquiry": (
        "class_sets: {regulator: {codes: {claim_dispute: {title: {zh: 咨询, en: Inquiry}}}}}",
        "its words are the rule",
    ),
    "the substantiated are called otherwise": (
        "counting: {substantiated: {title: {zh: 无效件数, en: Unsubstantiated}}}",
        "its words are the rule",
    ),
    "what the media say against us speaks well of us": (
        "emergency: {media: {negative: {zh: 较好, en: Rather good}}}",
        "its words are the rule",
    ),
    "the reason to refer a case is another": (
        "committee: {reasons: {disagreement: {title: {zh: 客户提出异议, en: The customer objects}}}}",
        "its words are the rule",
    ),
    "closing is told when the case comes in": (
        "messages: {closing: {event: [closed, registered]}}",
        "the customer is told so on other occasions: registered",
    ),
    "a message of the child's own says that an extension was allowed": (
        (
            "messages: {hello: {title: {zh: 告知, en: Hello}, cite: COM-10, event: registered, to: customer, "
            "by: [sms], template: extension}}"
        ),
        "the customer is told so on other occasions: registered",
    ),
    "the acknowledgement begins with other words": (
        "letters: {acknowledgement: {parts: {process: {start: {zh: 请等待通知。, en: Wait.}}}}}",
        "words that it begins with are not the child's",
    ),
}


@pytest.mark.parametrize("how", SLY)
def test_what_is_looser_beside_the_rule_is_refused_naming_both(how):
    body, says = SLY[how]
    with pytest.raises(RulebookError, match=says) as refused:
        child(body)
    assert "looser than" in str(refused.value)


WRONG = {
    "who is soothed is told that no review is open": (
        "soothing: {contact: {text: {zh: 您不得申请核查。, en: Wait.}}}",
        "takes a remedy from the customer",
    ),
    "a better wording is one that is not said": (
        (
            "taboo: [{phrase: 不清楚, better: 这个我不知道。, cite: COM-08}, "
            "{phrase: 不知道, better: 我核实。, cite: COM-08}]"
        ),
        "'不知道' is not said to customers",
    ),
    "a step waits for one that follows a rejection alone": (
        "flows: {claims: {steps: {to_case_owner: {after: [verify, to_claims_head]}}}}",
        "'to_case_owner' waits for 'to_claims_head', which follows only",
    ),
    "two steps wait for each other": (
        "flows: {banca: {steps: {to_banca: {after: [issue]}}}}",
        "'to_banca' waits for itself",
    ),
    "two letters are numbered alike": (
        "letters: {closing_notice: {prefix: 处意}}",
        "numbered as those of 'processing_opinion' are",
    ),
}


@pytest.mark.req("FLW-17", "COM-05", "COM-08")
@pytest.mark.parametrize("how", WRONG)
def test_a_rulebook_that_contradicts_itself_is_refused(how):
    body, says = WRONG[how]
    with pytest.raises(RulebookError, match=says):
        child(body)


@pytest.mark.parametrize(
    "body",
    [
        # More copies, another main department that the old one hears from, a class that is covered as one there is.
        "routing: [{to: sales, copies: [business_management, finance, it, banca], cite: ORG-08}]",
        (
            "class_sets: {method: {codes: {app_service: {title: {zh: 线上服务, en: Online service}}}}}\n"
            "bridges: {processing: {rows: [{when: {class: claims}, to: claims}, "
            "{when: {class: [solicitation, sales_service, counter, underwriting, policy_service, call_centre, product, "
            "payments, sms, other, app_service], sale_stage: [pre_sale, in_sale, post_sale]}, to: banca}, "
            "{when: {class: [underwriting, policy_service, counter, call_centre, sms, payments], sale_stage: none}, "
            "to: underwriting_value_added}]}}"
        ),
        (
            "messages: {more: {title: {zh: 进展, en: Progress}, cite: COM-10, event: ruled, to: customer, by: [sms], "
            "template: progress}}"
        ),
        "flows: {claims: {steps: {to_claims_head: {after: [verify]}}}}",
        (
            "clocks: {own: {title: {zh: 自定, en: Own}, cite: INT-02, starts: registered, stops: closed, "
            "limit: 5 working days, pauses: [{reason: mediation, title: {zh: 双方同意的调解, en: M}, "
            "proof: [consent_of_both], cite: INT-02}]}}"
        ),
    ],
)
def test_what_only_adds_is_the_childs(body):
    assert child(body).name == "child"
