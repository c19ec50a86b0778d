"""Several files are chosen in the list and given to another owner, or urged, each through the door (FLW-05, FLW-17)."""

from __future__ import annotations

import re

import pytest

from redress.claims.door import execute as claim
from redress.complaints.executor import execute
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.models import Complaint, JournalEntry
from redress.organisation.models import User
from tests.claims.conftest import handles as handles
from tests.claims.conftest import report
from tests.claims.conftest import standard as standard
from tests.complaints.inputs import department, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-17")]

ASSIGN = "/many/assign"
URGE = "/many/urge"


@pytest.fixture
def cases(actor, wednesday):
    """Three cases of the officer's."""
    return [execute(transfer(), actor("sc.officer")).number for _ in range(3)]


def owners(numbers) -> set[str]:
    return set(
        User.objects.filter(
            pk__in=Complaint.objects.filter(number__in=numbers).values("owner_id")
        ).values_list("username", flat=True)
    )


def given(numbers, **more: str) -> dict[str, object]:
    return {"number": numbers, "to": "sc.cshead", "reason": "休假交接", "key": "k1", "together": "0"} | more


@pytest.mark.req("FLW-05")
def test_files_that_were_chosen_are_given_away_with_one_form(desk, cases):
    client = desk("sc.officer")
    form = client.get(ASSIGN, {"number": cases}).content.decode()
    assert '<option value="sc.cshead"' in form
    assert all(f'value="{number}" checked' in form for number in cases)
    done = client.post(ASSIGN, given(cases))
    assert done.status_code == 200
    assert owners(cases) == {"sc.cshead"}
    entries = JournalEntry.objects.filter(complaint__number__in=cases, command="assign")
    assert sorted(entries.values_list("key", flat=True)) == sorted(f"k1:{number}" for number in cases)


def test_sending_twice_gives_once(desk, cases):
    client = desk("sc.officer")
    for _ in range(2):
        assert client.post(ASSIGN, given(cases)).status_code == 200
    assert JournalEntry.objects.filter(complaint__number__in=cases, command="assign").count() == len(cases)


def test_each_for_itself_says_of_each_what_became_of_it(desk, cases, actor):
    elsewhere = execute(transfer(unit="gx"), actor("gx.officer")).number
    page = desk("sc.officer").post(ASSIGN, given([*cases[:2], elsewhere])).content.decode()
    assert owners(cases[:2]) == {"sc.cshead"}
    assert owners([elsewhere]) == {"gx.officer"}
    lines = re.findall(r"<li><span class=\"due-(fine|late)\">.*?</li>", page, re.DOTALL)
    assert lines == ["fine", "fine", "late"]


def test_all_or_none_does_none_and_names_the_one_that_stands_in_the_way(desk, cases, actor):
    execute(Assign(owner="sc.cshead", reason="交接"), actor("sc.officer"), cases[1])
    page = desk("sc.officer").post(ASSIGN, given(cases, together="1")).content.decode()
    assert owners([cases[0], cases[2]]) == {"sc.officer"}
    assert re.search(rf"<p>[^<]*{cases[1]}[^<]*</p>", page), "which one stands in the way"
    assert "休假交接" in page, "what was typed is still there"


@pytest.mark.req("FLW-04")
def test_urging_many_asks_each_for_its_one_open_order(desk, cases, actor):
    for number in cases[:2]:
        execute(Dispatch(to=department("sc", "finance"), opinion="请核实"), actor("sc.officer"), number)
    page = desk("sc.officer").post(URGE, given(cases, reason="客户催问")).content.decode()
    urged = JournalEntry.objects.filter(command="urge").values_list("complaint__number", flat=True)
    assert set(urged) == set(cases[:2]), "the third lies with nobody but its owner"
    assert page.count("due-late") == 1


def test_nothing_chosen_is_said(desk, wednesday):
    answer = desk("sc.officer").get(ASSIGN)
    assert answer.status_code == 422
    assert desk("sc.officer").get("/many/close_everything").status_code == 404


@pytest.mark.parametrize(("to", "reason"), [("", "休假"), ("sc.cshead", ""), ("nobody.here", "休假")])
def test_what_cannot_be_given_changes_nothing(desk, cases, to, reason):
    page = desk("sc.officer").post(ASSIGN, given(cases, to=to, reason=reason)).content.decode()
    assert owners(cases) == {"sc.officer"}
    assert 'class="note note-error' in page or "due-late" in page


@pytest.mark.req("SEC-06")
def test_who_may_not_give_cases_away_gives_none_away(desk, cases):
    page = desk("sc.finance").post(ASSIGN, given(cases)).content.decode()
    assert owners(cases) == {"sc.officer"}
    assert page.count("due-late") == len(cases)


@pytest.mark.req("CLM-05")
def test_complaints_and_claims_together_are_each_done_or_said_to_be_two_steps(
    standard, handles, desk, wednesday
):
    by = handles("cd.officer", "cd", "customer_service")
    numbers = [claim(report(unit="cd"), by).number, execute(transfer(), by).number]
    page = desk("cd.officer").post(ASSIGN, given(numbers, together="1")).content.decode()
    assert owners(numbers[1:]) == {"cd.officer"}
    assert "<form" in page
