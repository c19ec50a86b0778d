"""The law on the desk: its section of the case page, the forms, and the list of reviews."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redress.casework import moment
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.law.commands.pausing import Pause
from redress.complaints.law.commands.review import DecideReview, RequestReview
from redress.complaints.law.commands.telling import RecordTelling
from tests.complaints.inputs import transfer
from tests.complaints.papers import attach
from tests.complaints.stages import REMEDIES, decision, to_proposal
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


def paused(actor) -> str:
    officer = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct", channel="letter"), officer).number
        execute(Confirm(means="call", words="已受理"), officer, number)
        proofs = [{"proof": "consent_of_both", "evidence": attach(number, officer, "同意调解书")}]
        execute(Pause(ground="mediation", words="双方同意调解", proofs=proofs), officer, number)
    return number


def under_review(actor) -> str:
    officer = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct", channel="letter"), officer).number
        execute(Confirm(means="call", words="已受理"), officer, number)
        to_proposal(number, officer, unit="cd")
        execute(decision(), officer, number)
        told = RecordTelling(what="decision", means="call", words="电话告知", reference="录音 5")
        execute(told, officer, number)
        request = attach(number, officer, "核查申请书")
        execute(RequestReview(grounds="护理费少算", evidence=request), officer, number)
    return number


def cost(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.req("CLK-05", "COM-06")
def test_the_section_shows_pauses_with_their_proof_and_what_is_still_missing(actor, desk):
    number = paused(actor)
    page = desk("cd.officer", language="en").get(f"/case/{number}/more/law").content.decode()
    assert "Mediation agreed by both" in page
    assert "同意调解书.pdf" in page
    assert "still paused" in page
    assert "CLK-05" in page


@pytest.mark.req("COM-05", "AUT-06")
def test_the_section_shows_decision_tellings_and_review(actor, desk):
    number = under_review(actor)
    page = desk("cd.officer", language="en").get(f"/case/{number}/more/law").content.decode()
    for words in ("¥ 800.00", "经核实，住院期间护理费单据齐全。", "录音 5", "2026-12-18", f"{number}-H01"):
        assert words in page, words
    assert "has to decide the review" in page
    assert "may ask for a review until" not in page, "it is under review"


def test_the_section_costs_the_same_statements_whatever_there_is(actor, desk):
    client = desk("sc.officer")
    few = cost(client, f"/case/{under_review(actor)}/more/law")
    number = under_review(actor)
    with moment.at(local("2026-11-19 10:00")):
        for day in range(8):
            told = RecordTelling(what="progress", means="sms", words=f"进展 {day}")
            execute(told, actor("cd.officer"), number)
    assert cost(client, f"/case/{number}/more/law") == few


@pytest.mark.req("AUT-06", "SEC-06")
def test_reviews_stand_on_the_list_of_the_unit_above_alone(actor, desk):
    number = under_review(actor)
    assert f"{number}-H01" in desk("sc.officer").get("/reviews").content.decode()
    assert f"{number}-H01" in desk("ho.officer").get("/reviews").content.decode()
    for other in ("cd.officer", "gx.officer", "sc.claims"):
        assert f"{number}-H01" not in desk(other).get("/reviews").content.decode(), other


def test_the_list_of_reviews_costs_the_same_statements_for_one_as_for_six(actor, desk):
    client = desk("sc.officer")
    under_review(actor)
    one = cost(client, "/reviews")
    for _ in range(5):
        under_review(actor)
    assert cost(client, "/reviews") == one


@pytest.mark.req("CLK-05")
def test_the_form_of_a_pause_offers_the_grounds_of_the_law_and_the_files_of_the_case(actor, desk):
    number = paused(actor)
    client = desk("cd.officer", language="en")
    form = client.get(f"/case/{number}/do/pause").content.decode()
    assert "Appraisal, test or assessment by an outside body" in form
    assert "同意调解书.pdf" in form
    assert 'value="mediation"' not in form, "it is paused on that ground"
    assert 'value="mediation"' in client.get(f"/case/{number}/do/resume").content.decode()


@pytest.mark.req("COM-05")
def test_the_form_of_a_decision_has_every_remedy_chosen(actor, desk):
    officer = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct"), officer).number
        to_proposal(number, officer, unit="cd")
    form = desk("cd.officer").get(f"/case/{number}/do/decide").content.decode()
    assert REMEDIES
    for remedy in REMEDIES:
        assert f'name="remedies" value="{remedy}" checked' in form, remedy


def next_step(client, number) -> str:
    page = client.get(f"/case/{number}").content.decode()
    return page.split('class="next-step"')[1].split("</p>")[0]


@pytest.mark.req("AUT-06", "FLW-17")
def test_when_a_review_is_decided_the_next_step_is_to_tell_the_customer_not_to_decide_it_again(actor, desk):
    number = under_review(actor)
    city, province = (desk(who, language="en") for who in ("cd.officer", "sc.officer"))
    assert "Decide the review" in next_step(province, number)
    assert "decision on the review" in next_step(city, number)
    upheld = DecideReview(outcome="upheld", process="合规", limit="未超期", result="无误", reasons="单据齐全")
    with moment.at(local("2026-11-19 10:00")):
        execute(upheld, actor("sc.officer"), number)
    for client in (city, province):
        assert "Record that the customer was told" in next_step(client, number)
        assert "Result of the review" in next_step(client, number)
    assert "telling the customer the result" in next_step(desk("ho.auditor", language="en"), number)
    refused = province.get(f"/case/{number}/refused").content.decode()
    assert "The review is decided; tell the customer." in refused
    form = city.get(f"/case/{number}/do/record_telling").content.decode()
    assert 'value="review" selected' in form
    with moment.at(local("2026-11-19 11:00")):
        told = RecordTelling(what="review", means="call", words="电话告知", reference="录音 6")
        execute(told, actor("cd.officer"), number)
    assert "Determine validity" in next_step(city, number)


@pytest.mark.req("COM-06", "FLW-17")
def test_a_decision_is_told_before_the_customer_can_answer_it(actor, desk):
    officer = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct", channel="letter"), officer).number
        execute(Confirm(means="call", words="已受理"), officer, number)
        to_proposal(number, officer, unit="cd")
        execute(decision(), officer, number)
    client = desk("cd.officer", language="en")
    assert "Record that the customer was told" in next_step(client, number)
    assert 'value="decision" selected' in client.get(f"/case/{number}/do/record_telling").content.decode()
    with moment.at(local("2026-11-18 11:00")):
        told = RecordTelling(what="decision", means="call", words="电话告知", reference="录音 5")
        execute(told, officer, number)
    assert "Record that the customer was told" not in next_step(client, number)


def test_a_case_page_asks_for_reviews_only_while_one_is_open(actor, desk):
    number = under_review(actor)
    client = desk("sc.officer")
    during = cost(client, f"/case/{number}")
    with moment.at(local("2026-11-19 10:00")):
        upheld = DecideReview(outcome="upheld", process="合规", limit="是", result="无误", reasons="齐全")
        execute(upheld, actor("sc.officer"), number)
        told = RecordTelling(what="review", means="call", words="电话告知", reference="录音 6")
        execute(told, actor("cd.officer"), number)
    assert (
        cost(client, f"/case/{number}") == during - 1
    )  # whether there is any is asked with all that hangs on a case
