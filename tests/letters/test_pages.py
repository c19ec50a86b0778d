"""Letters on the desk: written, checked while typed, looked at, reviewed, sent; verified by anybody."""

from __future__ import annotations

import io
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from redress.casework import moment
from redress.casework.models import AccessEntry
from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.letters.draft import ReissueLetter
from redress.complaints.letters.review import PassLetter, SubmitLetter
from redress.complaints.letters.send import SendLetter
from redress.complaints.models import Complaint
from redress.desk.views.verify import A_MINUTE
from redress.evidence import storing
from redress.letters import attempts
from redress.letters.models import Attempt, Letter
from tests.fixtures.insurer import local
from tests.fixtures.rows import write
from tests.letters.inputs import OPINION, drafted, reviewed, version

pytestmark = pytest.mark.django_db


@pytest.mark.req("COM-04", "COM-07")
def test_an_opinion_is_written_and_revised_in_the_desk(number, desk):
    client = desk("sc.officer", "en")
    new = client.post(reverse("desk:command", args=[number, "draft_letter"]), {"kind": "processing_opinion"})
    letter = Letter.objects.get(file__number=number)
    assert new.status_code == 302
    assert letter.number in unquote(new.url)
    form = client.get(reverse("desk:command", args=[number, "revise_letter"]), {"letter": letter.number})
    page = form.content.decode()
    assert OPINION["verification"] in page  # from the finding
    assert OPINION["decision"] in page  # from the proposal
    assert 'value="刘建国"' in page
    rule_parts = list(letter.parts)
    typed = {"letter": letter.number, "addressee": "刘建国", "address": "成都市锦江区"}
    for place, code in enumerate(rule_parts):
        typed |= {f"parts.{place}.part": code, f"parts.{place}.text": OPINION.get(code, "")}
    typed["parts.3.text"] = "理由改写如下：#strong[不是标记]。"
    assert client.post(reverse("desk:command", args=[number, "revise_letter"]), typed).status_code == 302
    kept = version(letter.number)
    assert kept.parts[rule_parts[3]] == "理由改写如下：#strong[不是标记]。"
    assert (kept.addressee, kept.address) == ("刘建国", "成都市锦江区")


@pytest.mark.req("COM-08")
def test_words_are_checked_while_they_are_typed(number, desk):
    client = desk("sc.officer", "en")
    address = reverse("desk:wording", args=[number])
    found = client.post(address, {"field": "words", "words": "这个我不知道"}).content.decode()
    assert "这个问题我需要核实后答复您" in found
    assert "COM-08" in found
    assert client.post(address, {"field": "words", "words": "我马上核实"}).content.decode().strip() == ""
    form = client.get(reverse("desk:command", args=[number, "record_contact"])).content.decode()
    assert f'hx-post="{address}"' in form


def test_the_section_and_the_page_of_a_letter_show_where_it_stands(number, officer, counsel, desk):
    letter = reviewed(number, officer, counsel)
    client = desk("sc.officer", "en")
    section = client.get(reverse("desk:case_section", args=[number, "letters"])).content.decode()
    assert letter in section
    assert "Review passed" in section
    page = client.get(reverse("desk:letter", args=[number, version(letter).pk])).content.decode()
    assert version(letter).pdf_id in page
    picture = client.get(reverse("desk:letter_page", args=[number, version(letter).pk, 1]))
    assert picture.content.startswith(b"\x89PNG")
    pdf = client.get(reverse("desk:letter_pdf", args=[number, version(letter).pk]))
    assert pdf.content == storing.read(version(letter).pdf_id)
    assert AccessEntry.objects.filter(fields=f"letter {letter}").exists()


def test_a_letter_without_remedies_has_no_pages_and_says_why(number, officer, desk):
    letter = drafted(number, officer)
    write(Letter.objects.get(number=letter), parts={**OPINION, "remedies": ""})
    client = desk("sc.officer", "en")
    page = client.get(reverse("desk:letter", args=[number, version(letter).pk])).content.decode()
    assert "missing part: remedies" in page
    assert client.get(reverse("desk:letter_pdf", args=[number, version(letter).pk])).status_code == 422


@pytest.mark.req("COM-04")
def test_legal_counsel_has_a_list_of_what_waits(number, officer, desk, django_assert_max_num_queries):
    letter = drafted(number, officer)
    execute(SubmitLetter(letter=letter), officer, number)
    client = desk("sc.legal", "en")
    with django_assert_max_num_queries(24):
        page = client.get("/?list=reviews").content.decode()
    assert letter in page
    assert letter not in desk("ho.legal", "en").get("/?list=reviews").content.decode()
    assert "Letters to review" not in desk("sc.officer", "en").get("/").content.decode()


@pytest.mark.req("AUT-03")
def test_passing_a_letter_is_offered_to_legal_counsel_alone(number, officer, desk):
    letter = drafted(number, officer)
    execute(SubmitLetter(letter=letter), officer, number)
    address = reverse("desk:letter", args=[number, version(letter).pk])
    assert "pass_letter" in desk("sc.legal").get(address).content.decode()
    assert "pass_letter" not in desk("sc.officer").get(address).content.decode()


