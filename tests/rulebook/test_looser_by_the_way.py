"""A rule stands there as before, and yet the child is looser: it is refused too (ORG-14)."""

from __future__ import annotations

import pytest

from redress.rulebook import RulebookError
from tests.rulebook.child import child

pytestmark = pytest.mark.req("ORG-14")

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
