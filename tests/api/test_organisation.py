"""The organisation over HTTP: the same commands, duties and second person as on the desk (SYS-01, ORG-04, SEC-01)."""

from __future__ import annotations

import pytest

from redress.administration.numbers import person_number
from redress.organisation.models import Appointment, CalendarYear, Department, Proposal, Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.req("SYS-01")]


def of(username: str) -> str:
    return f"/people/{person_number(User.objects.get(username=username).pk)}"


def place(kind: str, unit: str = "sc") -> int:
    return Department.objects.get(unit__code=unit, kind=kind).pk


@pytest.mark.req("ORG-01", "ORG-04", "SEC-01")
def test_somebody_comes_is_appointed_and_confirmed_by_programs_alone(caller):
    admin, manager = caller("admin"), caller("sc.manager")
    given = {"department": place("customer_service"), "username": "sc.li", "full_name": "李娜"}
    made = admin.post("/people", given, {"Idempotency-Key": "one"})
    assert (made.status_code, made.json()["state"]) == (201, "in_force"), made.content.decode()
    again = admin.post("/people", given, {"Idempotency-Key": "one"})
    assert (again["Idempotent-Replayed"], again.json()["number"]) == ("true", made.json()["number"])
    number = made.json()["number"]
    assert number == of("sc.li").removeprefix("/people/")

    post = {"department": place("customer_service"), "duty": "handler", "first": "2026-11-30"}
    asked = admin.post(f"/people/{number}/commands/appoint", post, {"If-Match": made["ETag"]})
    assert asked.status_code == 200, asked.content.decode()
    assert not Appointment.objects.filter(user__username="sc.li").exists()
    decision = {"proposal": asked.json()["facts"]["proposal"]}
    own = admin.post(f"/people/{number}/commands/confirm_change", decision)
    assert (own.status_code, own.json()["rule"]) == (422, "SEC-01")
    done = manager.post(f"/people/{number}/commands/confirm_change", decision)
    assert done.status_code == 200, done.content.decode()
    assert Appointment.objects.get(user__username="sc.li").duty == "handler"
    stale = admin.post(f"/people/{number}/commands/end_all_access", {}, {"If-Match": asked["ETag"]})
    assert stale.status_code == 409


@pytest.mark.req("ORG-11")
def test_each_command_says_who_may_give_it_now(caller):
    def offers(username: str, path: str) -> dict[str, bool]:
        answer = caller(username).get(f"{path}/commands")
        assert answer.status_code == 200, answer.content.decode()
        return {each["command"]: each["possible"] for each in answer.json()["items"]}

    assert offers("admin", "/units/sc") == dict.fromkeys(
        (
            "add_department",
            "change_department_email",
            "close_period",
            "file_report",
            "confirm_unit_change",
            "reject_unit_change",
            "set_up_body",
            "give_seat",
            "end_seat",
            "follow_rulebook",
            "follow_calendar",
            "change_reception",
        ),
        True,
    ) | {"use_suggestions": False}
    assert [name for name, may in offers("sc.manager", "/units/sc").items() if may] == [
        "close_period",
        "confirm_unit_change",
        "reject_unit_change",
        "use_suggestions",
    ]
    assert offers("sc.cshead", of("sc.officer"))["name_deputy"]
    assert not offers("sc.second", of("sc.officer"))["name_deputy"]
    assert not any(offers("sc.second", of("sc.officer"))[each] for each in ("appoint", "disable_account"))
    assert caller("gx.officer").get("/units/sc/commands").status_code == 404


