"""Disposal by hand: the list, two persons, the certificate; revisions and periods in the case's section."""

import pytest
from django.apps import apps

from redress.casework import moment
from redress.casework.beneath import references
from redress.casework.models import Disposal
from redress.complaints.closing.commands.close import Archive
from redress.complaints.executor import execute
from redress.complaints.keeping.commands.hold import PlaceHold
from redress.complaints.models import Complaint
from redress.desk.pages import destroyed
from tests.complaints.test_keeping import LATER, closed, revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def archived(actor, wednesday) -> str:
    number = closed(actor)
    execute(revision(), actor("sc.officer"), number)
    execute(Archive(), actor("cd.officer"), number)
    return number


@pytest.mark.req("CLO-10")
def test_one_person_proposes_a_second_confirms_and_the_certificate_says_what_was_destroyed(
    archived, actor, desk, django_capture_on_commit_callbacks
):
    officer, head = desk("sc.officer", language="en"), desk("sc.cshead", language="en")
    with moment.at(LATER), django_capture_on_commit_callbacks(execute=True):
        assert "not proposed" in officer.get("/disposal").content.decode()
        officer.post("/disposal", {"number": [archived], "step": "propose", "key": "a"})
        alone = officer.post("/disposal", {"number": [archived], "step": "dispose", "key": "b"})
        assert "ask a second person" in alone.content.decode()
        head.post("/disposal", {"number": [archived], "step": "dispose", "key": "c"})
        page = head.get(f"/disposal/{archived}").content.decode()
    row = Complaint.objects.get(number=archived)
    assert row.disposed_at is not None
    assert Disposal.objects.get(file_id=row.pk).skeleton in page
    assert "Persons × 1" in page
    assert "complaints.party" in page
    assert f"redress verify {archived}" in page
    assert desk("gx.officer").get(f"/disposal/{archived}").status_code == 404


@pytest.mark.req("CLO-10")
def test_every_table_of_a_case_has_words_for_the_certificate():
    tables = {model._meta.label_lower for model, _name in references(Complaint)}
    assert tables <= set(destroyed.TABLES)
    assert set(destroyed.TABLES) <= {model._meta.label_lower for model in apps.get_models()}


@pytest.mark.req("CLO-10")
def test_a_case_under_hold_is_listed_and_cannot_be_chosen(archived, actor, desk):
    execute(PlaceHold(reason="诉讼"), actor("sc.cshead"), archived)
    with moment.at(LATER):
        page = desk("sc.officer", language="en").get("/disposal").content.decode()
    assert f'aria-label="{archived}" disabled' in page
    assert "Under legal hold" in page


@pytest.mark.req("CLO-03", "CLO-10")
def test_the_section_tells_periods_holds_and_what_the_superior_unit_changed(archived, actor, desk):
    execute(PlaceHold(reason="客户起诉"), actor("sc.cshead"), archived)
    page = desk("cd.officer", language="en").get(f"/case/{archived}/more/keeping").content.decode()
    for words in (
        "Misunderstanding by the customer",
        "Misconduct of sales staff",
        "录音证实误导",
        "客户起诉",
    ):
        assert words in page, words
    assert "2036-11-18" in page
