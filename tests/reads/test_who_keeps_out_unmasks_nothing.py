"""Whoever must keep out of handling a case has nobody to speak with, and sees its people masked (ORG-13, SEC-02)."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from redress.casework import moment
from redress.casework.models import AccessEntry
from redress.complaints.case import Case
from redress.complaints.executor import execute
from redress.complaints.intake.commands.classify import Amend
from redress.complaints.letters.send import SendLetter
from redress.complaints.models import Complaint, Party
from redress.complaints.oversight.unmasking import may_unmask
from redress.complaints.recusing.commands.recuse import DeclareConflict, OverrideRecusal
from redress.letters.models import Letter
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User
from tests.letters.inputs import drafted, reviewed
from tests.organisation import acts as administration
from tests.reads.test_masks_on_paper import PERSON, silent, words

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-13", "SEC-02", "SEC-03")]


def named() -> Amend:
    return Amend(reason="客户补充", about_whom=f"投诉管理岗{User.objects.get(username='sc.officer').name}")


def declared() -> DeclareConflict:
    return DeclareConflict(person="sc.officer", kind="kin", reason="投诉人的弟弟")


@pytest.fixture
def letters(number, officer, counsel) -> list[int]:
    """Of a case with everything known of its customer: a sent letter that names him, and a draft."""
    Party.objects.filter(complaint__number=number).delete()
    Party.objects.create(complaint=Complaint.objects.get(number=number), role="complainant", **PERSON)
    said = f"已与{PERSON['name']}（电话{PERSON['phone']}）核实，款项付至{PERSON['account']}。"
    letter = reviewed(number, officer, counsel, verification=said)
    execute(SendLetter(letter=letter, means="post", proof="挂号 XA1"), officer, number)
    drafted(number, officer)
    return list(Letter.objects.order_by("pk").values_list("pk", flat=True))


def whole(number: str, who) -> bool:
    return may_unmask(Case(Complaint.objects.get(number=number), moment.now()), who)


def unmask(client, number: str):
    return client.post(f"/case/{number}/people/{Party.objects.get().pk}", {"purpose": "contact"})


@pytest.mark.parametrize("why", [named, declared])
def test_the_attempt_is_refused_with_the_rule_and_whom_to_turn_to_and_is_on_record(
    why, number, letters, officer, desk
):
    client = desk("sc.officer", language="en")
    assert PERSON["phone"] in unmask(client, number).content.decode()
    assert "Show in full" in client.get(f"/case/{number}").content.decode()
    execute(why(), officer, number)
    answer = unmask(client, number)
    assert answer.status_code == 403
    told = answer.content.decode()
    silent(told)
    assert "ORG-13" in told
    assert "Turn to its owner" in told
    entry = AccessEntry.objects.latest("id")
    assert (entry.action, entry.user_id) == ("refused", officer.id)
    assert entry.number == number
    page = client.get(f"/case/{number}").content.decode()
    silent(page)
    assert "Show in full" not in page


@pytest.mark.parametrize("why", [named, declared])
def test_every_other_door_gives_the_copy_with_masks(why, number, letters, officer, desk, caller):
    execute(why(), officer, number)
    client, api = desk("sc.officer"), caller("sc.officer")
    for each in letters:
        pdf = client.get(f"/case/{number}/letter/{each}/pdf")
        silent(words(pdf.content))
        assert AccessEntry.objects.latest("id").action == "read"
        assert client.get(f"/case/{number}/letter/{each}/page/1").status_code == 200
        assert AccessEntry.objects.latest("id").action == "read"
        silent(client.get(f"/case/{number}/letter/{each}").content.decode())
    sealed = b"".join(client.post(f"/case/{number}/dossier", {"purpose": "authority"}).streaming_content)
    assert AccessEntry.objects.latest("id").fields == "dossier, masked"
    with zipfile.ZipFile(io.BytesIO(sealed)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            silent(words(data) if name.endswith(".pdf") else data.decode(errors="replace"), name)
    draft = Letter.objects.get(pk=letters[-1]).number
    silent(client.get(f"/case/{number}/do/revise_letter?letter={draft}").content.decode())
    for path in ("", "/journal", "/decisions", "/tellings"):
        silent(api.get(f"/complaints/{number}{path}").content.decode(), path)
    for address in (
        f"/case/{number}/more/messages",
        "/figures/register/export",
        "/figures/cases/export?rule=cases",
    ):
        silent(client.get(address).content.decode(), address)


def test_who_handles_it_and_whose_conflict_was_set_aside_still_speak_with_the_customer(
    number, letters, officer, actor, desk
):
    execute(declared(), officer, number)
    assert PERSON["phone"] in unmask(desk("sc.handler"), number).content.decode()
    execute(OverrideRecusal(person="sc.officer", reason="仅转达"), actor("sc.manager"), number)
    assert PERSON["phone"] in unmask(desk("sc.officer"), number).content.decode()


def test_nor_does_who_acts_for_such_a_person(number, letters, officer, actor, desk):
    execute(declared(), officer, number)
    assert whole(number, actor("sc.handler"))
    absent, deputy = (User.objects.get(username=each) for each in ("sc.officer", "sc.handler"))
    today = timezone.localdate()
    administration.name_deputy(SYSTEM, absent, deputy, today, today + timedelta(days=3), "年假")
    assert not whole(number, actor("sc.handler"))
    assert unmask(desk("sc.handler"), number).status_code == 403
