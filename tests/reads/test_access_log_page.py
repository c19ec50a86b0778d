"""The auditor reads who read what; nobody else does (SEC-03)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from redress.casework.models import AccessEntry
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.organisation.acting import acting_as
from tests.complaints.inputs import COMPLAINANT, READERS, visit

pytestmark = pytest.mark.django_db
LOG = "/access-log"


@pytest.fixture
def case(actor, wednesday) -> Complaint:
    return Complaint.objects.get(number=execute(visit(), actor("cd.officer")).number)


@pytest.fixture
def day(desk, case) -> Complaint:
    """A day: read, un-masked with words, looked up, exported, and refused to a stranger."""
    handler = desk("cd.officer")
    handler.get(f"/case/{case.number}")
    handler.post(
        f"/case/{case.number}/people/{case.parties.get().pk}", {"purpose": "other", "note": "核对回访"}
    )
    desk("sc.officer").post("/search", {"q": COMPLAINANT["phone"]})
    desk("sc.manager").get("/figures/register/export", {"from": "2026-01-01"})
    desk("gx.officer").get(f"/case/{case.number}")
    return case


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize("who", [*READERS, "sc.legal", "sc.cshead"])
def test_nobody_but_auditors_reads_it_neither_by_page_nor_by_table(who, day, desk, actor):
    for address in (LOG, f"{LOG}/export"):
        assert desk(who).get(address).status_code == 403
    with acting_as(actor(who)):
        assert not AccessEntry.objects.exists()


@pytest.mark.req("SEC-03", "SEC-02")
def test_who_read_one_customer_is_found_by_what_is_typed(day, desk):
    auditor = desk("ho.auditor", language="en")
    for words in (COMPLAINANT["phone"], "138-0000-1234", COMPLAINANT["id_number"], COMPLAINANT["name"]):
        page = auditor.post(LOG, {"customer": words}).content.decode()
        for what in ("Case read", "Un-masking", "Look-up of a person", "Export", "Refused"):
            assert what in page, (words, what)
        assert "核对回访" in page
        assert "127.0.0.1" in page
    assert "No entry fits" in auditor.post(LOG, {"customer": "13999999999"}).content.decode()
    assert AccessEntry.objects.latest("id").action == "look_up"


@pytest.mark.req("SEC-03")
def test_an_attempt_of_a_stranger_is_seen_with_the_case_that_was_tried(day, desk):
    page = (
        desk("ho.auditor", language="en").get(LOG, {"case": day.number, "action": "refused"}).content.decode()
    )
    assert "gx.officer" in page
    assert day.number in page
    assert "cd.officer" not in page


@pytest.mark.req("SEC-03")
def test_it_is_narrowed_by_person_action_address_and_local_days(day, desk):
    auditor = desk("ho.auditor", language="en")

    def rows(**asked: str) -> int:
        return auditor.get(LOG, asked).content.decode().count("data-row")

    assert rows(person="cd.officer") == 2
    assert rows(person="cd.officer", action="unmask") == 1
    assert rows(address="10.9.9.9") == 0
    assert rows(person="cd.officer", address="127.0.0.1") == 2
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert rows(person="cd.officer", **{"from": yesterday, "to": yesterday}) == 0


@pytest.mark.req("SEC-03")
def test_an_auditor_of_another_company_sees_nothing_of_it(day, actor):
    with acting_as(actor("ho.auditor")):
        assert AccessEntry.objects.filter(file_id=day.pk).exists()
    from dataclasses import replace

    from redress.organisation.kinds import DepartmentKind, Duty, UnitKind
    from redress.organisation.models import Unit

    other = Unit.objects.get(code="property-ho")
    below = frozenset(Unit.objects.filter(path__startswith=other.path).values_list("pk", flat=True))
    post = replace(
        next(iter(actor("ho.auditor").posts)),
        duty=Duty.AUDITOR, kind=DepartmentKind.LEGAL, unit=other.pk, level=UnitKind.HEAD_OFFICE, below=below,
    )  # fmt: skip
    with acting_as(replace(actor("psc.officer"), posts=frozenset({post}))):
        assert not AccessEntry.objects.filter(file_id=day.pk).exists()


@pytest.mark.req("SEC-03")
def test_pages_follow_each_other_without_a_hole(day, desk):
    import re

    client = desk("cd.officer")
    for _n in range(55):
        client.get(f"/case/{day.number}")
    auditor = desk("ho.auditor", language="en")
    first = auditor.get(LOG, {"person": "cd.officer"}).content.decode()
    after = re.search(r'rel="next" href="([^"]+)"', first)
    assert after
    second = auditor.get(LOG + after[1].replace("&amp;", "&")).content.decode()
    assert (first.count("data-row"), second.count("data-row")) == (50, 7)


@pytest.mark.req("SEC-03")
def test_taking_the_log_out_is_itself_on_record(day, desk, actor):
    answer = desk("ho.auditor", language="en").get(f"{LOG}/export", {"case": day.number})
    assert "核对回访" in answer.content.decode()
    assert COMPLAINANT["phone"] not in answer.content.decode()
    entry = AccessEntry.objects.latest("id")
    assert (entry.action, entry.user_id) == ("export", actor("ho.auditor").id)
    assert day.pk in entry.cases
