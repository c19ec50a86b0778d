"""With SQL as the web's login who reads a session's papers, samples or corrective actions does not for that write them.

Each statement is what an act of the committee or of assessment comes to; who may is compared with what the code asks.
"""

# ruff: noqa: F811 - fixtures

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from redress.assessment.kinds import CHECKS, LEADS
from redress.assessment.models import CorrectiveAction, Sample, SpotCheck
from redress.committee import bodies
from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.models import Attendee, Body, Item, Seat, Session
from redress.complaints.models import Complaint
from redress.operations.demo import insurer as _insurer  # noqa: F401
from redress.operations.floor.whose_work import FOR_WHOSE_WORK
from redress.organisation import tickets
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind, Duty
from redress.organisation.models import Appointment, Department, User
from redress.organisation.queries import actor as actor_of
from tests.operations.test_sql_as_the_web import (  # noqa: F401 - fixtures
    a_case,
    enter,
    login,
    secret_of,
    thief,
)
from tests.operations.test_which_duty_writes import tries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-01", "SEC-06", "AUT-04")]
DAY = timedelta(days=1)


def person(name: str, place: Department, *duties: Duty) -> Actor:
    user = User.objects.create(username=name, name="x", department=place)
    for duty in duties:
        period = (timezone.localdate() - DAY, None)
        Appointment.objects.create(user=user, department=place, duty=duty, period=period)
    return actor_of(user.pk)


@pytest.fixture
def case(a_case) -> Complaint:
    return Complaint.objects.select_related("unit").get(number=a_case)


@pytest.fixture
def people(case) -> dict[str, Actor]:
    """At the unit of the case: one of each duty in its customer service; a member, a chair, and two who act."""
    place, _new = Department.objects.get_or_create(unit=case.unit, kind=DepartmentKind.CUSTOMER_SERVICE)
    legal, _new = Department.objects.get_or_create(unit=case.unit, kind=DepartmentKind.LEGAL)
    found = {str(duty): person(f"only.{duty}", place, duty) for duty in Duty}
    return found | {name: person(name, legal, Duty.LEGAL) for name in ("member", "chair", "does")}


@pytest.fixture
def session(case, people) -> Session:
    office = Department.objects.get(unit=case.unit, kind=DepartmentKind.CUSTOMER_SERVICE)
    body, _new = Body.objects.get_or_create(
        unit=case.unit, kind=BodyKind.COORDINATION_COMMITTEE, defaults={"office": office}
    )
    Seat.objects.create(
        body=body, role=SeatRole.CHAIR, user_id=people["chair"].id, period=(timezone.localdate() - DAY, None)
    )
    sits = [people["member"].id, people["chair"].id]
    made = Session.objects.create(
        number="S-1", body=body, kind="regular", rulebook=case.rulebook, at=timezone.now(), place="x",
        chair_id=people["chair"].id, roster=sits, readers=[*sits, people["does"].id],
    )  # fmt: skip
    Attendee.objects.create(session=made, user_id=people["member"].id, role=SeatRole.MEMBER)
    Item.objects.create(session=made, position=1, topic="x")
    return made


def may(thief, people, statement: str, *given: object) -> set[str]:
    secret = secret_of(thief)
    found = set()
    for name, who in people.items():
        enter(thief, *tickets.ticket(secret, who, holds=600))
        said = tries(thief, statement, *(who.id if each is people else each for each in given))
        assert not said.startswith("admitted"), (name, said)
        if said == "written":
            found.add(name)
    return found


def test_a_session_is_led_by_its_office_and_chair_and_counted_up_by_who_sits_in_it(thief, people, session):
    office = {str(duty) for duty in bodies.OFFICE}
    change = "UPDATE committee_session SET {} WHERE id = %s"
    assert may(thief, people, change.format("minutes = ''"), session.pk) == office | {"chair"}
    assert may(thief, people, change.format("state = 'signed', signed_at = now()"), session.pk) == office | {
        "chair"
    }
    counted = may(thief, people, change.format("version = version + 1"), session.pk)
    assert counted == office | {"chair", "member", "does"}
    for table, what in (("committee_attendee", "present = present"), ("committee_item", "remark = remark")):
        assert may(
            thief, people, f"UPDATE {table} SET {what} WHERE session_id = %s", session.pk
        ) == office | {"chair"}
    added = (
        "INSERT INTO committee_attendee (id, session_id, user_id, role, present)"
        " VALUES (9000000001, %s, %s, 'member', true)"
    )
    assert may(thief, people, added, session.pk, people["intake"].id) == office | {"chair"}


