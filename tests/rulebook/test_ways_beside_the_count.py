"""Codes mapped away, links that are lost, papers called otherwise, hours at which nobody hears: looser all the same."""

from __future__ import annotations

import pytest

from redress.rulebook import Rulebook, RulebookError, loads

pytestmark = pytest.mark.req("ORG-14")

HEAD = 'rulebook: child\nversion: "1"\neffective: 2026-01-01\nextends: %s\ntitle: {zh: 子, en: child}\n'


def child(body: str, parent: str = "group-flows") -> Rulebook:
    return loads(HEAD % parent + body)


def linking(*rules: str) -> str:
    named = (
        f"{{title: {{zh: 规则{n}, en: Rule {n}}}, becomes: {rule}, cite: CLO-06}}"
        for n, rule in enumerate(rules)
    )
    return f"linking: {{rules: [{', '.join(named)}]}}"


ESCALATION = (
    "escalation, when: {person: same, contract: [same, unknown], matter: same, earlier: [open, closed], "
    "found: substantiated, limit: [overrun, passed], goes: higher}"
)
MERGE = "merge, when: {person: same, contract: [same, unknown], matter: same, earlier: open, legal_period: inside}"
REPEAT = "repeat, when: {person: same, contract: %s, matter: same, earlier: closed}"
RELATED = "related, when: {person: same, contract: [same, unknown], matter: same, earlier: %s}"
REST = "{to: customer_service, cite: ORG-08}"
FLOWS = "flow: [standard, claims, underwriting]"

