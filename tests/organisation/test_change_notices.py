"""Changes of a counter's complaint handler and of coordinators are reported within seven working days (ORG-06)."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from redress.administration.authority import NotYourDuty
from redress.casework import moment
from redress.casework.refusals import Refusal as Refused
from redress.desk.pages.organisation import entries_in_words
from redress.messages.models import Message, StaffContact
from redress.messages.notices.people import remind
from redress.organisation import notices
from redress.organisation.kinds import Change, Duty
from redress.organisation.models import Appointment, ChangeNotice, Department, OrganisationEntry, User
from tests.fixtures.insurer import local
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-06")]
MONDAY = date(2026, 11, 16)


def department(unit, kind):
    return Department.objects.get(unit__code=unit, kind=kind)


def person(username):
    return User.objects.get(username=username)


def held(username, duty):
    return Appointment.objects.get(user__username=username, duty=duty)


@pytest.fixture
def changed(actor):
    """The coordinator of a province's claims department left on Sunday; the next begins on Monday."""
    admin = actor("admin")
    administration.end_appointment(admin, held("sc.claims", "coordinator"), date(2026, 11, 15))
    administration.appoint(
        admin, person("sc.claimshead"), department("sc", "claims"), Duty.COORDINATOR, MONDAY
    )
    return ChangeNotice.objects.get()


def test_a_change_of_coordinator_opens_one_notice_due_seven_working_days_later(changed):
    assert (changed.left, changed.came) == (person("sc.claims"), person("sc.claimshead"))
    assert changed.changed_on == MONDAY
    assert changed.due_on == date(2026, 11, 25)  # 17 18 19 20 | 23 24 25
    assert changed.remind_on == date(2026, 11, 23)


@pytest.mark.parametrize("duty", [Duty.HANDLER, Duty.COMPLAINT_OFFICER])
def test_who_handles_is_reported_at_a_counter_and_not_in_a_province(actor, duty):
    admin = actor("admin")
    asked = administration.appoint(
        admin, person("sc.intake"), department("sc", "customer_service"), duty, MONDAY
    )
    administration.confirm(actor("sc.manager"), asked)
    assert not ChangeNotice.objects.exists()
    asked = administration.appoint(
        admin, person("cd.cshead"), department("cd", "customer_service"), duty, MONDAY
    )
    assert not ChangeNotice.objects.exists(), "nobody came before a second person confirmed it"
    administration.confirm(actor("sc.manager"), asked)
    assert ChangeNotice.objects.get().rule == "handler_changed"


def test_a_refused_appointment_opens_nothing(actor):
    with pytest.raises(Refused):
        administration.appoint(
            actor("admin"), person("sc.intake"), department("sc", "claims"), Duty.COORDINATOR, MONDAY
        )
    assert not ChangeNotice.objects.exists()


def test_the_report_goes_to_the_superior_customer_service_and_is_on_record(actor, changed):
    filed = administration.file_report(actor("sc.cshead"), changed, "原协调员调离，新协调员电话 028-0000。")
    assert filed.filed_to == department("life-ho", "customer_service")
    assert filed.filed_by == person("sc.cshead")
    entry = OrganisationEntry.objects.get(what=Change.REPORT_FILED)
    assert entry.after["words"] == filed.words
    assert notices.open_notices(actor("sc.cshead"), filed.department.unit) == []


@pytest.mark.parametrize("words", ["", "  \n "])
def test_an_empty_report_is_none(actor, changed, words):
    with pytest.raises(Refused, match="ORG-06"):
        administration.file_report(actor("sc.cshead"), changed, words)
    assert ChangeNotice.objects.get().filed_at is None


def test_it_is_reported_once_and_by_those_who_may(actor, changed):
    with pytest.raises(NotYourDuty):
        administration.file_report(actor("sc.claims"), changed, "x")
    with pytest.raises(NotYourDuty):
        administration.file_report(actor("cd.cshead"), changed, "x")
    administration.file_report(actor("sc.cshead"), changed, "x")
    with pytest.raises(Refused):
        administration.file_report(actor("sc.cshead"), changed, "y")


@pytest.fixture
def mails(settings):
    settings.REDRESS_SMTP_URL, settings.REDRESS_MAIL_FROM = "smtp://127.0.0.1:9", "complaints@anhe.example"
    for username in ("sc.cshead", "ho.cshead"):
        StaffContact.objects.create(user=person(username), channels=["mail"], mail=f"{username}@anhe.example")
    return lambda: list(Message.objects.order_by("id").values_list("rule", "user__username"))


def test_the_head_is_reminded_once_when_it_is_near_and_once_when_it_is_late(changed, mails):
    for day in range(20, 31):
        with moment.at(local(f"2026-11-{day} 09:00")):
            remind()
            remind()
    assert mails() == [("change_due", "sc.cshead"), ("change_late", "sc.cshead")]


def test_what_is_reported_is_told_to_the_superior_and_no_longer_reminded_of(actor, changed, mails):
    administration.file_report(actor("sc.cshead"), changed, "新协调员电话 028-0000。")
    remind()
    remind()
    assert mails() == [("change_filed", "ho.cshead")]
    assert "028-0000" in Message.objects.get().body


def test_the_units_page_lists_what_is_open_and_late_and_takes_the_report(desk, changed):
    client = desk("sc.cshead", language="en")
    page = client.get("/organisation/sc").content.decode()
    assert "Changes of people to be reported" in page
    assert "2026-11-25" in page
    form = client.get(f"/organisation/notice/{changed.pk}").content.decode()
    assert person("sc.claimshead").name in form
    answer = client.post(f"/organisation/notice/{changed.pk}", {"words": "新协调员电话 028-0000。"})
    assert answer.status_code == 302
    assert "Changes of people reported" in client.get("/organisation/sc").content.decode()


def test_another_units_notice_cannot_be_opened(desk, changed):
    assert desk("gx.cshead").get(f"/organisation/notice/{changed.pk}").status_code == 404


def test_to_whom_it_was_reported_is_kept_as_a_key_and_read_by_name(actor, changed, django_assert_num_queries):
    filed = administration.file_report(actor("sc.cshead"), changed, "新协调员已到岗。")
    entries = list(OrganisationEntry.objects.filter(what=Change.REPORT_FILED))
    assert entries[0].after["to"] == str(filed.filed_to_id)
    for language, name in (("zh-hans", "安和人寿总公司 · 客户服务部"), ("en", "Customer service")):
        with translation.override(language), django_assert_num_queries(1):
            lines = {str(line.label): line.after for line in entries_in_words(entries * 3)[-1].lines}
        assert name in "|".join(lines.values())
