"""Emergencies, gates, centralised business, re-review, judging, callbacks: printed, compared, never looser."""

from __future__ import annotations

import pytest

from redress.rulebook import Rulebook, RulebookError, diff, document, load, loads
from redress.rulebook.paper import Chapter
from tests.rulebook.conftest import HEAD

PARENT = (
    HEAD.format(name="parent")
    + """\
flows:
  claims:
    title: {zh: 理赔, en: Claims}
    when: {level: [general, major]}
    cite: A-1
    roles:
      handler: {title: {zh: 处理, en: Handler}, department: claims, duties: [handler], cite: A-1}
    steps:
      verify: {title: {zh: 核实, en: Verify}, does: verify, by: handler, cite: A-1}
      hand_on: {title: {zh: 转, en: On}, does: hand_on, by: handler, to: handler, means: [email, call], cite: A-1}
gates:
  committee: {text: {zh: 先开会, en: First a session}, when: {level: [general, major]}, needs: committee, cite: A-1}
emergency:
  title: {zh: 应急, en: Emergency}
  when: {level: major}
  cite: A-1
  team:
    - {title: {zh: 组长, en: Leader}, department: customer_service, duties: [manager], leads: true}
    - {title: {zh: 法律, en: Counsel}, department: legal, duties: [legal, department_head]}
centralised:
  major: {title: {zh: 集中, en: Central}, when: {level: major}, units: [counter_a, counter_b], cite: A-1}
rereview:
  title: {zh: 复核, en: Re-review}
  units: [province, head_office]
  grounds: {repeat: {zh: 重复, en: Repeat}, differs: {zh: 差异, en: Differs}}
  cite: A-1
judging:
  title: {zh: 判定, en: Judging}
  findings: {responsible: {zh: 有责, en: Responsible}, not_responsible: {zh: 无责, en: Not responsible}}
  cite: A-1
channels:
  phone_in: {title: {zh: 来电, en: In}, cite: A-1}
callback_findings:
  forged: {title: {zh: 代签, en: Forged}, complaint: true, recorded_as: phone_in, cite: A-1}
  sold:
    title: {zh: 误导, en: Sold}
    complaint: true
    solved_by_others: {than: [sales, banca], when: {company: [life, health]}}
    cite: A-1
  contact: {title: {zh: 联系, en: Contact}, complaint: false, cite: A-1}
"""
)
CHILD = 'rulebook: child\nversion: "1"\neffective: 2026-01-01\ntitle: {zh: 子, en: Child}\nextends: parent\n'
LEADER = "{title: {zh: 长, en: L}, department: customer_service, duties: [manager], leads: %s}"
COUNSEL = "{title: {zh: 法, en: C}, department: legal, duties: [%s]}"
LOOSER = {
    "lets those who sell solve what a callback found": (
        "callback_findings: {sold: {solved_by_others: null}}",
        "may be solved by banca, sales",
    ),
    "lets some of them": (
        "callback_findings: {sold: {solved_by_others: {than: [sales]}}}",
        "may be solved by banca",
    ),
    "lets them in one company": (
        "callback_findings: {sold: {solved_by_others: {when: {company: life}}}}",
        "others solve it in fewer cases",
    ),
    "drops the emergency process": ("emergency: null", "the emergency process is dropped"),
    "starts it for fewer cases": (
        "emergency: {when: {level: major, complexity: complex}}",
        "it starts for fewer cases",
    ),
    "leaves a person out of the team": (
        f"emergency: {{team: [{LEADER % 'true'}]}}",
        "nobody is in the team as 'Counsel'",
    ),
    "puts others into the team": (
        f"emergency: {{team: [{LEADER % 'true'}, {COUNSEL % 'handler'}]}}",
        "nobody is in the team as 'Counsel'",
    ),
    "lets nobody lead": (
        f"emergency: {{team: [{LEADER % 'false'}, {COUNSEL % 'legal'}]}}",
        "nobody is in the team as 'Leader'",
    ),
    "drops a gate": ("gates: {committee: null}", "the gate is dropped"),
    "narrows a gate": ("gates: {committee: {when: {level: major}}}", "the gate holds for fewer cases"),
    "decides itself what was decided above": (
        "centralised: {major: {units: [counter_b]}}",
        "units decide for themselves what was decided above",
    ),
    "is not reviewed by the province": ("rereview: {units: [head_office]}", "province may no longer review"),
    "has fewer grounds of re-review": ("rereview: {grounds: {repeat: null}}", "no longer a ground: Repeat"),
    "drops the re-review": ("rereview: null", "the re-review is dropped"),
    "judges nobody": ("judging: null", "nobody is judged any more"),
    "finds nobody responsible": (
        "judging: {findings: {responsible: null}}",
        "it can no longer be found: Responsible",
    ),
    "counts a forged signature no longer": (
        "callback_findings: {forged: {complaint: false}}",
        "it no longer counts as a complaint",
    ),
    "enters it as a callback": (
        'callback_findings: {forged: {recorded_as: ""}}',
        "it is entered as a callback",
    ),
    "takes cases out of a flow": ("flows: {claims: {when: {level: major}}}", "cases take no flow instead"),
    "leaves a step out": ("flows: {claims: {steps: {verify: null}}}", "the step is dropped"),
    "only telephones": (
        "flows: {claims: {steps: {hand_on: {means: [call]}}}}",
        "the step no longer asks for email",
    ),
}


