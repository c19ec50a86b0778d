"""What a request knows of the organisation without looking is what it would find (ORG-11, ORG-14, SEC-01)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from redress.casework import rulebooks
from redress.committee.models import Seat
from redress.organisation import as_of, queries
from redress.organisation.acting import become
from redress.organisation.actor import NOBODY, SYSTEM
from redress.organisation.inheritance import lineage
from redress.organisation.kinds import UnitKind
from redress.organisation.models import Appointment, Deputy, Unit, User
from redress.sealing.doors import door

pytestmark = pytest.mark.django_db
SCOPES = frozenset({"register"})
_DRAWING = """
    SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'redress_as_of' AND tgenabled = 'A'
"""


def stamp() -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {as_of.STAMP}")
        found: UUID = cursor.fetchone()[0]
    return found


@pytest.fixture
def officer(db):
    return User.objects.get(username="sc.officer")


def ended(officer):
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(user=officer).update(period=(date(2020, 1, 1), yesterday))


def regraded(officer):
    Unit.objects.filter(pk=officer.department.unit_id).update(kind=UnitKind.COUNTER_B)


def disabled(officer):
    User.objects.filter(pk=officer.pk).update(is_active=False)


def renamed(officer):
    User.objects.filter(pk=officer.pk).update(name="另名")


def deputy(officer):
    absent = User.objects.get(username="sc.cshead")
    days = timezone.localdate(), timezone.localdate() + timedelta(days=9)
    Deputy.objects.create(absent=absent, deputy=officer, period=days, reason="休假")


CHANGES = [ended, regraded, disabled, renamed, deputy]


@pytest.mark.req("ORG-11", "SEC-01")
@pytest.mark.parametrize("change", CHANGES)
def test_who_somebody_is_changes_at_once(officer, change):
    before = queries.actor_as_of(stamp(), officer.pk, SCOPES)
    assert before == queries.actor(officer.pk, SCOPES) != NOBODY
    change(officer)
    after = queries.actor_as_of(stamp(), officer.pk, SCOPES)
    assert after == queries.actor(officer.pk, SCOPES)
    assert after != before


@pytest.mark.req("ORG-11")
def test_nothing_is_asked_again_while_the_organisation_is_as_it_was(officer, django_assert_num_queries):
    now = stamp()
    first = queries.actor_as_of(now, officer.pk, SCOPES)
    with django_assert_num_queries(0):
        assert queries.actor_as_of(now, officer.pk, SCOPES) is first


@pytest.mark.req("ORG-11")
def test_when_somebody_signed_in_last_is_no_change_of_the_organisation(officer):
    before = stamp()
    officer.last_login = timezone.now()
    officer.save(update_fields=["last_login"])
    assert stamp() == before


@pytest.mark.req("ORG-11")
def test_a_stamp_that_was_undone_never_comes_again(officer):
    """What was found under it, within what was undone, would stand for the next change."""
    before, seen = stamp(), set()
    for _time in range(2):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            renamed(officer)
            seen.add(stamp())
            raise ZeroDivisionError
        assert stamp() == before
    assert len(seen) == 2


@pytest.mark.req("ORG-14")
def test_what_a_unit_follows_changes_at_once(officer):
    today = timezone.localdate()
    unit = officer.department.unit_id
    become(SYSTEM, stamp=stamp())
    assert rulebooks.followed(unit, today)[0].closed_until is None
    with door("test"):
        Unit.objects.filter(pk=unit).update(closed_until=today)
    become(SYSTEM, stamp=stamp())
    assert rulebooks.followed(unit, today)[0].closed_until == today == lineage(unit).closed_until


@pytest.mark.req("ORG-14")
def test_without_a_stamp_of_the_request_everything_is_looked_up(officer, django_assert_num_queries):
    asked = officer.department.unit_id, timezone.localdate()
    become(SYSTEM, stamp=stamp())
    rulebooks.followed(*asked)
    become(SYSTEM)
    with django_assert_num_queries(1):
        rulebooks.followed(*asked)


@pytest.mark.req("ORG-11", "ORG-14")
def test_every_table_that_is_read_for_it_draws_a_stamp():
    read = set(re.findall(r"(?:FROM|JOIN) (\w+_\w+)", queries._ACTOR + rulebooks._FOLLOWED._by_id._sql))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'redress_as_of' AND tgenabled = 'A'"
        )
        drawing = {name for (name,) in cursor.fetchall()}
    assert Seat._meta.db_table in read
    assert read - {"redress_as_of"} == drawing
    for table in drawing:
        before = stamp()
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE false")
        assert stamp() != before, table
