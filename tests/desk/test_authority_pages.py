"""Authority on the desk: what waits for my approval, who may decide, and how much asking costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redress.complaints.deciding.queries.approvals import of_case, waiting
from redress.complaints.executor import execute
from redress.complaints.handling.commands.investigate import Propose
from redress.complaints.lists.counts import counts
from redress.complaints.queries.case import find
from redress.organisation.acting import acting_as
from tests.complaints.test_approvals import found_out

pytestmark = [pytest.mark.django_db, pytest.mark.req("AUT-01")]


def ask(actor, policy: str) -> str:
    number = found_out(actor("cd.officer"), policy_number=policy)
    execute(Propose(plan="补付护理费", basis="条款", amount="20000"), actor("cd.officer"), number)
    return number


def test_what_waits_for_me_is_listed_and_counted_and_nobody_else_has_it(actor, desk, wednesday):
    number = ask(actor, "P1")
    page = desk("sc.cshead", language="en").get("/?list=approvals").content.decode()
    assert number in page
    assert "20000" in page.replace(",", "")
    assert number not in desk("sc.manager").get("/?list=approvals").content.decode()
    for who, count in (("sc.cshead", 1), ("sc.manager", 0), ("gx.cshead", 0)):
        with acting_as(actor(who)) as person:
            assert counts(person).approvals == count


@pytest.mark.req("AUT-03")
def test_only_who_may_decide_is_offered_to_and_who_proposed_is_not_asked_to_propose_again(
    actor, desk, wednesday
):
    number = ask(actor, "P1")
    for who, offered in (("cd.officer", False), ("cd.cshead", False), ("sc.cshead", True)):
        page = desk(who, language="en").get(f"/case/{number}").content.decode()
        assert (f"/case/{number}/do/approve" in page) is offered, who
    page = desk("cd.officer", language="en").get(f"/case/{number}").content.decode()
    assert 'class="btn btn-primary"' not in page, "it waits for the approver"


def test_a_longer_list_costs_no_more_queries(actor, wednesday):
    def cost() -> int:
        with acting_as(actor("sc.cshead")) as head, CaptureQueriesContext(connection) as seen:
            assert waiting(head).rows
        return len(seen)

    ask(actor, "P1")
    cost()  # reads the rulebook, once for the process
    one = cost()
    for policy in ("P2", "P3"):
        ask(actor, policy)
    assert cost() == one


def test_the_section_says_who_may_decide_and_what_was_asked(actor, desk, wednesday):
    number = ask(actor, "P1")
    section = desk("cd.officer", language="en").get(f"/case/{number}/more/authority")
    text = section.content.decode()
    assert section.status_code == 200
    assert "A proposal beyond authority" in text
    assert "30,000" in text
    with acting_as(actor("cd.officer")) as officer:
        row = find(officer, number)
        with CaptureQueriesContext(connection) as seen:
            assert of_case(row).deciders
    assert len(seen) <= 6


def test_the_form_offers_what_waits_and_the_head_approves_it(actor, desk, wednesday):
    number = ask(actor, "P1")
    head = desk("sc.cshead", language="en")
    form = head.get(f"/case/{number}/do/approve").content.decode()
    assert "A1" in form
    version = find(actor("sc.cshead"), number).version
    response = head.post(f"/case/{number}/do/approve", {"approval": "1", "words": "同意", "version": version})
    assert response.status_code == 302
    assert find(actor("sc.cshead"), number).state == "proposed"
