"""Who may change the organisation, what stands against a change, and what the journal keeps of it."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from redress.administration.authority import NotYourDuty
from redress.casework.refusals import Refusal as Refused
from redress.organisation.acting import acting_as
from redress.organisation.holders import coordinator_gaps
from redress.organisation.inheritance import lineage
from redress.organisation.kinds import Change, DepartmentKind, Duty, Line, UnitKind
from redress.organisation.models import Appointment, Department, OrganisationEntry, Unit, User
from tests.organisation import acts as administration

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def claims():
    return Department.objects.get(unit__code="sc", kind="claims")


@pytest.fixture
def newcomer():
    return User.objects.create(
        username="sc.new", name="新人", department=Department.objects.get(unit__code="sc", kind="claims")
    )


@pytest.fixture
def provincial_admin(actor):
    """An administrator of the province alone."""
    department = Department.objects.get(unit__code="sc", kind="it")
    user = User.objects.create(username="sc.admin", name="省管理员", department=department)
    Appointment.objects.create(
        user=user, department=department, duty="administrator", period=(TODAY.replace(year=2020), None)
    )
    return actor("sc.admin")


def _changes(sc):
    """Each write, ready to be done by an actor."""
    department = Department.objects.get(unit=sc, kind="claims")
    user = User.objects.get(username="sc.handler")
    held = Appointment.objects.get(user__username="sc.claims", duty="coordinator")
    return {
        "appoint": lambda who: administration.appoint(who, user, department, Duty.HANDLER, TODAY),
        "end": lambda who: administration.end_appointment(who, held, TODAY),
        "unit": lambda who: administration.add_unit(
            who, sc, code="dy", name="德阳柜面", kind=UnitKind.COUNTER_B, line=Line.LIFE
        ),
        "department": lambda who: administration.add_department(
            who, Unit.objects.get(code="my"), DepartmentKind.FINANCE
        ),
        "person": lambda who: administration.add_person(who, department, username="sc.zhou", name="周一"),
        "link": lambda who: administration.note_password_link(who, user),
        "close": lambda who: administration.close_period(who, sc, date(2026, 10, 31)),
    }


CHANGES = ["appoint", "end", "unit", "department", "person", "link", "close"]


@pytest.mark.parametrize("change", CHANGES)
def test_an_administrator_above_may_and_the_journal_says_so(change, actor):
    admin = actor("admin")
    with acting_as(admin):
        _changes(Unit.objects.get(code="sc"))[change](admin)
    entry = OrganisationEntry.objects.latest("id")
    assert entry.by_id == admin.id
    assert entry.unit.path.startswith("/group/life/life-ho/sc/")


@pytest.mark.parametrize(
    ("username", "change"),
    [
        *product(["sc.officer", "sc.cshead", "cd.cshead", "ho.auditor"], CHANGES),
        *product(["group.manager"], [change for change in CHANGES if change != "close"]),
    ],
)
def test_others_may_not_and_nothing_is_written(change, username, actor):
    who = actor(username)
    with acting_as(who), pytest.raises(NotYourDuty) as refused:
        _changes(Unit.objects.get(code="sc"))[change](who)
    assert refused.value.status == 403
    assert not OrganisationEntry.objects.exists()


@pytest.mark.parametrize("change", CHANGES)
def test_an_administrator_of_one_province_may_nothing_in_another(change, actor, provincial_admin):
    gx = Unit.objects.get(code="gx")
    claims = Department.objects.get(unit=gx, kind="claims")
    sideways = {
        "appoint": lambda: administration.appoint(
            provincial_admin, User.objects.get(username="gx.officer"), claims, Duty.HANDLER, TODAY
        ),
        "end": lambda: administration.end_appointment(
            provincial_admin, Appointment.objects.get(user__username="gx.claims", duty="coordinator"), TODAY
        ),
        "unit": lambda: administration.add_unit(
            provincial_admin, gx, code="gl", name="桂林柜面", kind=UnitKind.COUNTER_B, line=Line.LIFE
        ),
        "department": lambda: administration.add_department(
            provincial_admin, Unit.objects.get(code="lz"), DepartmentKind.FINANCE
        ),
        "person": lambda: administration.add_person(provincial_admin, claims, username="gx.x", name="某"),
        "link": lambda: administration.note_password_link(
            provincial_admin, User.objects.get(username="gx.officer")
        ),
        "close": lambda: administration.close_period(provincial_admin, gx, date(2026, 10, 31)),
    }
    with acting_as(provincial_admin), pytest.raises(NotYourDuty):
        sideways[change]()


def test_nobody_gives_out_a_link_for_the_account_of_somebody_with_a_duty_above(provincial_admin):
    promoted = User.objects.get(username="sc.handler")
    Appointment.objects.create(
        user=promoted,
        department=Department.objects.get(unit__code="group", kind="it"),
        duty="administrator",
        period=(TODAY, None),
    )
    with acting_as(provincial_admin), pytest.raises(NotYourDuty):
        administration.note_password_link(provincial_admin, promoted)


@pytest.mark.req("ORG-04")
def test_a_second_coordinator_is_refused_with_the_rule_and_who_holds_it(actor, claims, newcomer):
    admin = actor("admin")
    with acting_as(admin), pytest.raises(Refused) as refused:
        administration.appoint(admin, newcomer, claims, Duty.COORDINATOR, TODAY)
    assert refused.value.rule == "ORG-04"
    assert refused.value.field == "first"
    assert str(User.objects.get(username="sc.claims")) in str(refused.value)
    assert not newcomer.appointments.exists()


@pytest.mark.req("ORG-04")
def test_a_second_coordinator_is_refused_by_the_database_itself(claims, newcomer):
    insert = (
        "INSERT INTO organisation_appointment (user_id, department_id, duty, period)"
        " VALUES (%s, %s, 'coordinator', '[2027-01-01,2027-02-01)')"
    )
    refused = pytest.raises(IntegrityError, match="one_coordinator_at_a_time")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(insert, [newcomer.pk, claims.pk])


@pytest.mark.req("ORG-04")
def test_a_successor_begins_the_day_after_the_predecessor_ends(actor, claims, newcomer):
    admin = actor("admin")
    held = Appointment.objects.get(department=claims, duty="coordinator")
    with acting_as(admin):
        administration.end_appointment(admin, held, TODAY)
        administration.appoint(admin, newcomer, claims, Duty.COORDINATOR, TODAY + timedelta(days=1))
    assert Appointment.objects.filter(department=claims, duty="coordinator").count() == 2
    entry = OrganisationEntry.objects.get(what=Change.APPOINTMENT_ENDED)
    assert (entry.before["last"], entry.after["last"]) == ("", "2026-11-22")


@pytest.mark.req("ORG-04")
def test_a_department_whose_coordinator_left_is_a_gap_for_its_unit_and_for_nobody_sideways(actor, claims):
    admin = actor("admin")
    held = Appointment.objects.get(department=claims, duty="coordinator")
    assert claims not in coordinator_gaps(actor("sc.cshead"))
    with acting_as(admin):
        administration.end_appointment(admin, held, timezone.localdate() - timedelta(days=1))
    assert claims in coordinator_gaps(actor("sc.cshead"))
    assert claims not in coordinator_gaps(actor("gx.cshead"))


def test_customer_service_needs_no_coordinator_with_itself(actor):
    kinds = {department.kind for department in coordinator_gaps(actor("admin"))}
    assert DepartmentKind.CUSTOMER_SERVICE not in kinds


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(TODAY, TODAY - timedelta(days=1), "last"), (TODAY, None, "duty")],
    ids=["ends before it begins", "has the duty already"],
)
def test_an_appointment_that_makes_no_sense_is_refused(first, last, field, actor):
    admin = actor("admin")
    user = User.objects.get(username="sc.handler")
    with acting_as(admin), pytest.raises(Refused) as refused:
        administration.appoint(admin, user, user.department, Duty.HANDLER, first, last)
    assert refused.value.field == field


@pytest.mark.req("ORG-01")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": "sc"}, "code"),
        ({"code": "De Yang"}, "code"),
        ({"kind": UnitKind.COMPANY}, "kind"),
        ({"line": Line.PROPERTY}, "line"),
    ],
)
def test_a_unit_that_does_not_fit_the_tree_is_refused(changed, field, actor):
    admin = actor("admin")
    given = {"code": "dy", "name": "德阳柜面", "kind": UnitKind.COUNTER_B, "line": Line.LIFE} | changed
    with acting_as(admin), pytest.raises(Refused) as refused:
        administration.add_unit(admin, Unit.objects.get(code="sc"), **given)
    assert refused.value.field == field


@pytest.mark.req("ORG-01", "ORG-14")
def test_the_tree_has_any_depth_and_a_new_unit_follows_the_rulebook_above_it(actor):
    parent = Unit.objects.get(code="cd")
    for depth in range(5):
        with acting_as(actor("admin")) as admin:
            parent = administration.add_unit(
                admin,
                parent,
                code=f"deep{depth}",
                name=f"网点{depth}",
                kind=UnitKind.COUNTER_B,
                line=Line.LIFE,
            )
    found = lineage("deep4")
    assert found.unit.path == "/group/life/life-ho/sc/cd/deep0/deep1/deep2/deep3/deep4/"
    assert (found.rulebook, found.calendar) == ("group-flows", "cn")


def test_a_new_person_cannot_sign_in_before_a_password_was_set(actor, claims):
    with acting_as(actor("admin")) as admin:
        user = administration.add_person(admin, claims, username="sc.wu", name="吴二")
        with pytest.raises(Refused):
            administration.add_person(admin, claims, username="SC.WU", name="吴三")
        with pytest.raises(Refused):
            administration.add_person(admin, claims, username="sc wu!", name="吴四")
    assert not user.has_usable_password()


def test_a_manager_closes_a_period_and_opens_it_again_but_never_today(actor):
    sc = Unit.objects.get(code="sc")
    with acting_as(actor("sc.manager")) as manager:
        administration.close_period(manager, sc, date(2026, 10, 31))
        assert lineage("cd").closed_until == date(2026, 10, 31), "it holds below as well"
        with pytest.raises(Refused) as refused:
            administration.close_period(manager, sc, timezone.localdate())
        assert refused.value.rule == "INT-02"
        administration.close_period(manager, sc, None)
    assert lineage("cd").closed_until is None
    latest = OrganisationEntry.objects.filter(what=Change.PERIOD_CLOSED).first()
    assert (latest.before, latest.after) == ({"closed_until": "2026-10-31"}, {"closed_until": ""})


@pytest.mark.parametrize("statement", ["UPDATE {} SET after = '{{}}'", "DELETE FROM {}"])
@pytest.mark.parametrize("as_application", [True, False], ids=["application role", "owner"])
def test_the_database_refuses_to_change_an_entry(statement, as_application, actor):
    sql = statement.format("organisation_organisationentry")
    with acting_as(actor("sc.manager")) as manager:
        administration.close_period(manager, Unit.objects.get(code="sc"), date(2026, 10, 31))
        if as_application:
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
    if not as_application:
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


@pytest.mark.req("CLK-06")
def test_a_year_loaded_by_the_command_line_is_journalled_as_the_systems():
    from redress.organisation.actor import SYSTEM
    from redress.organisation.calendars import forget

    administration.load_year(SYSTEM, "cn", "year: 2027\noff: [01-01 元旦]\n", "2027.yaml")
    forget()
    entry = OrganisationEntry.objects.get(what=Change.YEAR_LOADED)
    assert entry.by is None
    assert (entry.after["calendar"], entry.after["year"]) == ("cn", "2027")
