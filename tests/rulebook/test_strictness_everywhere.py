"""Wherever "looser" makes sense, a rulebook that extends another may not be; and no field was forgotten (ORG-14)."""

from __future__ import annotations

import pytest

from redress.rulebook import Rulebook, RulebookError, loads
from redress.rulebook.schema.base import Rule
from redress.rulebook.schema.method import Method
from tests.rulebook.schema_models import models_of

pytestmark = pytest.mark.req("ORG-14")

HEAD = 'rulebook: child\nversion: "1"\neffective: 2026-01-01\nextends: %s\ntitle: {zh: 子, en: child}\n'


def child(body: str, parent: str = "group-flows") -> Rulebook:
    return loads(HEAD % parent + body)


TOLD_WHENEVER = """clocks:
  resolution_law:
    pauses:
      - reason: appraisal
        title: {zh: 鉴定, en: Appraisal}
        proof: [commission, notice_to_customer]
        report: [appraisal_report]
        cite: 2020-3/18-2
"""

LOOSER: dict[str, tuple[str, str]] = {
    "LetterPart.fills": (
        "letters: {extension_notice: {parts: {reason: {fills: truth}}}}",
        "filled with truth, not extension_reason",
    ),
    "LetterPart.start": (
        "letters: {processing_opinion: {parts: {decision: {start: {zh: 不予赔付。, en: Nothing is paid.}}}}}",
        "before anybody has judged the case",
    ),
    "Cluster.at_least": ("linking: {clusters: {same_agent: {at_least: 5}}}", "5 cases are more than 3"),
    "Cluster.days": ("linking: {clusters: {same_agent: {days: 30}}}", "30 days are fewer than 180"),
    "Cluster.by": ("linking: {clusters: {same_agent: {by: policy}}}", "group risk is not looked for"),
    "Linking.clusters": ("linking: {clusters: {same_wording: null}}", "group risk is not looked for"),
    "Likeness.at_least": ("linking: {wording: {at_least: 0.9}}", "fewer texts are near-identical: 0.9"),
    "Likeness.shortest": ("linking: {wording: {shortest: 40}}", "fewer texts are near-identical: 40"),
    "Linking.wording": ("linking: {wording: null}", "near-identical texts are not found"),
    "ClockRule.warn": (
        "clocks: {confirm: {warn: 1 working hour before}}",
        "nobody is warned 4 working hours",
    ),
    "ClockRule.near": ("clocks: {co_handling: {near: []}}", "no more 'urge coordinator'"),
    "NearStep.before": (
        "clocks: {co_handling: {near: [{before: 1 working hour before, urge: coordinator}]}}",
        "no more 'urge coordinator' 2 working hours before",
    ),
    "ClockRule.late": ("clocks: {entry: {late: []}, dispatch: {late: []}}", "no more 'tell head'"),
    "LateStep.after": (
        "clocks: {dispatch: {late: [{after: 0, urge: owner}, {after: 9 working days, tell: head}]}}",
        "no more 'tell head' 1 working day after",
    ),
    "_Act.tell": (
        "clocks: {dispatch: {late: [{after: 0, urge: owner}, {after: 1 working day, tell: owner}]}}",
        "no more 'tell head'",
    ),
    "Channel.needs": ("channels: {visit: {needs: []}}", "no longer asks for"),
    "Channel.source": (
        "channels: {regulator: {source: department}}",
        "no longer counts as passed on by the regulator",
    ),
    "Channel.confirm_by": (
        "channels: {letter: {confirm_by: [letter, app]}}",
        "acceptance may be told by app too",
    ),
    "Method.dispatch_checks": (
        "dispatch_checks: {opinion_given: null}",
        "the condition holds in fewer cases",
    ),
    "Method.formal_cases": ("formal_cases: []", "as formal cases"),
    "Method.taboo": ("taboo: []", "may be said"),
    "Cause.system": ("causes: {system_fault: {system: false}}", "need not sign"),
    "PauseRule.told": (TOLD_WHENEVER, "told later"),
    "Decline.judged_by": (
        "declining: {not_concerned: {judged_by: [cs_head, handler]}}",
        "more people may judge",
    ),
    "MessageRule.unless": ("messages: {extension: {unless: merged}}", "fewer occasions"),
    "MessageRule.complaints_only": ("messages: {extension: {complaints_only: true}}", "fewer occasions"),
    "MessageRule.at_any_hour": (
        "messages: {order: {at_any_hour: {level: [major, difficult]}}}",
        "at any hour for other cases",
    ),
    "QuietHours.since": ("quiet_hours: {from: '22:00'}", "woken at more hours"),
    "QuietHours.until": ("quiet_hours: {to: '07:30'}", "woken at more hours"),
    "QuietHours.by": ("quiet_hours: {by: sms}", "by more ways"),
    "Method.quiet_hours": ("quiet_hours: null", "woken at more hours"),
    "MessageRule.by": ("messages: {extension: {by: sms}}", "by fewer ways"),
    "Deputies.longest": ("deputies: {longest: 120 calendar days}", "120 calendar days are more than 90"),
    "Method.deputies": ("deputies: null", "without a longest time"),
    "ReportRule.remind": (
        "reports: {coordinator_changed: {remind: 0 working days before}}",
        "reminded 0 working days before",
    ),
    "CallHours.since": ("callback: {hours: {from: '06:00'}}", "called at more hours"),
    "CallHours.until": ("callback: {hours: {to: '23:30'}}", "called at more hours"),
    "SpotCheckRule.strata": ("spot_checks: {subordinate_closures: {strata: [unit]}}", "is left out"),
    "SpotCheckRule.items": (
        "spot_checks: {subordinate_closures: {items: {causes_right: null}}}",
        "is left out",
    ),
    "Committee.reasons": ("committee: {reasons: {major: null}}", "fewer cases or questions"),
    "ReferralReason.when": (
        "committee: {reasons: {major: {when: {level: major, complexity: complex}}}}",
        "fewer cases",
    ),
    "ReferralReason.questions": (
        "committee: {reasons: {disagreement: {questions: [validity]}}}",
        "fewer cases",
    ),
    "SessionRule.rules_on": (
        "committee: {sessions: {leading_group: {rules_on: [handling, closing, validity, cause]}}}",
        "may rule on",
    ),
    "SessionRule.bodies": (
        "committee: {sessions: {joint: {bodies: [coordination_committee]}}}",
        "it meets without",
    ),
    "LetterRule.to": ("letters: {closing_notice: {to: file, telling: null, tells: null}}", "it goes to file"),
    "LetterRule.sent_by": (
        "letters: {processing_opinion: {sent_by: [post, email, hand, internal]}}",
        "does more",
    ),
    "LetterRule.proves": ("letters: {closing_notice: {proves: [closed]}}", "does more"),
    "Telling.means": ("telling: {means: {letter: {counts: sent}}}", "it counts when sent"),
    "Written.within": ("telling: {written: {within: 3 working days}}", "written down later"),
    "Telling.written": ("telling: {written: null}", "written down later"),
    "Check.or_when": (
        "before_closing: {confirmed_written: {or_when: null}}",
        "the condition does not hold .*source=department",
    ),
    "ClockRule.or_for": (
        "clocks: {confirm: {or_for: null}}",
        "no limit for .*source=department",
    ),
    "Item.code": (
        "complainants: {self: {checklist: [{code: policy_copy, title: {zh: 保单, en: Policy}}]}}",
        "the complainant is asked for more: Policy",
    ),
    "FlowRole.duties": (
        "flows: {claims: {roles: {case_owner: {duties: [coordinator, handler]}}}}",
        "handler too",
    ),
    "FlowRole.department": ("flows: {claims: {roles: {case_owner: {department: sales}}}}", "sales too"),
    "Remedy.text": (
        "remedies: {review: {text: {zh: 可以联系我们。, en: Contact us.}}}",
        "not the child's to change",
    ),
    "LetterPart.blocks": (
        "letters: {processing_opinion: {parts: {remedies: {blocks: {no: {title: {zh: 无, en: N}, text: {zh: 无, en: N}}}}}}}",  # noqa: E501
        "words of the law are changed: no",
    ),
    "Block.text": (
        "letters: {processing_opinion: {parts: {remedies: {blocks: {branch: {text: {zh: 无, en: None}}}}}}}",
        "words of the law are changed: branch",
    ),
    "Block.names": (
        "letters: {processing_opinion: {parts: {remedies: {blocks: {not_reviewed: {names: []}}}}}}",
        "words of the law are changed: not_reviewed",
    ),
    "Remedy.called": ("remedies: {mediation: {called: []}}", "a name of the remedy may be denied"),
    "LetterRule.tells": ("letters: {extension_notice: {tells: null}}", "no longer tells 'extension'"),
    "LetterRule.telling": ("letters: {closing_notice: {telling: null}}", "no longer tells 'result'"),
    "ClosingRule.duties": (
        "closing: [{who: province, duties: [intake, handler], cite: CLO-01}]",
        "closed and determined by intake too",
    ),
    "Method.determining": ("determining: null", "others than who closes determine validity and causes"),
    "Method.causes": ("causes: {system_fault: null}", "causes.system_fault.* it is left out"),
    "Method.bridges": (
        "bridges: {processing: {rows: [{to: underwriting_value_added}]}}",
        "takes the flow 'underwriting', not 'claims'",
    ),
    "BridgeRow.to": (
        "bridges: {processing: {rows: [{when: {class: claims}, to: claims}, {to: underwriting_value_added}]}}",
        "takes the flow 'underwriting', not 'banca'",
    ),
    "Method.levels": (
        "levels: {grave: {title: {zh: 严重, en: Grave}, cite: CLS-04}}",
        "covers it as it covers major, difficult",
    ),
    "Method.messages": ("messages: {accepted: null}", "it is left out"),
    "ClassCode.retired": (
        "class_sets: {method: {codes: {claims: {retired: 2026-06-01}}}}",
        "retired and nothing takes its place",
    ),
    "CallbackFinding.complaint": (
        "callback_findings: {suspected: {title: {zh: 疑似, en: Suspected}, complaint: false, cite: INT-08}}",
        "not counted as a complaint",
    ),
    "Method.channels": (
        "channels: {hotline: {title: {zh: 热线, en: Hotline}, confirm_by: [call], cite: INT-01}}",
        "covers this way in as any other",
    ),
    "LinkRule.when": (
        "linking: {rules: [{title: {zh: 重, en: R}, becomes: repeat, when: {matter: same}, cite: CLO-06}]}",
        "counts no further case|no longer an escalation",
    ),
    "Higher.direct": (
        "linking: {higher: {direct: {channel: letter}}}",
        "fewer complaints count as taken higher",
    ),
    "Telling.limits": ("telling: {limits: {progress: null}}", "told in time"),
    "Retention.counts_from": ("retention: {sales_recording_short: {from: closing}}", "counted from closing"),
    "FlowStep.by": (
        "flows: {claims: {steps: {verify: {by: [handler, case_owner]}}}}",
        "the step allows more",
    ),
    "ClockRule.group": ("clocks: {office_limit: {group: null}}", "'group' must stay as it is"),
    "FlowStep.to": ("flows: {claims: {steps: {to_claims_head: {to: handler}}}}", "allows more: to handler"),
    "FlowStep.clock": ("flows: {claims: {steps: {to_claims_head: {clock: archive}}}}", "clock archive"),
    "FlowStep.does": ("flows: {claims: {steps: {to_claims_head: {does: hand_up}}}}", "does hand_up"),
    "ClassCode.replaced_by": (
        "class_sets: {method: {codes: {claims: {retired: 2026-06-01, replaced_by: other}}}}",
        "'other', which takes its place, is not covered",
    ),
    "CallbackFinding.solved_by_others": (
        "callback_findings: {misleading: {solved_by_others: null}}",
        "may be solved by sales",
    ),
    "SolvedByOthers.than": (
        "callback_findings: {misleading: {solved_by_others: {than: [banca]}}}",
        "may be solved by sales",
    ),
    "SolvedByOthers.when": (
        "callback_findings: {misleading: {solved_by_others: {when: {company: life}}}}",
        "others solve it in fewer cases",
    ),
    "CallbackFinding.recorded_as": (
        "callback_findings: {misleading: {recorded_as: phone_out}}",
        "entered as phone_out, not as phone_in",
    ),
    "MessageRule.alert": ("messages: {urged: {alert: copy}}", "fewer occasions or to fewer"),
    "MessageRule.when": ("messages: {warning: {when: {level: major}}}", "fewer occasions or to fewer"),
    "MessageRule.event": ("messages: {accepted: {event: closed}}", "fewer occasions or to fewer"),
    "Source.text": (
        "sources: {2020-3/18-1: {text: {zh: 自收到之日起六十日内作出处理决定。, en: Decide within 60 days.}}}",
        "words of the source are changed",
    ),
    "Flow.ladder": ("flows: {underwriting: {ladder: []}}", "the ladder leaves out"),
}
"""The field, a child that loosens it, and what it is told."""


