"""One permission rule: list, detail, search, export, API, counts, figures and links agree for random users and cases
(SEC-06)."""

import csv
import io
import random
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.api import tokens
from redress.casework.paging import unpack
from redress.casework.refusals import Unknown
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.linking.queries.related import Asked, related
from redress.complaints.lists.register_list import RegisterFilters, register_list
from redress.complaints.models import Complaint
from redress.complaints.oversight.queries import figures
from redress.complaints.queries.case import find as detail
from redress.complaints.searching.queries.search import find as search
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.kinds import CASE_DUTIES
from redress.organisation.models import Unit, User
from tests.api.client import Caller
from tests.complaints.inputs import COMPLAINANT, staffed, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TAKERS = (
    "sc.officer",
    "cd.officer",
    "my.officer",
    "gx.officer",
    "nn.officer",
    "lz.intake",
    "psc.officer",
    "ho.officer",
)
WORD = "跨省理赔争议"


@pytest.fixture
def scattered(actor, wednesday):
    """Thirty-two cases taken all over the group, some for another unit, some dispatched, some linked."""
    chance = random.Random(11)
    before: dict[str, str] = {}
    for place in range(32):
        taker = actor(TAKERS[place % len(TAKERS)])
        line = Unit.objects.get(pk=taker.unit).line
        kinds = ["province", "counter_a", "counter_b"]
        unit = chance.choice(list(Unit.objects.filter(line=line, kind__in=kinds))).code
        known = before.get(taker.name, "")
        linked = bool(known) and chance.random() < 0.3
        given = {"link_to": known, "link_kind": "related", "link_reason": "同一客户"} if linked else {}
        command = transfer(unit=unit, source="direct", channel="email", facts=f"{WORD}第{place}件", **given)
        before[taker.name] = number = execute(command, taker).number
        if chance.random() < 0.4:
            targets = staffed().filter(unit__line=line, unit__kind__in=["province", "counter_a"])
            execute(Dispatch(to=chance.choice(list(targets)).pk, opinion="请调查"), SYSTEM, number)


@pytest.fixture
def everybody(db):
    return list(User.objects.filter(appointments__isnull=False).distinct().values_list("username", flat=True))


def listed(person):
    found, after = set(), None
    while True:
        page = register_list(person, RegisterFilters(), after, 7)
        found |= {row.number for row in page.rows}
        if not page.next:
            return found
        after = unpack(page.next)


def opened(person, numbers):
    found = set()
    for number in numbers:
        try:
            found.add(detail(person, number).number)
        except Unknown:
            continue
    return found


def searched(person):
    """Of every page of hits."""
    seen, before = set(), None
    while True:
        found = search(person, WORD, before)
        seen |= {hit.case.number for hit in found.texts}
        if found.older is None:
            return seen
        before = found.older


def looked_up(person):
    """By a person's fingerprint; at most twenty are shown, so only that nothing hidden is among them."""
    if not person.over(CASE_DUTIES):  # look-ups are for those who take or handle complaints
        return set()
    asked = Asked(phone=COMPLAINANT["phone"], policy_number="P510002")
    return {
        each.case.number for each in related(person, asked, figures.rulebook(person).method.linking).cases
    }


def counted(person):
    """By the counting rule that gives every filing one, page by page."""
    today = timezone.localdate()
    asked = figures.Period(today - timedelta(days=400), today + timedelta(days=400))
    total = figures.figures(person, asked).total[1]
    found, after = set(), None
    while True:
        page = figures.counted(person, "times", asked, after, 9)
        found |= {row.case.number for row in page.rows}
        if not page.next:
            break
        after = unpack(page.next)
    assert len(found) == total
    return found


def exported(client):
    text = client.get("/figures/register/export?from=2026-01-01&to=2027-12-31").content.decode("utf-8-sig")
    return {row[0] for row in list(csv.reader(io.StringIO(text)))[1:-1]}


def over_http(username):
    caller = Caller(tokens.create(User.objects.get(username=username), "test", ("read",), timedelta(days=1)))
    found, cursor = set(), ""
    while True:
        page = caller.get("/complaints", cursor=cursor, limit=11).json()
        found |= {item["number"] for item in page["items"]}
        if not page["next"]:
            break
        cursor = page["next"]
    figure = caller.get("/figures", registered_from="2026-01-01", registered_to="2027-12-31").json()[
        "figures"
    ][1]
    assert (figure["rule"]["name"], figure["rule"]["version"]) == ("times", "1")
    return found, figure["value"], caller


@pytest.mark.req("SEC-06")
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_every_read_shows_a_member_of_staff_the_same_cases(scattered, everybody, actor, desk, data):
    username = data.draw(st.sampled_from(everybody))
    person = actor(username)
    with acting_as(SYSTEM):  # a request over HTTP leaves its actor behind on the test's connection
        everything = set(Complaint.objects.values_list("number", flat=True))
        expected = set(Complaint.objects.visible_to(person).values_list("number", flat=True))
    with acting_as(person):
        assert listed(person) == expected
        assert opened(person, everything) == expected
        assert searched(person) == expected
        assert looked_up(person) <= expected
        assert counted(person) == expected
    assert exported(desk(username)) == expected
    found, value, caller = over_http(username)
    assert (found, value) == (expected, len(expected))
    for number in data.draw(st.lists(st.sampled_from(sorted(everything)), max_size=3)):
        seen = number in expected
        assert caller.get(f"/complaints/{number}").status_code == (200 if seen else 404)
        links = caller.get(f"/complaints/{number}/links")
        assert links.status_code == (200 if seen else 404)
        if seen:
            assert {each["number"] for each in links.json()["items"]} <= expected | {""}
        assert desk(username).get(f"/case/{number}/more/links").status_code in ((200,) if seen else (404,))


@pytest.mark.req("SEC-06")
def test_the_example_tells_people_apart(scattered, everybody, actor):
    sizes = {Complaint.objects.visible_to(actor(username)).count() for username in everybody}
    assert len(sizes) > 6
    assert 0 in sizes
