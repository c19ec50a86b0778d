"""A unit's method, claims standard, calendar and reception change by commands on its file (ORG-14, CLK-06, INT-05)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from redress.administration.authority import NotYourDuty
from redress.administration.door import UNITS
from redress.administration.following import ChangeReception, FollowCalendar, FollowRulebook
from redress.casework import moment, rulebooks
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.clocks.tasks import recompute_unit
from redress.complaints import executor as complaints
from redress.complaints.models import Complaint, JournalEntry
from redress.organisation.acting import acting_as
from redress.organisation.models import OrganisationEntry, Unit
from tests.complaints.inputs import visit
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(nobody_acts_or_speaks_yet: None) -> Iterator[None]:
    """Refusals say what the source says."""
    with translation.override("en"):
        yield


@pytest.fixture
def admin(actor):
    with acting_as(actor("admin")) as admin:
        yield admin


@pytest.fixture
def standard() -> None:
    rulebooks.publish("claims-service")


def last(number: str) -> OrganisationEntry:
    return OrganisationEntry.objects.filter(number=number).latest("sequence")


@pytest.mark.req("ORG-14")
@pytest.mark.parametrize(
    ("unit", "given", "because"),
    [
        ("psc", FollowRulebook(governs="claims", rulebook="nowhere"), "is published"),
        ("psc", FollowRulebook(governs="claims", rulebook="property-method"), "is for complaints"),
        ("psc", FollowRulebook(governs="complaints", rulebook="claims-service"), "is for claims"),
        ("psc", FollowRulebook(governs="claims", rulebook="claims-law"), "does not extend 'claims-service'"),
        ("cd", FollowRulebook(governs="complaints", rulebook="life-method"), "does not extend 'group-flows'"),
        ("psc", FollowRulebook(governs="claims"), "follows it already"),
        ("group", FollowRulebook(governs="complaints"), "No superior unit names a method"),
    ],
)
def test_what_it_cannot_follow_is_refused_with_the_reason(unit, given, because, admin, standard):
    rulebooks.publish("claims-law")
    with pytest.raises(Refusal, match=because) as refused:
        UNITS.execute(given, admin, unit)
    assert (refused.value.rule, OrganisationEntry.objects.filter(number=unit).count()) == ("ORG-14", 0)


@pytest.mark.req("ORG-14")
def test_a_superior_cannot_follow_what_a_unit_below_does_not_extend(admin):
    with pytest.raises(Refusal, match="does not extend 'property-method'") as refused:
        UNITS.execute(FollowRulebook(governs="complaints", rulebook="property-method"), admin, "life")
    assert refused.value.field == "rulebook"


@pytest.mark.req("ORG-14")
def test_without_one_of_its_own_a_unit_follows_its_superior_again(admin):
    UNITS.execute(FollowRulebook(governs="complaints"), admin, "gx")
    assert rulebooks.followed("gx", local("2026-11-18 10:00").date())[1].name == "group-flows"
    assert last("gx").before == {"rulebook": "guangxi-method"}


@pytest.mark.req("ORG-13")
@pytest.mark.parametrize(
    "given",
    [
        FollowRulebook(governs="complaints"),
        FollowCalendar(calendar="cn-gx"),
        ChangeReception(reception="二楼"),
    ],
)
@pytest.mark.parametrize("username", ["sc.manager", "sc.officer", "gx.manager"])
def test_only_who_administers_the_unit_may(given, username, actor):
    with acting_as(actor(username)) as somebody, pytest.raises(NotYourDuty):
        UNITS.execute(given, somebody, "sc")


@pytest.mark.req("SEC-01")
@pytest.mark.parametrize("column", ["rulebook", "claims_rulebook", "calendar", "reception"])
def test_the_database_lets_no_manager_change_what_a_unit_works_by(column, actor):
    with acting_as(actor("sc.manager")):
        assert Unit.objects.filter(code="sc").update(closed_until="2026-10-31") == 1
        with pytest.raises(DatabaseError, match="for who administers it"), transaction.atomic():
            Unit.objects.filter(code="sc").update(**{column: "cn"})


@pytest.mark.req("CLK-06")
def test_running_deadlines_are_computed_again_by_the_calendar_of_the_unit(actor):
    """Guangxi has holidays of its own in April: what would be due then is due later."""
    with moment.at(local("2026-04-16 16:00")):
        number = complaints.execute(visit(received_at="2026-04-16T15:30"), actor("cd.officer")).number
        before = dict(Clock.objects.filter(file__number=number).values_list("key", "due_at"))
        with acting_as(actor("admin")) as admin:
            UNITS.execute(FollowCalendar(calendar="cn-gx"), admin, "sc")
        assert dict(Clock.objects.filter(file__number=number).values_list("key", "due_at")) == before
        job = ProcrastinateJob.objects.get(task_name__endswith="recompute_unit")
        recompute_unit.func(**job.args)
    after = dict(Clock.objects.filter(file__number=number).values_list("key", "due_at"))
    assert after.keys() == before.keys()
    assert any(after[key] > before[key] for key in before)
    assert not any(after[key] < before[key] for key in before)
    told = JournalEntry.objects.filter(complaint=Complaint.objects.get(number=number)).latest("sequence")
    assert told.command == "recompute_clocks"


@pytest.mark.req("CLK-06")
def test_a_calendar_that_is_not_shipped_is_refused(admin):
    with pytest.raises(Refusal, match="no such calendar"):
        UNITS.execute(FollowCalendar(calendar="moon"), admin, "sc")


@pytest.mark.req("INT-05")
def test_visitors_are_received_where_the_unit_says(admin):
    UNITS.execute(ChangeReception(reception="二楼接待室"), admin, "cd")
    assert Unit.objects.get(code="cd").reception == "二楼接待室"
    with pytest.raises(Refusal, match="already"):
        UNITS.execute(ChangeReception(reception="二楼接待室"), admin, "cd")
    assert (last("cd").before, last("cd").after) == (
        {"reception": "成都中心柜面投诉接待室"},
        {"reception": "二楼接待室"},
    )


@pytest.mark.req("ORG-14")
@pytest.mark.parametrize(
    ("what", "given", "column"),
    [
        ("method", {"rulebook": "group-flows"}, "rulebook"),
        ("standard", {"rulebook": "claims-service"}, "claims_rulebook"),
        ("calendar", {"calendar": "cn-gx"}, "calendar"),
        ("reception", {"reception": "一楼大厅"}, "reception"),
    ],
)
def test_an_administrator_sets_it_on_the_page_of_the_unit(what, given, column, desk, standard):
    admin = desk("admin")
    page = admin.get("/organisation/sc").content.decode()
    assert f"/organisation/sc/{what}" in page
    form = admin.get(f"/organisation/sc/{what}")
    assert form.status_code == 200
    answer = admin.post(f"/organisation/sc/{what}", given | {"version": 0, "key": what}, follow=True)
    assert answer.status_code == 200
    assert getattr(Unit.objects.get(code="sc"), column) == next(iter(given.values()))
    assert f"/organisation/sc/{what}" not in desk("sc.manager").get("/organisation/sc").content.decode()