BY_THE_WAY = {
    "a further letter tells a decision without remedies": (
        (
            "letters: {brief: {title: {zh: 简复, en: Brief}, prefix: 简复, telling: result, tells: decision, "
            "proves: opinion_sent, cite: COM-07, parts: {text: {title: {zh: 正文, en: Text}}}}}"
        ),
        "tells or proves decision, opinion_sent says less",
    ),
    "a further letter proves the telling of a decision": (
        (
            "letters: {brief: {title: {zh: 简复, en: Brief}, prefix: 简复, proves: decision_told, cite: COM-07, "
            "parts: {text: {title: {zh: 正文, en: Text}}}}}"
        ),
        "tells or proves decision_told says less",
    ),
    "the telling is measured by a longer clock": (
        "telling: {limits: {decision: archive}}",
        "measured by 'archive', not 'resolution_law'",
    ),
    "the superior hears after a working day, nine days later at Spring Festival": (
        (
            "clocks: {resolution_law: {late: [{after: 0, tell: head}, {after: 1 working day, tell: superior}, "
            "{after: 3 calendar days, tell: leading_group}]}}"
        ),
        "no more 'tell superior'",
    ),
    "the warning before a Monday comes on Sunday": (
        "clocks: {resolution: {warn: 1 calendar day before}}",
        "nobody is warned 1 working day before",
    ),
    "three days become hours of work": (
        "clocks: {resolution_law: {warn: 24 working hours before}}",
        "nobody is warned 3 calendar days before",
    ),
    "an authorisation is asked for and need not be given": (
        (
            "complainants: {agent: {checklist: [{code: principal_name, title: {zh: 姓名, en: Name}}, "
            "{code: authorisation, title: {zh: 授权, en: A}, required: false, by: confirmation}, "
            "{code: agent_identity, title: {zh: 身份, en: B}, by: confirmation}, "
            "{code: contact, title: {zh: 联系, en: C}}]}}"
        ),
        "nobody proves authority any more: authorisation",
    ),
    "twenty together are general by an earlier rule": (
        (
            "automatic_levels: [{title: {zh: 众, en: Many}, complainants: 20, level: general, cite: 2020-3/29}, "
            "{title: {zh: 众, en: Many}, complainants: 20, level: major, cite: 2020-3/29}, "
            "{title: {zh: 定, en: Set}, designated: true, level: major, cite: 2020-3/29}, "
            "{title: {zh: 灾, en: Event}, event: [disaster, accident, public_health], level: major, cite: 2020-3/29}]"
        ),
        "no longer major: 20 or more",
    ),
    "fifty together are general by an earlier rule": (
        (
            "automatic_levels: [{title: {zh: 众, en: Many}, complainants: 50, level: general, cite: 2020-3/29}, "
            "{title: {zh: 众, en: Many}, complainants: 20, level: major, cite: 2020-3/29}, "
            "{title: {zh: 定, en: Set}, designated: true, level: major, cite: 2020-3/29}, "
            "{title: {zh: 灾, en: Event}, event: [disaster, accident, public_health], level: major, cite: 2020-3/29}]"
        ),
        "no longer major: 20 or more",
    ),
    "the review has a name that says there is none": (
        "remedies: {review: {title: {zh: 不予核查, en: No review}}}",
        "name of the remedy is changed",
    ),
}
"""What makes a rule looser although the rule itself stands there as before: something is added beside it, its measure,
its unit or its name is another."""