SLY = {
    "quiet hours reach into the morning's work": (
        "quiet_hours: {from: '21:00', to: '11:00'}",
        "they reach into working hours",
    ),
    "quiet hours end when people have been at work for half an hour": (
        "quiet_hours: {from: '21:00', to: '09:00'}",
        "they reach into working hours",
    ),
    "nothing is a repeat any more": (
        linking(ESCALATION, MERGE, RELATED % "[open, closed]"),
        "it is no longer a repeat",
    ),
    "without a policy number nothing is a repeat": (
        linking(ESCALATION, MERGE, REPEAT % "same", RELATED % "open"),
        "it is no longer a repeat",
    ),
    "what comes after the legal period is linked with nothing": (
        linking(ESCALATION, MERGE, REPEAT % "[same, unknown]"),
        "nothing links it with the earlier case any more",
    ),
    "a row above the method's keeps formal cases from supervision": (
        (
            "formal_cases: [{when: {class: solicitation}, source: sales, to: product, cite: ORG-08}, "
            "{when: {class: [solicitation, sales_service]}, source: sales, to: sales_supervision, cite: ORG-08}]"
        ),
        "fewer matters move from sales to sales_supervision",
    ),
    "the regulator is told of one claims complaint in a hundred": (
        (
            "bridges: {regulator: {rows: [{when: {class: claims, reason: claim_papers_lost}, to: claim_dispute}, "
            "{when: {class: solicitation}, to: sales_dispute}, {when: {class: sales_service}, to: service}, "
            "{when: {class: underwriting}, to: underwriting_dispute}, "
            "{when: {class: policy_service, reason: rider_renewal}, to: renewal_dispute}, "
            "{when: {class: policy_service}, to: policy_service_dispute}, "
            "{when: {class: payments, reason: money_unavailable}, to: maturity_payment}, "
            "{when: {class: [counter, call_centre, sms, payments]}, to: service}, {to: other}]}}"
        ),
        "is told as 'other', not as 'claim_dispute'",
    ),
    "what the regulator transferred is told as passed on by a department": (
        (
            "bridges: {regulator_channel: {rows: [{when: {channel: [phone_in, phone_out, sms]}, to: call}, "
            "{when: {channel: [visit, counter]}, to: visit}, {when: {channel: [letter, fax, email]}, to: letter}, "
            "{when: {channel: [web, app]}, to: website}, "
            "{when: {channel: regulator, class: claims}, to: regulator_transfer}, {to: department_transfer}]}}"
        ),
        "is told as 'department_transfer', not as 'regulator_transfer'",
    ),
    "a cause of the regulator is retired for the rest": (
        "class_sets: {regulator: {codes: {claim_dispute: {retired: 2026-06-01, replaced_by: other}}}}",
        "is told as 'other', which is something else",
    ),
    "mis-selling becomes a misunderstanding": (
        (
            "class_sets: {alternative: {codes: "
            "{mis_selling: {retired: 2026-06-01, replaced_by: clause_understanding}}}}"
        ),
        "is told as 'clause_understanding', which is something else",
    ),
    "slow claims become claims with much paperwork": (
        (
            "class_sets: {method: {codes: {claims: {reasons: "
            "{claim_slow: {retired: 2026-06-01, replaced_by: claim_paperwork}}}}}}"
        ),
        "is told as 'claim_paperwork', which is something else",
    ),
    "a class is retired for one that the regulator counts otherwise": (
        "class_sets: {method: {codes: {sales_service: {retired: 2026-06-01, replaced_by: solicitation}}}}",
        "is told as 'solicitation', which is something else",
    ),
    "a system fault is a cause that never is": (
        "causes: {system_fault: {title: {zh: 机房断电, en: Power cut}}}",
        "its words are the rule",
    ),
    "only the married are kin": (
        "recusal: {conflicts: {kin: {title: {zh: 与投诉当事人有夫妻关系, en: Married}}}}",
        "its words are the rule",
    ),
    "a copy of the authorisation will do": (
        (
            "complainants: {agent: {checklist: ["
            "{code: principal_name, title: {zh: 投诉人姓名, en: Name of the complainant}}, "
            "{code: authorisation, title: {zh: 授权委托书复印件, en: A copy}, by: confirmation}, "
            "{code: agent_identity, title: {zh: 代理人身份证明, en: Proof of identity}, by: confirmation}]}}"
        ),
        "it is another paper: A copy",
    ),
    "an agent must come with a notary's deed": (
        (
            "complainants: {agent: {checklist: ["
            "{code: principal_name, title: {zh: 投诉人姓名, en: Name of the complainant}}, "
            "{code: authorisation, title: {zh: 经公证的授权委托书, en: Notarised}, by: confirmation}, "
            "{code: agent_identity, title: {zh: 代理人身份证明, en: Proof of identity}, by: confirmation}]}}"
        ),
        "it is another paper: Notarised",
    ),
    "nobody shows that the group chose its speakers": (
        "complainants: {group: {checklist: [{code: contact, title: {zh: 代表的联系方式, en: Contact}}]}}",
        "nobody proves authority any more: members, representatives",
    ),
    "departments that answered for a class only read of it": (
        (
            "routing: [{when: {flow: banca}, to: banca, cite: FLW-12}, "
            f"{{when: {{{FLOWS}, class: [solicitation, sales_service]}}, to: sales, cite: ORG-08}}, "
            f"{{when: {{{FLOWS}, class: [counter, underwriting, policy_service, claims]}}, to: customer_service, "
            "copies: [business_management], cite: ORG-08}, "
            f"{{when: {{{FLOWS}, class: payments}}, to: finance, copies: [business_management, it], "
            f"cite: ORG-08}}, {REST}]"
        ),
        "business_management gets a copy and answers for nothing",
    ),
}