@pytest.mark.req("ORG-11")
def test_who_may_not_see_the_case_sees_no_letter_of_it(number, officer, counsel, desk):
    letter = version(reviewed(number, officer, counsel)).pk
    for name in ("letter", "letter_pdf"):
        assert desk("gx.officer").get(reverse(f"desk:{name}", args=[number, letter])).status_code == 404


@pytest.mark.req("COM-07")
def test_anybody_verifies_an_issued_letter_and_learns_no_name(number, officer, counsel):
    letter = version(reviewed(number, officer, counsel))
    client = Client()
    page = client.get(f"/verify/{letter.code}")
    words = page.content.decode()
    assert page.status_code == 200
    assert letter.number in words
    assert "2026-11-18" in words
    for secret in ("刘建国", "13800001234", number, OPINION["decision"]):
        assert secret not in words
    lower = f"{letter.code[:4]}-{letter.code[4:8]}-{letter.code[8:]}".lower()
    assert client.get("/verify", {"code": lower}, follow=True).status_code == 200


@pytest.mark.req("COM-07")
def test_a_file_is_compared_with_the_letter_that_was_issued(number, officer, counsel):
    letter = version(reviewed(number, officer, counsel))
    client = Client(headers={"accept-language": "en"})
    client.cookies["django_language"] = "en"
    issued = storing.read(letter.pdf_id)
    same = client.post(f"/verify/{letter.code}", {"file": io.BytesIO(issued)}).content.decode()
    assert "byte for byte" in same
    changed = client.post(f"/verify/{letter.code}", {"file": io.BytesIO(issued[:-1] + b"x")}).content.decode()
    assert "was changed" in changed


@pytest.mark.req("COM-07")
def test_drafts_and_unknown_codes_verify_nothing(number, officer):
    letter = version(drafted(number, officer))
    for code in (letter.code, "AAAAAAAAAAAA", "-"):
        assert Client().get(f"/verify/{code}").status_code == 404


def test_a_letter_whose_file_was_changed_on_disk_does_not_verify(number, officer, counsel):
    letter = version(reviewed(number, officer, counsel))
    path = storing.path_of(letter.pdf_id)
    content = path.read_bytes()
    path.chmod(0o640)
    try:
        path.write_bytes(content + b" ")
        client = Client()
        client.cookies["django_language"] = "en"
        assert "does not agree with the record" in client.get(f"/verify/{letter.code}").content.decode()
    finally:
        path.write_bytes(content)
        path.chmod(0o440)


def test_a_replaced_letter_names_the_one_that_replaced_it(number, officer, counsel):
    letter = reviewed(number, officer, counsel)
    execute(SendLetter(letter=letter, means="hand", proof="签收"), officer, number)
    again = ReissueLetter(letter=letter, because="金额有误")
    new = execute(again, officer, number).facts["letter"]
    execute(SubmitLetter(letter=new), officer, number)
    execute(PassLetter(letter=new), counsel, number)
    execute(SendLetter(letter=new, means="hand", proof="签收"), officer, number)
    assert new in Client().get(f"/verify/{version(letter).code}").content.decode()


@pytest.fixture
def ask():
    def ask(address: str, forwarded: str = "") -> int:
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        return Client(REMOTE_ADDR=address).get("/verify/AAAAAAAAAAAA", headers=headers).status_code

    return ask


def test_too_many_questions_are_told_to_wait_until_the_next_minute(ask):
    with moment.at(local("2026-11-18 10:00")):
        assert [ask("203.0.113.9") for _ in range(A_MINUTE + 1)] == [404] * A_MINUTE + [429]
        assert ask("203.0.113.10") == 404
    with moment.at(local("2026-11-18 10:01")):
        assert ask("203.0.113.9") == 404


def test_questions_are_counted_in_the_database_for_all_processes(db):
    now = local("2026-11-18 10:00")
    assert [attempts.count("203.0.113.9", now) for _ in range(3)] == [1, 2, 3]
    kept = Attempt.objects.get()
    assert kept.n == 3
    assert b"203" not in bytes(kept.asker)
    attempts.count("203.0.113.9", now + timedelta(minutes=11))
    assert Attempt.objects.get().n == 1  # what is older is forgotten


def test_an_asker_behind_trusted_proxies_is_who_the_outermost_saw(ask, settings):
    proxy = "10.0.0.1"
    settings.REDRESS_TRUSTED_PROXIES = 1
    with moment.at(local("2026-11-18 10:00")):
        answers = [ask(proxy, f"198.51.100.{n}, 203.0.113.9") for n in range(A_MINUTE + 1)]
        assert answers[-1] == 429  # what the client wrote in front is not believed
        assert ask(proxy, "203.0.113.10") == 404
    settings.REDRESS_TRUSTED_PROXIES = 0
    with moment.at(local("2026-11-18 10:00")):
        answers = [ask(proxy, f"203.0.113.{n}") for n in range(20, A_MINUTE + 21)]
    assert answers[-1] == 429  # without a proxy the header is anybody's


def test_a_refused_preview_writes_nothing(number, officer):
    letter = drafted(number, officer, remedies="无")
    with pytest.raises(Refusal):
        execute(SubmitLetter(letter=letter), officer, number)
    assert version(letter).state == "draft"
    assert Complaint.objects.get(number=number).journal.latest("sequence").command == "draft_letter"