@pytest.mark.req("ORG-11")
@pytest.mark.parametrize(
    ("path", "command", "given"),
    [
        ("/units/sc", "add_department", {"kind": "finance"}),
        ("/units/sc", "close_period", {"until": "2026-10-31"}),
        ("/units/sc", "set_up_body", {"kind": "leading_group"}),
        ("sc.handler", "disable_account", {"reason": "x"}),
        ("sc.handler", "propose_factor_reset", {"because": "x"}),
        ("/calendars/Y-cn", "load_year", {"text": "year: 2031\noff: []\n"}),
        ("/rulebooks/R-group-flows", "publish_rulebook", {"text": "rulebook: group-flows"}),
    ],
)
def test_who_has_not_the_duty_is_refused_over_http_as_well(path, command, given, caller):
    path = of(path) if "." in path else path
    refused = caller("sc.second").post(f"{path}/commands/{command}", given)
    assert (refused.status_code, refused.json()["rule"]) == (403, "ORG-11"), refused.content.decode()


@pytest.mark.parametrize(
    ("path", "command", "given", "field"),
    [
        ("sc.handler", "change_contact", {"email": "nobody"}, "email"),
        (
            "sc.handler",
            "appoint",
            {"department": 2**62, "duty": "handler", "first": "2026-11-30"},
            "department",
        ),
        ("sc.handler", "appoint", {"department": 1, "duty": "king", "first": "2026-11-30"}, "duty"),
        ("sc.handler", "end_appointment", {"appointment": 2**62, "last": "2026-11-30"}, "appointment"),
        ("sc.handler", "confirm_change", {"proposal": 2**62}, "proposal"),
        ("/units/sc", "add_department", {"kind": "finance", "email": "x y"}, "email"),
        ("/calendars/Y-cn", "load_year", {"text": "year: two thousand"}, "text"),
        ("/rulebooks/R-life-method", "publish_rulebook", {"text": "rulebook: [1"}, "text"),
    ],
)
def test_bad_input_is_named_at_its_field_and_nothing_is_written(path, command, given, field, caller):
    path = of(path) if "." in path else path
    refused = caller("admin").post(f"{path}/commands/{command}", given)
    assert (refused.status_code, refused.json()["field"]) == (422, field), refused.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.req("CLK-06")
def test_a_year_that_a_program_loads_has_deadlines_recomputed(caller):
    from procrastinate.contrib.django.models import ProcrastinateJob

    year = {"text": "year: 2027\noff: [01-01 元旦]\n", "file": "2027.yaml"}
    done = caller("admin").post("/calendars/Y-cn/commands/load_year", year)
    assert done.status_code == 200, done.content.decode()
    assert CalendarYear.objects.get(calendar="cn", year=2027).loaded_by.username == "admin"
    jobs = ProcrastinateJob.objects.filter(task_name="redress.clocks.tasks.recompute_provisional")
    assert jobs.filter(queueing_lock__startswith="recompute cn 2027").count() == 1


@pytest.mark.req("ORG-01")
def test_a_unit_is_opened_under_another(caller):
    given = {"parent": "sc", "code": "dy", "full_name": "德阳柜面", "kind": "counter_b", "line": "life"}
    made = caller("admin").post("/units", given)
    assert (made.status_code, made.json()["number"]) == (201, "dy"), made.content.decode()
    assert Unit.objects.get(code="dy").path.endswith("/sc/dy/")


@pytest.mark.req("SEC-05")
def test_a_link_for_a_password_is_not_confirmed_where_nobody_would_see_it(caller):
    asked = caller("admin").post(f"{of('sc.handler')}/commands/propose_password_code", {})
    refused = caller("sc.manager").post(
        f"{of('sc.handler')}/commands/confirm_change", {"proposal": asked.json()["facts"]["proposal"]}
    )
    assert (refused.status_code, refused.json()["rule"]) == (422, "SEC-05")
    assert Proposal.objects.get().verdict == ""


@pytest.mark.req("SEC-05")
def test_a_token_that_handles_cases_changes_nobody_s_place(caller):
    program = caller("admin", "read", "register", "command", "evidence")
    refused = program.post(of("sc.officer") + "/commands/end_all_access", {})
    assert (refused.status_code, refused.json()["type"].rsplit(":", 1)[-1]) == (403, "scope")
    assert User.objects.get(username="sc.officer").is_active
    one = caller("admin", "command:end_all_access")
    assert one.post(of("sc.officer") + "/commands/end_all_access", {}).status_code == 200
