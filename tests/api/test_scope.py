"""Who sees and does what over HTTP: the duties of the token's user, never more (SEC-01, SEC-06, ORG-11)."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redress.assembly import FOR_PEOPLE
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.lists.register_list import RegisterFilters, register_list
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User
from redress.organisation.queries import actor as actor_of
from tests.complaints.inputs import TRANSFER, VISIT, department, transfer
from tests.fixtures.desk import AFTERWARDS

pytestmark = pytest.mark.django_db
READS = ("", "/clocks", "/journal", "/commands", "/links", "/tellings", "/decisions", "/reviews", "/rulings")


@pytest.mark.req("SEC-01")
@pytest.mark.parametrize("kind", FOR_PEOPLE, ids=lambda kind: kind.name)
def test_every_command_refuses_an_actor_without_the_duty(kind, caller, wednesday):
    """An auditor sees the unit's cases and has none of the duties that change them."""
    number = caller("sc.officer").post("/complaints", TRANSFER).json()["number"]
    auditor = caller("ho.auditor")
    assert auditor.get(f"/complaints/{number}").status_code == 200
    response = auditor.give(number, kind.name, kind.example)
    assert response.status_code in (403, 409), response.content.decode()
    after = auditor.get(f"/complaints/{number}").json()
    assert (after["version"], after["state"]) == (1, "registered")


@pytest.mark.req("SEC-01")
def test_whoever_has_no_duty_of_customer_service_registers_nothing(caller, wednesday):
    response = caller("sc.ithead").post("/complaints", TRANSFER)
    assert response.status_code == 403
    assert response.json()["rule"] == "SEC-01"


@pytest.mark.req("ORG-11", "SEC-06")
@pytest.mark.parametrize(
    ("owner", "stranger"),
    [
        ("sc.officer", "psc.officer"),
        ("psc.officer", "sc.officer"),
        ("sc.officer", "gx.officer"),
        ("gx.officer", "sc.officer"),
        ("cd.officer", "my.officer"),
        ("sc.officer", "pho.officer"),
        ("sc.officer", "sc.finance"),
    ],
)
def test_a_case_of_another_company_or_branch_does_not_exist_for_a_stranger(
    caller, wednesday, owner, stranger
):
    body = VISIT if owner.startswith("cd") else TRANSFER
    number = caller(owner).post("/complaints", body).json()["number"]
    other = caller(stranger)
    assert other.get("/complaints").json()["items"] == []
    for read in READS:
        response = other.get(f"/complaints/{number}{read}")
        assert response.status_code == 404
        assert response.json()["type"].endswith(":unknown")
    for kind in FOR_PEOPLE:
        response = other.give(number, kind.name, kind.example)
        assert response.status_code == 404, kind.name
    assert caller(owner).get(f"/complaints/{number}").json()["version"] == 1


@pytest.mark.req("SEC-06")
def test_an_idempotency_key_of_another_user_tells_nothing(caller, wednesday):
    key = {"Idempotency-Key": "same"}
    first = caller("sc.officer").post("/complaints", TRANSFER, key)
    second = caller("gx.officer").post("/complaints", TRANSFER, key)
    assert second.status_code == 201
    assert "Idempotent-Replayed" not in second
    assert second.json()["number"] != first.json()["number"]


OFFICERS = ["sc.officer", "cd.officer", "my.officer", "gx.officer", "nn.officer", "psc.officer", "ho.officer"]


def cases_everywhere(actor, chance):
    """Cases of both companies and all branches, some taken for another unit, some dispatched to departments."""
    for _ in range(24):
        username = chance.choice(OFFICERS)
        elsewhere = "" if username == "psc.officer" else chance.choice(["", "", "sc", "gx", "cd"])
        number = execute(transfer(unit=elsewhere), actor(username)).number
        branch = username[:2]
        if branch in ("sc", "gx") and elsewhere in ("", branch) and chance.random() < 0.7:
            to = department(branch, chance.choice(["claims", "finance", "sales"]))
            execute(Dispatch(to=to, opinion="请核实"), actor(username), number)
        yield number


@pytest.mark.req("SEC-06", "ORG-11")
@pytest.mark.parametrize("seed", range(3))
def test_list_detail_and_the_rule_of_scope_agree_for_every_user(caller, actor, wednesday, seed):
    numbers = set(cases_everywhere(actor, random.Random(seed)))
    everything = {row.number: row for row in register_list(SYSTEM, RegisterFilters(), size=200).rows}
    assert set(everything) == numbers
    model = type(next(iter(everything.values())))
    chance = random.Random(seed)
    users = list(User.objects.filter(is_active=True).order_by("id"))
    for user in chance.sample(users, 15):
        who = actor_of(user.pk)
        with acting_as(SYSTEM):
            ruled = set(model.objects.visible_to(who).values_list("number", flat=True))
        with acting_as(who):
            secured = set(model.objects.values_list("number", flat=True))
            paged = {row.number for row in register_list(who, RegisterFilters(), size=200).rows}
        reader = caller(user.username)
        listed = [item["number"] for item in reader.get("/complaints", limit=200).json()["items"]]
        read = {number for number in numbers if reader.get(f"/complaints/{number}").status_code == 200}
        assert len(listed) == len(set(listed))
        assert set(listed) == paged == ruled == secured == read, user.username


def test_the_list_asks_the_same_number_of_queries_whatever_its_size(caller, wednesday):
    officer = caller("sc.officer")
    officer.get("/complaints")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert officer.get("/complaints").status_code == 200
        return len(queries) - AFTERWARDS

    officer.post("/complaints", TRANSFER)
    one = asked()
    for _ in range(5):
        officer.post("/complaints", TRANSFER)
    # Token with its actor and the ticket, ids, rows, and the entry: who was shown which.
    assert asked() == one == 4


def test_a_registration_asks_few_queries(caller, wednesday):
    officer = caller("sc.officer")
    officer.post("/complaints", TRANSFER)
    with CaptureQueriesContext(connection) as queries:
        assert officer.post("/complaints", TRANSFER, {"Idempotency-Key": "k-1"}).status_code == 201
    told = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(told) - AFTERWARDS <= 8, told