@pytest.fixture(scope="module")
def flows() -> Rulebook:
    return load("group-flows")


def special(rulebook: Rulebook, language: str) -> Chapter:
    return next(each for each in document(rulebook, language).chapters if each.anchor == "special")


@pytest.mark.req("ORG-14", "FLW-09", "FLW-10", "FLW-15", "FLW-11", "FLW-16", "CLO-13", "INT-08")
@pytest.mark.parametrize("what", LOOSER)
def test_a_child_is_refused_that(what: str) -> None:
    body, words = LOOSER[what]
    with pytest.raises(RulebookError) as caught:
        loads(CHILD + body + "\n", {"parent": PARENT}.__getitem__, file="child.yaml")
    assert "looser than parent " in str(caught.value)
    assert words in str(caught.value)


def test_a_child_may_ask_for_more() -> None:
    body = (
        f"emergency: {{team: [{LEADER % 'true'}, {COUNSEL % 'legal'}], when: {{level: [general, major]}}}}\n"
        "centralised: {major: {when: {}, units: [counter_a, counter_b, province]}}\n"
        "rereview: {grounds: {media: {zh: 媒体关注, en: Media}}}\n"
        "callback_findings: {contact: {complaint: true}}\n"
    )
    method = loads(CHILD + body, {"parent": PARENT}.__getitem__).method
    assert method.rereview is not None
    assert set(method.rereview.grounds) == {"repeat", "differs", "media"}
    assert method.callback_findings["contact"].complaint


@pytest.mark.req("SYS-03", "FLW-09", "FLW-10", "FLW-15", "FLW-16", "CLO-13")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_printed_method_has_every_special_case_with_its_source(language: str, flows: Rulebook) -> None:
    method, chapter = flows.method, special(flows, language)
    titles = {article.anchor: article for article in chapter.articles}
    assert method.emergency and method.rereview and method.judging
    assert list(titles) == ["emergency", "gate-committee", "centralised-underwriting", "rereview", "judging"]
    text = "\n".join(titles["emergency"].lines)
    for post in method.emergency.team:
        assert post.title.get(language) in text
    for words in (*method.rereview.grounds.values(), *method.judging.findings.values()):
        lines = [*titles["rereview"].lines, *titles["judging"].lines]
        assert any(words.get(language) in line for line in lines)
    gate = titles["gate-committee"]
    assert gate.title == method.gates["committee"].text.get(language)
    assert [cite.key for cite in gate.origin.cites] == ["FLW-10", "ORG-03"]  # type: ignore[union-attr]
    assert titles["centralised-underwriting"].origin.note  # type: ignore[union-attr]
    assert all(article.origin for article in chapter.articles)


@pytest.mark.req("SYS-03", "INT-08")
def test_the_printed_method_says_which_findings_of_a_callback_count(flows: Rulebook) -> None:
    (table,) = special(flows, "en").tables
    rows = {row.cells[0]: row.cells[1:] for row in table.rows}
    assert rows["Forged signature"] == ("a complaint, counted", "Telephone (inbound)", "")
    assert rows["Wrong contact data"] == ("not counted", "", "")
    assert rows["Misleading"][2] == "not by people of: sales, bancassurance (company: life, health)"


@pytest.mark.req("SYS-03", "FLW-16")
def test_a_diff_names_what_changed_in_a_special_case() -> None:
    insurer = load("insurer-method")
    text = insurer.texts["insurer-method"].replace(
        "duties: [manager], leads: true", "duties: [cs_head], leads: true"
    )
    ground = "repeat: {zh: 重复投诉, en: %s}"
    text = text.replace(ground % "Repeat complaint", ground % "The same again")
    assert [str(change) for change in diff(insurer, loads(text))] == [
        "~ emergency.team[0].duties: manager -> cs_head",
        "~ rereview.grounds.repeat.en: Repeat complaint -> The same again",
    ]
