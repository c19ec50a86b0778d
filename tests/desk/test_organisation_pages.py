"""The organisation as a page: who sees what of it, gaps, and every change an administrator makes there."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from redress.organisation.inheritance import lineage
from redress.organisation.kinds import Duty
from redress.organisation.models import Appointment, Department, OrganisationEntry, Proposal, Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims():
    return Department.objects.get(unit__code="sc", kind="claims")


@pytest.fixture
def coordinator(claims):
    return Appointment.objects.get(department=claims, duty="coordinator")


def _text(answer):
    return answer.content.decode()


@pytest.mark.req("ORG-01")
def test_the_tree_departments_people_and_duties_with_periods_are_shown(desk):
    page = _text(desk("ho.manager").get("/organisation/sc"))
    person = User.objects.get(username="sc.claims")
    for words in ("安和人寿总公司", "四川分公司", "成都中心柜面", "绵阳柜面", str(person), "2009-01-01 –"):
        assert words in page
    assert "depth-2" in page


@pytest.mark.req("ORG-11")
@pytest.mark.parametrize(
    ("username", "code", "status"),
    [
        ("sc.officer", "sc", 200),
        ("sc.officer", "cd", 200),
        ("sc.officer", "gx", 404),
        ("sc.officer", "life-ho", 404),
        ("cd.intake", "my", 404),
        ("ho.manager", "gx", 200),
        ("psc.officer", "sc", 404),
    ],
)
def test_staff_see_their_unit_and_below_and_nobody_sideways(desk, username, code, status):
    assert desk(username).get(f"/organisation/{code}").status_code == status


@pytest.mark.req("ORG-11")
def test_the_tree_holds_no_unit_beside_or_above_ones_own(desk):
    page = _text(desk("sc.officer").get("/organisation"))
    main = page[page.index('id="main"') :]
    assert "成都中心柜面" in main
    assert "广西分公司" not in main
    assert "南宁中心柜面" not in main


@pytest.mark.req("ORG-11")
def test_a_person_elsewhere_is_not_shown(desk):
    other = User.objects.get(username="gx.officer")
    assert desk("sc.officer").get(f"/organisation/person/{other.pk}").status_code == 404
    assert desk("ho.manager").get(f"/organisation/person/{other.pk}").status_code == 200


@pytest.mark.req("ORG-04")
def test_a_gap_is_shown_to_the_customer_service_of_the_unit(desk, coordinator, claims):
    client = desk("sc.cshead")
    assert f'id="room-{claims.pk}"' in _text(client.get("/organisation"))
    before = _text(client.get("/organisation"))
    today = timezone.localdate()
    coordinator.period = (coordinator.period.lower, today)
    coordinator.save()
    after = _text(client.get("/organisation"))
    listed = after[after.index('class="gap-list"') :]
    assert str(claims) in listed[: listed.index("</ul>")]
    if 'class="gap-list"' in before:
        earlier = before[before.index('class="gap-list"') :]
        assert str(claims) not in earlier[: earlier.index("</ul>")]
    assert 'class="gap-list"' not in _text(desk("sc.finance").get("/organisation")), "the panel is for CS"


@pytest.mark.req("ORG-04")
def test_a_second_coordinator_is_refused_on_the_page_with_the_rule_and_the_name(desk, claims):
    answer = desk("admin").post(
        "/organisation/sc/appoint",
        {"department": claims.pk, "user": "sc.claimshead", "duty": "coordinator", "first": "2027-01-01"},
    )
    page = _text(answer)
    assert answer.status_code == 422
    assert "ORG-04" in page
    assert str(User.objects.get(username="sc.claims")) in page
    assert "（sc.claimshead）" in page, "what was typed is kept"
    assert Appointment.objects.filter(department=claims, duty="coordinator").count() == 1


@pytest.mark.req("ORG-04")
def test_an_administrator_ends_an_appointment_and_appoints_the_successor(desk, claims, coordinator):
    client = desk("admin")
    today = timezone.localdate()
    ended = client.post(f"/organisation/appointment/{coordinator.pk}/end", {"last": today.isoformat()})
    assert ended.status_code == 302
    first = (today + timedelta(days=1)).isoformat()
    given = {"department": claims.pk, "user": "sc.claimshead", "duty": "coordinator", "first": first}
    assert client.post("/organisation/sc/appoint", given).status_code == 302
    page = _text(client.get("/organisation/sc"))
    assert first in page
    assert OrganisationEntry.objects.count() == 2
    assert client.get(f"/organisation/person/{coordinator.user_id}").status_code == 200


ADMINISTERING = ["appoint", "unit", "department", "person", "close"]


@pytest.mark.req("ORG-11")
@pytest.mark.parametrize("what", ADMINISTERING)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_not_the_duty_is_refused_each_change_and_sees_no_button(desk, what, method):
    client = desk("sc.officer")
    answer = getattr(client, method)(f"/organisation/sc/{what}")
    assert answer.status_code == 403
    assert "ORG-11" in _text(answer)
    assert f"/organisation/sc/{what}" not in _text(client.get("/organisation/sc"))


@pytest.mark.req("ORG-11")
def test_who_has_not_the_duty_ends_no_appointment_and_gets_no_link(desk, coordinator):
    client = desk("sc.officer")
    assert (
        client.post(f"/organisation/appointment/{coordinator.pk}/end", {"last": "2026-11-22"}).status_code
        == 403
    )
    assert client.post(f"/organisation/person/{coordinator.user_id}/link").status_code == 403
    coordinator.refresh_from_db()
    assert coordinator.period.upper is None
    assert not OrganisationEntry.objects.exists()


def test_a_person_is_added_gets_a_link_and_signs_in_with_a_password_of_their_own(desk, client, claims):
    admin = desk("admin")
    made = admin.post(
        "/organisation/sc/person",
        {"department": claims.pk, "name": "周一", "username": "sc.zhou"},
        follow=True,
    )
    user = User.objects.get(username="sc.zhou")
    assert made.redirect_chain[-1][0] == reverse("desk:person", args=[user.pk])
    asked = admin.post(f"/organisation/person/{user.pk}/link", follow=True)
    assert "/password/reset/key/" not in _text(asked), "who asks for it never sees it"
    waits = Proposal.objects.get(person=user, kind="password_code")
    own = admin.post(f"/organisation/proposal/{waits.pk}", {"what": "confirm"})
    assert own.status_code == 422
    assert "/password/reset/key/" not in _text(own)
    page = _text(desk("sc.manager").post(f"/organisation/proposal/{waits.pk}", {"what": "confirm"}))
    link = page[page.index("<code>http") + 6 :]
    link = link[: link.index("</code>")].removeprefix("http://testserver")
    form = client.get(link, follow=True)
    assert form.status_code == 200
    client.post(form.redirect_chain[-1][0], {"password1": "shenme-mima-26", "password2": "shenme-mima-26"})
    user.refresh_from_db()
    assert user.check_password("shenme-mima-26")
    said = str([(entry.before, entry.after) for entry in OrganisationEntry.objects.all()])
    assert "sc.zhou" in said
    assert "shenme-mima" not in said


def test_a_unit_and_its_department_are_added(desk):
    admin = desk("admin")
    given = {"code": "dy", "name": "德阳柜面", "kind": "counter_b", "line": "life", "calendar": ""}
    assert admin.post("/organisation/sc/unit", given).status_code == 302
    assert admin.post("/organisation/dy/department", {"kind": "customer_service"}).status_code == 302
    assert Unit.objects.get(code="dy").path == "/group/life/life-ho/sc/dy/"
    again = admin.post("/organisation/sc/unit", given)
    assert again.status_code == 422
    assert 'id="id_code-error"' in _text(again)


def test_a_manager_closes_a_period_on_the_page(desk):
    client = desk("sc.manager")
    assert client.post("/organisation/sc/close", {"until": "2026-10-31"}).status_code == 302
    assert lineage("cd").closed_until == date(2026, 10, 31)
    future = client.post("/organisation/sc/close", {"until": "2099-01-01"})
    assert future.status_code == 422
    assert "INT-02" in _text(future)
    assert "2026-10-31" in _text(client.get("/organisation/sc"))


@pytest.mark.parametrize("user", ["nobody", "gx.officer' OR 1=1", ""])
def test_an_unknown_person_cannot_be_appointed(desk, claims, user):
    given = {"department": claims.pk, "user": user, "duty": Duty.HANDLER, "first": "2027-01-01"}
    assert desk("admin").post("/organisation/sc/appoint", given).status_code == 422


def test_the_page_asks_as_many_questions_for_a_group_as_for_a_counter(desk, django_assert_max_num_queries):
    for username in ("group.manager", "cd.cshead", "admin"):
        client = desk(username)
        client.get("/organisation")
        with django_assert_max_num_queries(18):
            client.get("/organisation")


def test_a_large_tree_shows_the_way_to_the_unit_and_what_stands_beside_it(desk):
    sc = Unit.objects.get(code="sc")
    for number in range(80):
        Unit.objects.create(code=f"w{number}", name=f"网点{number}", kind="counter_b", line="life", parent=sc)
    answer = desk("group.manager").get("/organisation/gx")
    page = _text(answer)
    assert "网点7" not in page
    assert "南宁中心柜面" in page
    assert len(answer.content) < 100_000


@pytest.mark.req("ORG-05")
def test_people_are_shown_by_name_with_their_user_name_and_taken_by_both(desk, claims):
    head = User.objects.get(username="sc.claimshead")
    client, both = desk("admin"), f"{head.name}（sc.claimshead）"
    page = client.get("/organisation/sc/appoint", {"user": "sc.claimshead"}).content.decode()
    assert f'name="user" value="{both}"' in page
    assert f'<option value="{both}">' in page
    given = {"department": claims.pk, "user": both, "duty": Duty.HANDLER, "first": "2027-01-01"}
    assert client.post("/organisation/sc/appoint", given).status_code == 302
    assert Proposal.objects.get(person=head).asked["duty"] == Duty.HANDLER
    assert not head.appointments.filter(duty=Duty.HANDLER, department=claims).exists()


@pytest.mark.req("SEC-06")
def test_a_person_of_another_company_is_shown_as_typed_and_not_by_name(desk, db):
    other = User.objects.filter(department__unit__line="property", is_active=True).order_by("pk")[0]
    own = User.objects.get(username="sc.handler")
    page = desk("sc.manager").get(
        "/organisation/sc/deputy", {"absent": other.username, "deputy": own.username}
    )
    shown = page.content.decode()
    assert other.name not in shown
    assert other.username in shown
    assert own.name in shown
