"""One view of a customer across the companies, under the group's complaint office (ORG-09)."""

import pytest

from redress.casework.models import AccessEntry
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from tests.complaints.inputs import COMPLAINANT, visit

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-09")]


@pytest.fixture
def cases(actor, wednesday):
    """The same person at the life and at the property company, once with another spelling of the telephone."""
    life = execute(visit(), actor("cd.officer")).number
    spaced = COMPLAINANT | {"phone": "138 0000 1234", "id_number": ""}
    other = execute(
        visit(people=[spaced], class_code="claims", channel="phone_in", facts_repeated=True),
        actor("psc.officer"),
    ).number
    namesake = COMPLAINANT | {"phone": "13911112222", "id_number": "510101197001011111"}
    execute(visit(people=[namesake]), actor("cd.officer"))
    return Complaint.objects.get(number=life), Complaint.objects.get(number=other)


def page(client, case):
    return client.get(f"/case/{case.number}/people/{case.parties.get().pk}/cases")


def test_the_groups_office_sees_a_person_in_every_company_with_its_posts(cases, desk, actor):
    life, other = cases
    shown = page(desk("group.officer"), life).content.decode()
    assert life.number in shown
    assert other.number in shown
    assert "安和财产保险" in shown
    assert "财险总公司" in shown, "whom to ask there"
    assert shown.count("L2026") == shown.count(life.number), "a namesake is somebody else"
    assert AccessEntry.objects.filter(user_id=actor("group.officer").id, purpose="ORG-09").exists()


def test_a_company_sees_only_its_own(cases, desk):
    life, other = cases
    shown = page(desk("cd.officer"), life).content.decode()
    assert life.number in shown
    assert other.number not in shown
    assert page(desk("cd.officer"), other).status_code == 404


def test_the_page_asks_a_fixed_number_of_questions(cases, desk, django_assert_max_num_queries):
    client = desk("group.officer")
    page(client, cases[0])
    with django_assert_max_num_queries(17):  # a statement for each table, planned once
        page(client, cases[0])
