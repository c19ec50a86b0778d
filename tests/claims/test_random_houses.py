"""In any house, at any hour of the local day, every read of claims shows a person the same (ORG-11, ORG-12, SEC-06).

As of complaints in tests/organisation/test_random_houses.py: home unit unlike post, two posts, deputies in chains, and
periods that ended yesterday, end today or begin tomorrow.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.api import tokens
from redress.casework import finding, moment
from redress.casework.kinds import KINDS
from redress.casework.paging import unpack
from redress.casework.refusals import Refusal
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.registry import FOR_PEOPLE
from redress.claims.door import execute
from redress.claims.file import OpenClaim
from redress.claims.kinds import SEES
from redress.claims.models import Claim, ClaimParty, ReportCall
from redress.claims.queries import lists, pickup
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.queries import actor as actor_of
from redress.rulebook.sections.pickup.schema import Pickup
from tests.api.client import Caller
from tests.claims.conftest import report
from tests.fixtures.insurer import local
from tests.organisation.random_houses import PEOPLE, Told, build, houses, with_dossier
from tests.organisation.test_random_houses import HOURS, PLACES, quickly
from tests.organisation.test_random_houses import clock as clock
from tests.organisation.test_random_houses import places as places
from tests.organisation.test_random_houses import users as users

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-11", "ORG-12", "SEC-06")]

UNITS = ["sc", "cd", "gx", "nn", "psc"]
house = houses(len(PLACES), len(UNITS))


@pytest.fixture
def claims(standard, handles, actor) -> list[Claim]:
    """One in each unit, reported by who takes reports in its company."""
    handles("ho.business", "life-ho")
    handles("psc.claims", "psc")
    with moment.at(local("2026-11-16 10:00")):
        numbers = [
            execute(
                report(unit=unit, policy_number=f"P77{unit}", occurred_at=local("2026-11-16 08:30")),
                actor("psc.officer" if unit == "psc" else "ho.officer"),
            ).number
            for unit in UNITS
        ]
    found = {row.number: row for row in Claim.objects.select_related("unit", "rulebook")}
    ReportCall.objects.bulk_create(
        ReportCall(
            unit=row.unit,
            called_at=row.reported_at,
            rang=9,
            answered=True,
            agent="",
            source="cc",
            mark=row.number,
        )
        for row in found.values()
    )
    return [found[number] for number in numbers]


def named(house, which: int) -> set[int]:
    """Who handles it and who took it: two of the house."""
    return {house.owners[which], house.owners[-1 - which]}


def lay(house, users, places, claims) -> Told:
    build(house, users, places, [])
    for which, row in enumerate(claims):
        owner, taker = (users[house.owners[place]].pk for place in (which, -1 - which))
        Claim.objects.filter(pk=row.pk).update(owner=owner, reported_by=taker, risk=1)
    return Told(house, places)


def listed(who) -> set[str]:
    found, after = set(), None
    while True:
        page = lists.page(who, after=after)
        found |= {row.number for row in page.rows}
        if not page.next:
            return found
        after = unpack(page.next)


def opened(who, numbers) -> set[str]:
    found = set()
    for number in numbers:
        try:
            found.add(lists.find(who, number).number)
        except Refusal:
            continue
    return found


def searched(who, numbers) -> set[str]:
    return {row.number for number in numbers for each in finding.find(who, number) for row in each.rows}


def likely_complaints(who) -> set[str]:
    """Of the page of claims at risk: those that can still be saved today, and the others."""
    rows = [*lists.to_be_saved_today(who), *lists.at_risk(who).rows]
    return {row.number for row in rows}


RUNG = Pickup(within_seconds=20, share=90, night_from=22, night_until=8, cite=["CLM-02"])


def measured(who) -> set[str]:
    """Of the figures of how soon calls are picked up: the units that are in them."""
    return {
        day.unit for day in pickup.figures(who, RUNG, since=date(2026, 11, 1), until=date(2026, 12, 31)).days
    }


def told_of_calls(told, person: int, claims) -> set[str]:
    """A call has no handler: it is known to who sees the claims of its unit by a post."""
    seen = {duty.value for duty in SEES}
    return {row.unit.code for row in claims if told.has_over(person, seen, row.unit.path)}


@quickly(25)
@given(house=house, at=st.sampled_from(HOURS), asked=st.integers(0, PEOPLE - 1))
def test_every_read_of_claims_shows_what_the_requirements_say(
    users, places, claims, clock, desk, house, at, asked
):
    clock(at)
    told, kind = lay(house, users, places, claims), KINDS.named("claim")
    numbers = [row.number for row in claims]
    for person in range(PEOPLE):
        expected = {
            row.number
            for which, row in enumerate(claims)
            if told.sees_claim(person, row, named(house, which))
        }
        who = actor_of(users[person].pk)
        with acting_as(SYSTEM):
            assert set(kind.visible_to(who).values_list("number", flat=True)) == expected
        with acting_as(who):
            assert set(Claim.objects.values_list("number", flat=True)) == expected, "the database"
            of = ClaimParty.objects.values_list("claim__number", flat=True)
            assert set(of) == expected, "what hangs beneath"
            assert listed(who) == expected
        if person == asked and house.active[person]:
            with acting_as(who):
                assert opened(who, numbers) == expected
                assert searched(who, numbers) == expected
                assert likely_complaints(who) == expected
                assert measured(who) == told_of_calls(told, person, claims)
                assert with_dossier(who, numbers, expected) == expected
            name = users[person].username
            caller = Caller(tokens.create(users[person], "test", ("read",), timedelta(days=1)))
            page = desk(name)
            for number in numbers:
                answer = 200 if number in expected else 404
                assert caller.get(f"/claims/{number}/files").status_code == answer, "API"
                assert page.get(f"/claims/{number}").status_code == answer, "desk"


PLAIN = [
    each
    for each in FOR_PEOPLE.values()
    if not each.despite_conflict and each.admit.__func__ is ClaimCommand.admit.__func__  # type: ignore[attr-defined]
]


def test_most_commands_on_claims_are_admitted_by_the_one_rule():
    assert len(PLAIN) > 20


@quickly(25)
@given(house=house, at=st.sampled_from(HOURS))
def test_a_command_on_a_claim_is_admitted_by_a_duty_over_its_unit_and_by_nothing_else(
    users, places, claims, clock, house, at
):
    clock(at)
    told = lay(house, users, places, claims)
    assert claims
    for person in range(PEOPLE):
        who = actor_of(users[person].pk)
        for row in claims:
            file = OpenClaim(row, moment.now())
            for command in PLAIN:
                expected = told.has_over(person, {duty.value for duty in command.duties}, row.unit.path)
                assert any(admitted(command, file, way) for way in who.ways) is expected, command.name


def admitted(command, file, who) -> bool:
    try:
        command.admit(file, who)
    except Refusal:
        return False
    return True


@quickly(15)
@given(house=house, at=st.sampled_from(HOURS))
def test_the_queue_holds_the_claims_of_oneself_and_of_whom_one_stands_in_for(
    users, places, claims, clock, house, at
):
    clock(at)
    told = lay(house, users, places, claims)
    for person in range(PEOPLE):
        who = actor_of(users[person].pk)
        theirs = {each for each, _posts in told.capacities(person) if each is not None}
        expected = {row.number for which, row in enumerate(claims) if house.owners[which] in theirs}
        with acting_as(who):
            assert {row.number for row in lists.page(who, mine=True).rows} == expected
