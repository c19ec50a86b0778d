"""Five speak for a joint complaint; a sixth is refused with number, article and way out, and nothing is written."""

from __future__ import annotations

import pytest

from redress.complaints.executor import execute
from redress.complaints.models import Complaint, JournalEntry, Party
from tests.complaints.papers import attach
from tests.complaints.test_complainants import PEOPLE
from tests.desk.test_register import typed
from tests.walkthroughs.test_f_twenty_five_together import together

pytestmark = [pytest.mark.django_db, pytest.mark.req("INT-12", "FLW-17")]

SAID = {
    "en": ("At most 5 representatives", "Order 2020-3, Art. 12", "6 are named", "Keep 5 of them"),
    "zh-hans": ("代表不得超过 5 名", "《办法》第十二条", "已填 6 名", "请保留 5 名"),
}


def group(speakers: int) -> dict[str, object]:
    """The register form of a joint complaint with so many representatives."""
    people: dict[str, object] = {}
    for number in range(speakers):
        people |= {
            f"people.{number}.role": "representative",
            f"people.{number}.name": PEOPLE[number]["name"],
            f"people.{number}.phone": PEOPLE[number]["phone"],
        }
    given = {key: value for key, value in typed().items() if not key.startswith("people.")}
    papers = ["members", "representatives"]
    return given | people | {"complainant_kind": "group", "complainants": "25", "papers": papers}


@pytest.mark.parametrize("language", SAID)
def test_the_register_form_says_why_and_keeps_all_six_that_were_typed(desk, wednesday, language):
    answer = desk("cd.officer", language=language).post("/register", group(6))
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in SAID[language]:
        assert words in page, words
    assert page.count('role="alert"') >= 1
    for number, person in enumerate(PEOPLE):
        assert f'name="people.{number}.name"' in page
        assert person["name"] in page
    assert not Complaint.objects.exists()
    assert not Party.objects.exists()
    assert not JournalEntry.objects.exists()


def test_five_are_registered(desk, wednesday):
    assert desk("cd.officer").post("/register", group(5)).status_code == 302
    assert Party.objects.filter(role="representative").count() == 5


@pytest.mark.parametrize("language", SAID)
def test_the_form_has_five_places_and_names_the_article(desk, wednesday, language):
    page = desk("cd.officer", language=language).post(
        "/register/part/complainant", {"complainant_kind": "group"}
    )
    text = page.content.decode()
    assert 'name="people.4.name"' in text
    assert 'name="people.5.name"' not in text
    assert SAID[language][1] in text


@pytest.mark.parametrize("language", SAID)
def test_who_replaces_them_is_refused_a_sixth_too_and_the_five_stay(desk, actor, wednesday, language):
    number = execute(together(), actor("cd.officer")).number
    paper = attach(number, actor("cd.officer"), "推选书")
    sent = {
        f"people.{n}.{part}": person[part] for n, person in enumerate(PEOPLE) for part in ("name", "phone")
    }
    before = {party.name for party in Party.objects.all()}
    version = Complaint.objects.get(number=number).version
    answer = desk("cd.officer", language=language).post(
        f"/case/{number}/do/set_representatives", sent | {"evidence": paper}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in SAID[language]:
        assert words in page, words
    assert PEOPLE[5]["name"] in page, "what was typed is not lost"
    assert {party.name for party in Party.objects.all()} == before
    assert Complaint.objects.get(number=number).version == version