@pytest.mark.parametrize("how", BY_THE_WAY)
def test_what_is_looser_by_the_way_is_refused_too(how):
    body, says = BY_THE_WAY[how]
    with pytest.raises(RulebookError, match=says) as refused:
        child(body)
    assert "looser than" in str(refused.value)


@pytest.mark.parametrize("field", LOOSER)
def test_a_looser_value_is_refused_naming_both_rules(field):
    body, says = LOOSER[field]
    with pytest.raises(RulebookError, match=says) as refused:
        child(body)
    assert "looser than" in str(refused.value)


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


ELSEWHERE = {
    "Method": "flows gates callback_findings emergency centralised rereview judging automatic_levels complainants "
    "on_the_spot authority approvers recusal clocks reports closing before_closing callback spot_checks "
    "committee letters proofs telling remedies review withdrawal declining retention linking sources "
    "governs lines loss_causes losses papers milestones promises risk guides terms contact_check pickup",
    "InsuredLine": "insures",
    "Loss": "hurts",
    "Paper": "when or_when original spared requirement",
    "ContactCheck": "every_months remind_days",
    "Pickup": "within_seconds share night_from night_until",
    "Guide": "causes covered line losses not_covered steps",
    "Milestone": "event text",
    "Promise": "clock longest",
    "Term": "means term",
    "Risk": "listed_from rules",
    "RiskPoint": "fact at_least points",
    "Flow": "when steps",
    "FlowStep": "order means levels grades needs after rejected",
    "Gate": "when",
    "Emergency": "when team",
    "TeamPost": "department duties leads",
    "Centralised": "when units",
    "Rereview": "units grounds linked",
    "Judging": "findings",
    "AutomaticLevel": "level complainants designated event",
    "Complainant": "max_representatives checklist",
    "Item": "required by",
    "Taboo": "phrase",
    "Check": "when",
    "FormalCase": "when source to",
    "Spot": "when duties up_to",
    "AuthorityRow": "when units duties up_to",
    "Approver": "superior head_office",
    "Recusal": "conflicts",
    "Conflict": "bars colleagues links",
    "ClockRule": "starts counts_from stops until restarts cancels per recurs only_for if_later limit planned ends "
    "roll day_off pauses extends",
    "Trigger": "event when step",
    "Amount": "n unit",
    "TableRef": "table",
    "PauseRule": "reason proof report",
    "ToldWithin": "within",
    "ExtendRule": "by times when needs holds_from",
    "NearStep": "urge tell notify",
    "LateStep": "urge tell notify",
    "LimitTable": "rows",
    "LimitRow": "when limit",
    "MessageRule": "house to required",
    "ReportRule": "duties units within",
    "ClosingRule": "who when within_area",
    "CallbackRules": "needed script attempts days hours",
    "CallbackNeeded": "when",
    "Question": "required",
    "SpotCheckRule": "share least",
    "Committee": "sessions closing_ruled final",
    "SessionRule": "present at_least more_than every_months",
    "ClosingRuled": "instead_of",
    "FinalRuling": "when",
    "LetterRule": "when parts legal_review",
    "LetterPart": "required mentions fixed",
    "Proof": "tells",
    "Telling": "unreachable proven",
    "Way": "counts",
    "Unreachable": "attempts days counts_at",
    "Review": "within units proof",
    "Withdrawal": "proof",
    "Decline": "lacks",
    "Retention": "years",
    "Linking": "rules higher",
    "LinkRule": "becomes",
    "Higher": "any_of",
}
"""Compared too; the sections' own tests prove it."""

