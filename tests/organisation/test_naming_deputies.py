"""Nobody makes themselves somebody's deputy: who names, who may be named, for how long, and what passes (ORG-12)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from redress.administration.authority import NotYourDuty
from redress.casework.refusals import Refusal as Refused
from redress.complaints.models import Complaint
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.kinds import Duty
from redress.organisation.models import Appointment, Department, Deputy, OrganisationEntry, User
from tests.complaints.stories import filed
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-12", "SEC-01")]


def person(name: str) -> User:
    return User.objects.select_related("department__unit").get(username=name)


def name(by, absent: str, deputy: str, days: int = 3, first: date | None = None) -> Deputy:
    begins = first or timezone.localdate()
    last = begins + timedelta(days=days - 1)
    return administration.name_deputy(by, person(absent), person(deputy), begins, last, "休假")


def refused(*args, **kwargs) -> str:
    with pytest.raises(Refused) as why:
        name(*args, **kwargs)
    return why.value.rule


def test_a_head_of_another_trade_gets_nothing_by_naming_himself_or_by_having_himself_named(actor, wednesday):
    filed(actor, "2026-11-18 09:00", owner="sc.handler")
    assert refused(actor("sc.ithead"), "sc.manager", "sc.ithead") == "ORG-12"
    with pytest.raises(NotYourDuty):
        name(actor("sc.ithead"), "sc.manager", "sc.cshead")
    assert refused(actor("sc.manager"), "sc.manager", "sc.ithead") == "ORG-12", "not the same line of duty"
    with acting_as(actor("sc.ithead")):
        assert not Complaint.objects.exists()


def test_rows_of_before_that_break_the_rule_stand_on_record_and_give_nothing(actor, wednesday):
    filed(actor, "2026-11-18 09:00", owner="sc.handler")
    today, it = timezone.localdate(), person("sc.ithead")
    Deputy.objects.create(
        absent=person("sc.manager"), deputy=it, period=(today, today + timedelta(9)), reason="-", named_by=it
    )
    Deputy.objects.create(
        absent=person("sc.cshead"), deputy=it, period=(today, today + timedelta(9)), reason="-"
    )
    thief = actor("sc.ithead")
    assert (thief.deputises, thief.capacities, thief.units) == (frozenset(), (), frozenset())
    with acting_as(thief):
        assert not Complaint.objects.exists()
    assert Deputy.objects.count() == 2


def test_the_absent_person_and_superiors_by_post_name_and_colleagues_do_not(actor):
    assert name(actor("sc.officer"), "sc.officer", "sc.handler").named_by == person("sc.officer")
    with pytest.raises(NotYourDuty):
        name(actor("sc.officer"), "sc.intake", "sc.second")
    with pytest.raises(NotYourDuty):
        name(actor("admin"), "sc.intake", "sc.handler")
    name(actor("sc.cshead"), "sc.intake", "sc.handler")
    name(actor("sc.cshead"), "cd.officer", "cd.intake")
    name(actor("sc.manager"), "sc.cshead", "sc.second")
    with pytest.raises(NotYourDuty):
        name(actor("sc.cshead"), "sc.manager", "sc.handler")


def test_a_deputy_names_nobody_in_the_place_of_the_absent(actor):
    name(actor("sc.cshead"), "sc.cshead", "sc.handler")
    deputy = actor("sc.handler")
    assert Duty.CS_HEAD in {post.duty for post in deputy.posts}
    with pytest.raises(NotYourDuty):
        name(deputy, "sc.intake", "sc.second")
    assert refused(deputy, "sc.intake", "sc.handler") == "ORG-12"
    assert refused(deputy, "sc.intake", "sc.cshead") == "ORG-12", "nor whom one acts for"


def test_no_longer_than_the_rulebook_says_also_in_pieces(actor):
    head = actor("sc.cshead")
    assert refused(head, "sc.officer", "sc.handler", 91) == "ORG-12"
    name(head, "sc.officer", "sc.handler", 60)
    following = timezone.localdate() + timedelta(days=60)
    assert refused(head, "sc.officer", "sc.handler", 31, first=following) == "ORG-12"
    name(head, "sc.officer", "sc.handler", 30, first=following)
    name(head, "sc.intake", "sc.handler", 90)


def test_an_administrators_duty_passes_to_nobody_and_no_post_of_another_trade(actor):
    sc = Department.objects.get(unit__code="sc", kind="customer_service")
    it = Department.objects.get(unit__code="sc", kind="it")
    for department, duty in ((it, Duty.ADMINISTRATOR), (it, Duty.DEPARTMENT_HEAD), (sc, Duty.AUDITOR)):
        Appointment.objects.create(
            user=person("sc.officer"), department=department, duty=duty, period=(date(2026, 1, 1), None)
        )
    name(actor("sc.officer"), "sc.officer", "sc.handler")
    place = actor("sc.handler").ways[1]
    assert {post.duty for post in place.posts} == {Duty.COMPLAINT_OFFICER, Duty.HANDLER}


def test_somebody_who_was_disabled_passes_nothing_on(actor):
    name(SYSTEM, "sc.cshead", "sc.handler")
    User.objects.filter(username="sc.cshead").update(is_active=False)
    assert actor("sc.handler").deputises == frozenset()
    assert refused(SYSTEM, "sc.cshead", "sc.second") == "ORG-12"


def test_what_a_deputy_does_outside_of_cases_says_for_whom(actor):
    name(actor("sc.manager"), "sc.manager", "sc.cshead")
    unit = person("sc.manager").department.unit
    administration.close_period(actor("sc.cshead"), unit, timezone.localdate() - timedelta(days=40))
    entry = OrganisationEntry.objects.filter(what="period_closed").first()
    assert entry.by_id == person("sc.cshead").pk
    assert entry.after["on_behalf_of"] == str(person("sc.manager").pk)


def test_on_the_page_everybody_names_their_own_deputy_and_may_stop_being_one(desk):
    today = timezone.localdate().isoformat()
    me = person("sc.officer")
    client = desk("sc.officer", language="en")
    assert (
        f"/organisation/person/{me.pk}/deputy" in client.get(f"/organisation/person/{me.pk}").content.decode()
    )
    given = {"deputy": "sc.handler", "first": today, "last": today, "reason": "leave"}
    assert client.get(f"/organisation/person/{me.pk}/deputy").status_code == 200
    assert client.post(f"/organisation/person/{me.pk}/deputy", given).status_code == 302
    held = Deputy.objects.get()
    assert (held.absent_id, held.named_by_id) == (me.pk, me.pk)
    other = person("sc.intake")
    assert client.get(f"/organisation/person/{other.pk}/deputy").status_code == 404
    assert desk("sc.handler").get(f"/organisation/deputy/{held.pk}/end").status_code == 200
    assert desk("sc.intake").get(f"/organisation/deputy/{held.pk}/end").status_code == 403


def test_a_thief_who_posts_the_form_is_refused(desk):
    today = timezone.localdate().isoformat()
    given = {"absent": "sc.manager", "deputy": "sc.ithead", "first": today, "last": today, "reason": "x"}
    assert desk("sc.ithead").post("/organisation/sc/deputy", given).status_code == 422
    assert not Deputy.objects.exists()
