"""In any house, at any hour of the local day: what somebody may follows from duty and reach of one post (SEC-06).

Home unit and post differ, people have two posts, deputies stand in chains, periods ended yesterday, end today or begin
tomorrow. Every read tells a person the same cases, and they are those that ORG-11 and ORG-12 name.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from redress.administration.authority import NotYourDuty
from redress.assembly import FOR_PEOPLE
from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.casework.refusals import Refusal as Refused
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.organisation.acting import acting_as
from redress.organisation.actor import NOBODY, SYSTEM, Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import Department, Unit, User
from redress.organisation.queries import actor as actor_of
from redress.organisation.standing_in import reached
from tests.complaints.inputs import transfer
from tests.complaints.test_one_permission_rule import (
    WORD,
    counted,
    exported,
    listed,
    opened,
    over_http,
    searched,
)
from tests.fixtures.insurer import local
from tests.organisation import acts as administration
from tests.organisation.random_houses import (
    DAY,
    PEOPLE,
    SPANS,
    House,
    Link,
    Told,
    build,
    houses,
    with_dossier,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-11", "ORG-12", "SEC-06")]

PLACES = [
    ("life-ho", "customer_service"), ("life-ho", "finance"), ("sc", "customer_service"), ("sc", "it"),
    ("sc", "claims"), ("cd", "customer_service"), ("gx", "customer_service"), ("nn", "customer_service"),
    ("psc", "customer_service"),
]  # fmt: skip
CASES = ["cd", "sc", "gx", "nn", "psc", "cd"]
TAKERS = {"cd": "cd.officer", "sc": "sc.officer", "gx": "gx.officer", "nn": "nn.intake", "psc": "psc.officer"}
HOURS = ["00:30", "07:30", "08:30", "23:30"]


def quickly(examples: int) -> settings:
    """A house that fails is shown as it is: to make it smaller takes minutes of queries."""
    return settings(
        max_examples=examples,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


house = houses(len(PLACES), len(CASES))
hour = st.sampled_from(HOURS)


@pytest.fixture
def places(db) -> list[Department]:
    found = Department.objects.select_related("unit")
    return [found.get(unit__code=unit, kind=kind) for unit, kind in PLACES]


@pytest.fixture
def users(places) -> list[User]:
    return [User.objects.create(username=f"p{number}", name=f"员工{number}") for number in range(PEOPLE)]


@pytest.fixture
def cases(actor, db) -> list[Complaint]:
    """Each registered in its unit; one of them was taken in Guangxi for Chengdu."""
    numbers = []
    with moment.at(local("2026-11-16 10:00")):
        for place, unit in enumerate(CASES):
            taker = "gx.officer" if place == 5 else TAKERS[unit]
            given = {"facts": f"{WORD}第{place}件", "received_at": local("2026-11-16 09:30")}
            command = transfer(unit=unit, source="direct", channel="email", **given)
            numbers.append(execute(command, actor(taker)).number)
    found = {row.number: row for row in Complaint.objects.select_related("unit", "received_unit")}
    return [found[number] for number in numbers]


@pytest.fixture
def clock(monkeypatch):
    def at(text: str) -> None:
        now = datetime.fromisoformat(f"{DAY} {text}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
        monkeypatch.setattr(timezone, "now", lambda: now)

    return at


@quickly(25)
@given(house=house, at=hour, asked=st.integers(0, PEOPLE - 1))
def test_every_read_shows_what_the_requirements_say(users, places, cases, clock, desk, house, at, asked):
    clock(at)
    build(house, users, places, cases)
    told = Told(house, places)
    numbers = [case.number for case in cases]
    for person in range(PEOPLE):
        expected = {case.number for which, case in enumerate(cases) if told.sees(person, which, case)}
        who = actor_of(users[person].pk)
        with acting_as(SYSTEM):
            assert set(Complaint.objects.visible_to(who).values_list("number", flat=True)) == expected
        with acting_as(who):
            assert set(Complaint.objects.values_list("number", flat=True)) == expected, "the database"
            assert listed(who) == expected
        if person == asked and house.active[person]:
            with acting_as(who):
                assert opened(who, numbers) == expected
                assert searched(who) == expected
                assert counted(who) == expected
                assert with_dossier(who, numbers, expected) == expected
            name = users[person].username
            assert exported(desk(name)) == expected
            found, value, caller = over_http(name)
            assert (found, value) == (expected, len(expected))
            for number in numbers[:2]:
                answer = 200 if number in expected else 404
                assert caller.get(f"/complaints/{number}").status_code == answer
                assert desk(name).get(f"/case/{number}").status_code == answer


def admitted(command: type[Command], case: Case, who: Actor) -> bool:
    try:
        command.admit(case, who)
    except Refusal:
        return False
    return True


PLAIN = [
    each for each in FOR_PEOPLE if "admit" not in vars(each) and each.admit.__func__ is Command.admit.__func__
]
OWN = [each for each in FOR_PEOPLE if each not in PLAIN]


def test_most_commands_are_admitted_by_the_one_rule():
    assert len(PLAIN) > len(OWN) > 10


@quickly(40)
@given(house=house, at=hour)
def test_a_command_is_admitted_by_a_duty_over_the_unit_of_the_case_and_by_nothing_else(
    users, places, cases, clock, house, at
):
    clock(at)
    build(house, users, places, cases)
    told = Told(house, places)
    assert cases and PLAIN
    for person in range(PEOPLE):
        who = actor_of(users[person].pk)
        for row in cases:
            case = Case(row, moment.now())
            for command in PLAIN:
                expected = told.has_over(person, {duty.value for duty in command.duties}, row.unit.path)
                assert any(admitted(command, case, way) for way in who.ways) is expected, command.name


@quickly(6)
@given(house=house, elsewhere=st.integers(0, len(PLACES) - 1))
def test_what_somebody_is_elsewhere_and_where_somebody_sits_admits_to_nothing(
    users, places, cases, clock, house, elsewhere
):
    """Of commands with a rule of their own: only posts that reach the case, or departments that share it, count."""
    clock("10:30")
    build(house, users, places, cases)
    assert cases and OWN
    for person in range(PEOPLE):
        for way in actor_of(users[person].pk).ways:
            for row in cases:
                shared = set(row.shares.values_list("department_id", flat=True))
                asked = {row.unit_id, row.received_unit_id}
                near = {post for post in way.posts if post.below & asked or post.department in shared}
                other = places[elsewhere]
                moved = replace(way, posts=frozenset(near), unit=other.unit_id, unit_kind=other.unit.kind)
                moved = replace(moved, department=other.pk)
                for command in OWN:
                    case = Case(row, moment.now())
                    assert admitted(command, case, way) is admitted(command, case, moved), command.name


@quickly(40)
@given(house=house, at=hour)
def test_an_actor_may_over_a_unit_what_one_post_of_theirs_may(users, places, clock, house, at):
    """The one question itself, of every duty and unit: administration, letters, assessment, outbox all ask it."""
    clock(at)
    build(house, users, places, [])
    told = Told(replace(house, shares=()), places)
    units = list(Unit.objects.all())
    for person in range(PEOPLE):
        who = actor_of(users[person].pk)
        assert (who is NOBODY) is not house.active[person]
        for duty in Duty:
            over = {unit.pk for unit in units if told.has_over(person, {duty.value}, unit.path)}
            assert who.over({duty}) == over
            assert {unit.pk for unit in units if who.has_over({duty}, unit.pk)} == over


def superior(told: Told, namer: int, absent: int) -> bool:
    """ORG-12 aloud: a manager over the unit, a head over the people of the department or the same one below."""

    def above(mine, theirs) -> bool:
        here, there = told.places[mine.place], told.places[theirs.place]
        if not there.unit.path.startswith(here.unit.path):
            return False
        same_unit = here.unit_id == there.unit_id
        if mine.duty == "manager":
            return not (same_unit and theirs.duty == "manager")
        if mine.duty not in ("cs_head", "department_head") or here.kind != there.kind:
            return False
        if theirs.duty == "manager":
            return False
        return not same_unit or theirs.duty not in ("cs_head", "department_head")

    passing = [held for held in told.own(absent) if held.duty != "administrator"]
    if not passing:
        sits = told.house.seats[absent]
        return any(above(mine, type(mine)("intake", sits, "without end")) for mine in told.own(namer))
    return all(any(above(mine, theirs) for mine in told.own(namer)) for theirs in passing)


@quickly(60)
@given(
    house=house,
    at=hour,
    namer=st.integers(0, PEOPLE - 1),
    absent=st.integers(0, PEOPLE - 1),
    deputy=st.integers(0, PEOPLE - 1),
    days=st.sampled_from([1, 90, 91]),
)
def test_who_names_whom_for_how_long(users, places, clock, house, at, namer, absent, deputy, days):
    clock(at)
    house = replace(house, links=tuple(link for link in house.links if link.absent != absent), shares=())
    build(house, users, places, [])
    told = Told(house, places)
    people = [User.objects.select_related("department__unit").get(pk=user.pk) for user in users]
    who = actor_of(users[namer].pk)
    today = timezone.localdate()
    assert today == DAY
    last = DAY + timedelta(days=days - 1)
    link = Link(absent, deputy, "ends today", "house")
    tied = {n for n, _posts in told.capacities(deputy) if n is not None}
    mine = {n for n, _posts in told.capacities(namer) if n is not None} | {namer}
    expected = (
        all(house.active[each] for each in (namer, absent, deputy))
        and absent != deputy
        and (namer == absent or superior(told, namer, absent))
        and deputy not in mine
        and (namer == absent or namer not in tied)
        and company(people[absent]) == company(people[deputy])
        and Told(replace(house, links=(*house.links, link)), places).direct(absent, deputy)
        and days <= 90
        and not circle(house, absent, deputy, last)
    )
    try:
        administration.name_deputy(who, people[absent], people[deputy], DAY, last, "休假")
    except (Refused, NotYourDuty) as refused:
        assert refused.rule in ("ORG-11", "ORG-12")
        done = False
    else:
        done = True
        assert users[absent].pk in actor_of(users[deputy].pk).deputises
        if deputy not in {
            each.absent for each in house.links
        }:  # else a chain, which may be a circle of others
            assert reached([users[absent].pk])[users[absent].pk] == users[deputy].pk
    assert done is expected


def company(user: User) -> list[str]:
    return user.department.unit.path.split("/")[:3]


def circle(house: House, absent: int, deputy: int, last: date) -> bool:
    """Whether the deputies of those days, every row of them, lead from the deputy back to the absent person."""
    spans = {each: SPANS[each.span] for each in house.links}
    acts = {each.absent: each.deputy for each, (first, end) in spans.items() if first <= last and end > DAY}
    at, met = deputy, set()
    while at in acts and at not in met:
        met.add(at)
        at = acts[at]
    return at == absent