FREE = {
    "Method": "rulebook version effective extends class_sets limits emotions temperaments "
    "needs common_errors soothing routing ladder_times counting",
    "Flow": "roles",
    "Gate": "text before needs",
    "Emergency": "media",
    "ClassSet": "version codes",
    "ClassCode": "effective reasons",
    "Reason": "effective retired replaced_by zh en",
    "Bridge": "rows unreached",
    "BridgeRow": "when",
    "Level": "criteria",
    "Trait": "advice",
    "EmotionalNeed": "advice signs",
    "CommonError": "instead",
    "Wording": "text",
    "Taboo": "better",
    "Route": "when to copies",
    "Check": "text",
    "MessageRule": "template",
    "ClosingRule": "refusal",
    "Determining": "by",
    "LetterRule": "prefix form",
    "Counting": "version",
    "Title": "zh en",
}
"""Words, codes, helps to whoever writes, and who does what: neither looser nor stricter by themselves. What follows
from bridges, routes and tables for a case is compared by what happens to cases (`strictness/behaviour.py`)."""


def test_of_every_field_it_is_known_whether_a_child_may_loosen_it():
    common = set(Rule.model_fields) | {"title"}
    there = {
        f"{model.__name__}.{name}"
        for model in models_of(Method)
        for name in model.model_fields
        if name not in common
    }
    listed = [
        f"{model}.{name}"
        for known in (ELSEWHERE, FREE)
        for model, names in known.items()
        for name in names.split()
    ]
    proven = [field for field in LOOSER if not field.startswith("_")]
    assert there - set(listed) - set(proven) == set(), "say of each new field whether it is compared"
    assert set(listed) - there == set(), "these are gone"
    assert len(listed) == len(set(listed)), "either compared or free"