def test_a_session_is_called_by_the_office_or_by_who_has_the_seat_of_the_chair(thief, people, session):
    call = (
        "INSERT INTO committee_session (id, number, journal_head, body_id, kind, state, version, rulebook_id, at,"
        " place, chair_id, roster, readers, minutes) SELECT 9000000001, 'S-2', '', body_id, kind, state, 0,"
        " rulebook_id, at, place, %s, ARRAY[%s::int], ARRAY[%s::int], minutes FROM committee_session WHERE id = %s"
    )
    office = {str(duty) for duty in bodies.OFFICE}
    assert may(thief, people, call, people, people, people, session.pk) == office | {"chair"}


def test_a_sample_is_drawn_by_who_leads_and_checked_by_who_checks_and_then_changed_by_nobody(
    thief, people, case
):
    sample = Sample.objects.create(
        number="S-1", unit=case.unit,
        rule="r", rulebook="b", first=timezone.localdate(), last=timezone.localdate(), seed="s",
        share=1, least=1, size=1, strata={}, population="x", drawn_by_id=people["cs_head"].id, drawn_at=timezone.now(),
    )  # fmt: skip
    found = SpotCheck.objects.create(sample=sample, complaint=case, stratum="x")
    leads, checks = {str(duty) for duty in LEADS}, {str(duty) for duty in CHECKS}
    draw = (
        "INSERT INTO assessment_sample (id, number, version, journal_head, unit_id, rule, rulebook, first, last,"
        " seed, share, least, size, strata, population, drawn_by_id, drawn_at) SELECT 9000000001, 'S-9', 0, '',"
        " unit_id, rule, rulebook, first, last, 't', share, least, size, strata, population, %s, drawn_at"
        " FROM assessment_sample WHERE id = %s"
    )
    assert may(thief, people, draw, people, sample.pk) == leads
    assert may(thief, people, draw, people["cs_head"].id, sample.pk) == {"cs_head"}, "in nobody else's name"
    assert may(thief, people, "UPDATE assessment_sample SET seed = 'u' WHERE id = %s", sample.pk) == set()
    assert may(thief, people, "UPDATE assessment_sample SET version = 2 WHERE id = %s", sample.pk) == checks
    assert may(thief, people, "UPDATE assessment_spotcheck SET score = 100 WHERE id = %s", found.pk) == checks
    Complaint.objects.filter(pk=case.pk).update(closed_by_id=people["cs_head"].id)
    assert may(
        thief, people, "UPDATE assessment_spotcheck SET score = 99 WHERE id = %s", found.pk
    ) == checks - {"cs_head"}, "who closed it does not check it"


def test_a_corrective_action_is_opened_and_judged_by_who_leads_and_reported_by_its_owner(thief, people, case):
    department = Department.objects.get(unit=case.unit, kind=DepartmentKind.LEGAL)
    action = CorrectiveAction.objects.create(
        unit=case.unit, cause="c", since=timezone.localdate(), measure="m", owner_id=people["does"].id,
        department=department, due=timezone.localdate(), opened_by_id=people["cs_head"].id, opened_at=timezone.now(),
    )  # fmt: skip
    leads = {str(duty) for duty in LEADS}
    change = "UPDATE assessment_correctiveaction SET {} WHERE id = %s"
    done = change.format(
        "state = 'done', done_at = now(), in_force = due, evidence = measure, done_by_id = %s"
    )
    assert may(thief, people, done, people, action.pk) == leads | {"does"}
    assert may(thief, people, change.format("due = '2030-01-01'"), action.pk) == leads
    CorrectiveAction.objects.filter(pk=action.pk).update(
        state="done", done_at=timezone.now(), in_force=timezone.localdate(), done_by_id=people["manager"].id
    )
    judged = change.format("state = 'verified', verified_at = now(), verified_by_id = %s, verdict = measure")
    assert may(thief, people, judged, people, action.pk) == leads - {"manager"}, (
        "who reported it does not judge it"
    )


def test_every_table_that_is_read_by_sight_alone_says_whose_work_it_is():
    for rules in FOR_WHOSE_WORK.values():
        assert set(rules) <= {"add", "change", "delete"}
    assert {"committee_session", "assessment_sample", "assessment_correctiveaction"} <= set(FOR_WHOSE_WORK)