QUICK = (
    f"flows: {{quick: {{title: {{zh: 快速流程, en: Quick}}, when: {{class: solicitation, sale_stage: none}}, "
    f"cite: FLW-02%s}}}}\nrouting: [{{when: {{flow: banca}}, to: banca, cite: FLW-12}}, "
    f"{{when: {{flow: quick}}, to: %s, cite: FLW-02}}, "
    f"{{when: {{{FLOWS}, class: [solicitation, sales_service]}}, to: sales, cite: ORG-08}}, "
    f"{{when: {{{FLOWS}, class: [counter, underwriting, policy_service, claims]}}, to: business_management, "
    f"cite: ORG-08}}, {{when: {{{FLOWS}, class: payments}}, to: finance, copies: [business_management, it], "
    f"cite: ORG-08}}, {REST}]"
)
PART = (
    ", roles: {keeper: {title: {zh: 客服, en: Keeper}, department: customer_service, duties: [handler], "
    "cite: FLW-02}}"
)
OF_CLAIMS = {
    "a further promise lies months off": (
        (
            "promises: {far: {title: {zh: 另行约定, en: Later}, clock: agreed_contact, longest: 300 calendar days, "
            "cite: CLM-05}}"
        ),
        "300 calendar days can be longer than 10 calendar days",
    ),
    "who was paid is told that the claim is looked at": (
        "milestones: {paid: {text: {zh: 您的理赔正在处理中。, en: We are looking into it.}}}",
        "the customer is told other words of it",
    ),
    "what was decided is told as paid": (
        (
            "milestones: {decided_too: {title: {zh: 已付, en: Paid}, event: claim_decided, "
            "text: {zh: 赔款已支付。, en: It is paid.}, cite: CLM-05}}"
        ),
        "the customer is told other words of it",
    ),
}


@pytest.mark.parametrize("how", OF_CLAIMS)
def test_what_is_looser_for_claims_is_refused_with_what_it_does(how: str) -> None:
    body, says = OF_CLAIMS[how]
    with pytest.raises(RulebookError) as refused:
        child(body, "claims-service")
    assert says in str(refused.value)


@pytest.mark.parametrize("part", ["", PART])
def test_a_flow_that_no_other_department_has_a_part_in_keeps_nothing_from_them(part: str) -> None:
    with pytest.raises(RulebookError) as refused:
        child(QUICK % (part, "customer_service"))
    assert "sales no longer hears of it" in str(refused.value)


@pytest.mark.parametrize("how", SLY)
def test_what_is_looser_in_what_it_does_is_refused_with_what_it_does(how: str) -> None:
    body, says = SLY[how]
    with pytest.raises(RulebookError) as refused:
        child(body)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "body",
    [
        "quiet_hours: {from: '19:00', to: '08:30'}",
        # Merging less is a right not used: the second filing stays linked.
        linking(ESCALATION, REPEAT % "[same, unknown]", RELATED % "open"),
        # Found in a journal, not judged by its name.
        "recusal: {conflicts: {handled_before: {title: {zh: 曾经办前件, en: Handled it}}}}",
        (
            "class_sets: {method: {codes: {counter: {retired: 2026-06-01, replaced_by: branch}, "
            "branch: {title: {zh: 网点形象类, en: Branch}}}}}\n"
            "bridges: {processing: {rows: [{when: {class: claims}, to: claims}, "
            "{when: {class: [solicitation, sales_service, counter, branch, underwriting, policy_service, call_centre, "
            "product, payments, sms, other], sale_stage: [pre_sale, in_sale, post_sale]}, to: banca}, "
            "{when: {class: [underwriting, policy_service, counter, branch, call_centre, sms, payments], "
            "sale_stage: none}, to: underwriting_value_added}]}}"
        ),
        # A finer row for what was left over.
        (
            "bridges: {regulator_channel: {rows: [{when: {channel: [phone_in, phone_out, sms]}, to: call}, "
            "{when: {channel: [visit, counter, petition]}, to: visit}, "
            "{when: {channel: [letter, fax, email]}, to: letter}, {when: {channel: [web, app]}, to: website}, "
            "{when: {channel: regulator}, to: regulator_transfer}, {to: department_transfer}]}}"
        ),
    ],
)
def test_what_is_no_looser_is_accepted(body: str) -> None:
    assert child(body).name == "child"
