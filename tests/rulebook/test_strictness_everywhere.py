"""Wherever "looser" makes sense, a rulebook that extends another may not be; and no field was forgotten (ORG-14)."""

from __future__ import annotations

import pytest

from redress.rulebook import RulebookError
from redress.rulebook.schema.base import Rule
from redress.rulebook.schema.method import Method
from tests.rulebook.child import child
from tests.rulebook.schema_models import models_of

pytestmark = pytest.mark.req("ORG-14")

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
        "may be solved by banca, sales",
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


@pytest.mark.parametrize("field", LOOSER)
def test_a_looser_value_is_refused_naming_both_rules(field):
    body, says = LOOSER[field]
    with pytest.raises(RulebookError, match=says) as refused:
        child(body)
    assert "looser than" in str(refused.value)


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
