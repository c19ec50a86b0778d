"""What the law says in a letter is chosen and not written, and nothing beside it says otherwise (COM-05, AUT-06)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.law.commands.decide import Decide
from redress.complaints.law.commands.review import RequestReview
from redress.complaints.letters.draft import DraftLetter, ReviseLetter
from redress.complaints.letters.review import SubmitLetter
from redress.rulebook import load
from redress.rulebook.denial import denied
from tests.complaints.inputs import approve_all, department, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import REMEDIES as FOUR
from tests.complaints.stages import told_decision
from tests.complaints.test_reviews import changed
from tests.fixtures.insurer import local
from tests.letters.inputs import OPINION, REMEDIES, drafted, version

pytestmark = pytest.mark.django_db

FREE = ("apology", "verification", "decision", "basis", "reasons", "contact")
DENIALS = (
    "您不得申请核查。",
    "本决定为最终决定，您无权申请仲裁或者提起诉讼。",
    "公司不接受任何调解。",
    "签收本意见书即视为放弃申请核查、调解、仲裁和诉讼的权利。",
    "申请核查一概不予受理。",
    "You may not ask for a review.",
)


def refused(command, who, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, who, number)
    return caught.value


@pytest.mark.req("COM-05")
@pytest.mark.parametrize(
    "words", [*DENIALS, REMEDIES + "但您不得申请核查。", REMEDIES.replace("可以", "不可以")]
)
def test_the_remedies_are_not_written_over(words, number, officer):
    letter = drafted(number, officer, remedies=words)
    refusal = refused(SubmitLetter(letter=letter), officer, number)
    assert (refusal.rule, refusal.field) == ("2020-3/19", "letter")
    execute(ReviseLetter(letter=letter, parts={"remedies": "branch"}), officer, number)
    assert version(letter).parts["remedies"] == REMEDIES, "a wording is chosen by its code"
    execute(SubmitLetter(letter=letter), officer, number)


@pytest.mark.req("COM-05")
@pytest.mark.parametrize("part", FREE)
def test_no_part_beside_them_takes_a_remedy_away(part, number, officer):
    letter = drafted(number, officer)
    before = version(letter).parts.get(part, "")
    for words in DENIALS:
        execute(ReviseLetter(letter=letter, parts={part: before + words}), officer, number)
        refusal = refused(SubmitLetter(letter=letter), officer, number)
        assert (refusal.rule, refusal.field) == ("2020-3/19", "letter"), words
    fine = before + "经核查录音，公司不能支持您的其他请求；您可以申请核查，也可以提起诉讼。"
    execute(ReviseLetter(letter=letter, parts={part: fine}), officer, number)
    execute(SubmitLetter(letter=letter), officer, number)


@pytest.mark.req("COM-05")
def test_every_shipped_letter_to_customers_has_words_that_pass_its_own_check():
    for name in ("group-flows", "property-method", "statutory-2020"):
        method = load(name).method
        names = [
            each
            for remedy in method.remedies.values()
            for words in remedy.called
            for each in (words.zh, words.en)
        ]
        assert any(letter.parts for letter in method.letters.values())
        for letter in method.letters.values():
            for part in letter.parts.values():
                texts = [block.text for block in part.blocks.values()] + ([part.start] if part.start else [])
                for text in texts:
                    assert not denied(text.zh, names), text.zh
                    assert not denied(text.en, names), text.en


@pytest.fixture
def headquarters(actor, wednesday):
    """A case that the head office handles itself, its proposal before the customer."""
    officer = actor("ho.officer")
    number = execute(transfer(source="direct", channel="letter", unit="life-ho"), officer).number
    execute(Dispatch(to=department("life-ho", "business_management"), opinion="请核实"), officer, number)
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), officer, number)
    execute(Propose(plan=OPINION["decision"], basis=OPINION["basis"], amount="20000"), officer, number)
    approve_all(number)
    return number


@pytest.mark.req("COM-05", "AUT-06")
def test_the_head_offices_own_decision_names_the_remedies_that_there_are(headquarters, actor):
    officer = actor("ho.officer")
    said = {"decision": "支付", "verification": "已核实", "basis": "条款", "reasons": "属实"}
    closed = refused(Decide(**said, remedies=FOUR), officer, headquarters)
    assert (closed.rule, closed.field) == ("AUT-06", "remedies")
    assert refused(Decide(**said, remedies=["mediation"]), officer, headquarters).rule == "COM-05"
    execute(Decide(**said, remedies=["mediation", "arbitration", "litigation"]), officer, headquarters)

    letter = execute(DraftLetter(kind="processing_opinion"), officer, headquarters).facts["letter"]
    remedies = version(letter).parts["remedies"]
    assert "核查" not in remedies
    for way in ("调解", "仲裁", "诉讼"):
        assert way in remedies
    execute(ReviseLetter(letter=letter, parts={"remedies": REMEDIES}), officer, headquarters)
    assert refused(SubmitLetter(letter=letter), officer, headquarters).rule == "2020-3/19"
    execute(ReviseLetter(letter=letter, parts={"remedies": "not_reviewed"}), officer, headquarters)
    execute(SubmitLetter(letter=letter), officer, headquarters)


@pytest.mark.req("AUT-06")
def test_what_a_review_decides_opens_no_further_review(actor, wednesday):
    city, province = actor("cd.officer"), actor("sc.cshead")
    number = told_decision(city)
    with moment.at(local("2026-11-25 10:00")):
        asked = RequestReview(grounds="护理费少算", evidence=attach(number, city, "核查申请书"))
        execute(asked, city, number)
        assert refused(changed(remedies=FOUR), province, number).rule == "AUT-06"
        execute(changed(), province, number)


@pytest.mark.req("COM-05")
@pytest.mark.parametrize(
    "words",
    [
        "我公司不予赔付，您可向人民法院提起诉讼。",
        "我们无法满足您的要求，建议您申请调解。",
        "无需缴费即可申请调解。",
        "该笔款项不再扣收，如有异议请向调解组织申请调解。",
        "根据仲裁裁决，该条款无效。",
        "根据仲裁委员会作出的仲裁裁决书，我公司不予支付利息。",
        "Under the arbitration award, the clause is no longer in force.",
    ],
)
def test_a_refusal_that_shows_the_ways_denies_none(words):
    assert not denied(words, ["申请核查", "调解", "仲裁", "诉讼", "arbitration"])


@pytest.mark.req("COM-05")
@pytest.mark.parametrize(
    "words",
    [
        "仲裁裁决对我公司无效。",
        "根据仲裁裁决，您不得再提起诉讼。",
        "根据您无权申请仲裁的裁决，我公司结案。",
        "Under the arbitration award, you may not go to arbitration again.",
    ],
)
def test_a_ruling_that_is_named_hides_no_denial(words):
    assert denied(words, ["申请核查", "调解", "仲裁", "诉讼", "arbitration"])
