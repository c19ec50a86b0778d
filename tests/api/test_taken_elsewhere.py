"""A complaint is taken wherever it comes in; who took it for another company sees it, masked, and does nothing more
(ORG-07, ORG-11, ADR 43)."""

from __future__ import annotations

import pytest

from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from tests.complaints.inputs import COMPLAINANT, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-07", "ORG-11", "SEC-06")]

TAKER = "nn.intake"
BESIDE = ("lz.intake", "sc.intake", "cd.officer", "gx.business", "ho.finance")
"""The next counter, another province and its counter, departments of the province and of head office above."""


@pytest.fixture
def taken(actor, wednesday) -> str:
    return execute(transfer(unit="psc", source="direct", channel="email"), actor(TAKER)).number


def test_it_is_the_unit_of_the_policys_and_stands_where_it_was_received(taken):
    case = Complaint.objects.select_related("unit", "received_unit", "registered_by").get()
    assert (case.unit.code, case.received_unit.code, case.registered_by.username) == ("psc", "nn", TAKER)
    assert case.owner is None or case.owner.department.unit.path.startswith(case.unit.path)


def test_who_took_it_sees_it_masked_and_unmasks_nothing(taken, caller, desk):
    seen = caller(TAKER).get(f"/complaints/{taken}")
    assert seen.status_code == 200
    said = seen.content.decode()
    for whole in (COMPLAINANT["phone"], COMPLAINANT["id_number"], COMPLAINANT["name"]):
        assert whole not in said
    party = Complaint.objects.get().parties.get()
    page = desk(TAKER).post(f"/case/{taken}/people/{party.pk}", {"purpose": "contact"})
    assert page.status_code in (403, 404, 422)
    assert COMPLAINANT["phone"] not in page.content.decode()


def test_who_took_it_is_offered_no_step_of_the_unit(taken, caller):
    offered = caller(TAKER).get(f"/complaints/{taken}/commands").json()["items"]
    assert len(offered) > 50
    assert {each["command"] for each in offered if each["possible"]} <= {"attach_evidence"}


@pytest.mark.parametrize("username", BESIDE)
def test_nobody_beside_is_told_of_it(taken, caller, username):
    assert caller(username).get(f"/complaints/{taken}").status_code == 404
