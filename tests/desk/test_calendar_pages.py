"""The working calendar as a page: its days, its sums, and a year that is loaded from a file."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from redress.casework import moment
from redress.clocks.models import Clock
from redress.clocks.tasks import recompute_provisional
from redress.complaints.executor import execute
from redress.complaints.models import JournalEntry
from redress.desk.pages import calendar as pages
from redress.organisation.calendars import calendar_named, forget
from redress.organisation.models import CalendarYear, OrganisationEntry
from redress.worktime import shipped
from tests.complaints.inputs import transfer
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db
YEAR_2027 = """year: 2027
source: made for this test, not the State Council's notice
off:
  - 01-01..01-03 元旦
  - 02-05..02-11 春节
working_weekends: ["02-20"]
"""


@pytest.fixture(autouse=True)
def fresh_calendars():
    forget()
    yield
    forget()


def _send(client, text, name="2027.yaml", calendar="cn"):
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    return client.post("/calendar/load", {"calendar": calendar, "file": file})


def _confirm(client, text, name="2027.yaml", calendar="cn"):
    return client.post(
        "/calendar/load", {"calendar": calendar, "text": text, "name": name, "confirmed": "yes"}
    )


@pytest.mark.req("CLK-06")
def test_each_month_counts_the_working_days_of_the_published_years():
    cn = shipped.load("cn")
    counted = {
        year: [pages.month(cn, year, number, date(year, 1, 1)).working for number in range(1, 13)]
        for year in (2025, 2026)
    }
    assert counted[2025] == [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]
    assert counted[2026] == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]


@pytest.mark.req("CLK-06")
def test_the_year_shows_holidays_by_name_make_up_days_and_coverage(desk):
    page = desk("sc.officer").get("/calendar?year=2026").content.decode()
    assert 'class="holiday" title="春节">16' in page
    assert 'class="makeup">14' in page
    assert "248" in page
    assert "2026-12-31" in page
    assert "08:30-12:00" in page


@pytest.mark.req("CLK-06")
def test_a_year_without_a_notice_says_that_it_is_provisional(desk):
    client = desk("sc.officer", language="en")
    assert "No notice confirms 2027" in client.get("/calendar?year=2027").content.decode()
    assert "No notice confirms" not in client.get("/calendar?year=2026").content.decode()


@pytest.mark.req("CLK-06")
def test_a_unit_has_its_regions_calendar_and_no_other(desk):
    page = desk("gx.officer").get("/calendar?year=2025").content.decode()
    assert "壮族三月三" in page
    assert "壮族三月三" not in desk("sc.officer").get("/calendar?year=2025").content.decode()
    assert desk("sc.officer").get("/calendar?calendar=cn-gx").status_code == 404


@pytest.mark.req("CLK-02", "CLK-07")
@pytest.mark.parametrize(
    ("start", "n", "unit", "end", "words"),
    [
        ("2026-02-13", 1, "working", "2026-02-14", []),
        ("2026-02-13", 3, "working", "2026-02-25", ["春节", "2026-02-15"]),
        ("2025-04-25", 5, "working", "2025-05-06", ["劳动节"]),
        ("2026-09-30", 3, "working", "2026-10-10", ["国庆节"]),
        ("2026-01-15", 30, "calendar", "2026-02-14", []),
    ],
)
def test_the_calculator_adds_days_and_says_which_it_skipped(desk, start, n, unit, end, words):
    answer = desk("sc.officer").get(f"/calendar?start={start}&n={n}&unit={unit}").content.decode()
    said = answer[answer.index('role="status"') :]
    assert f"<strong>{end}</strong>" in said
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    "question",
    [
        "start=x&n=3&unit=working",
        "start=2026-01-01&n=0&unit=working",
        "start=2100-12-30&n=9&unit=working",
        "start=9999-12-31&n=9&unit=calendar",
    ],
)
def test_the_calculator_says_what_is_wrong_with_a_question(desk, question):
    answer = desk("sc.officer").get(f"/calendar?{question}")
    assert answer.status_code == 200
    assert "field-error" in answer.content.decode()


@pytest.mark.parametrize("year", ["abc", "0", "99999", "1989"])
def test_a_year_that_calendars_do_not_reach_shows_this_one(desk, year):
    assert desk("sc.officer").get(f"/calendar?year={year}").status_code == 200


@pytest.mark.req("CLK-06")
def test_a_year_loaded_on_the_page_makes_a_provisional_deadline_final_moved_and_journalled(desk, actor):
    with moment.at(local("2026-12-31 10:00")):
        number = execute(transfer(received_at="2026-12-31T09:00"), actor("sc.officer")).number
    clock = Clock.objects.get(file__number=number, key="resolution")
    assert clock.provisional
    assert clock.due_at == local("2027-01-06 00:00")
    admin = desk("admin")
    preview = _send(admin, YEAR_2027)
    assert preview.status_code == 200
    assert not CalendarYear.objects.exists(), "a preview keeps nothing"
    page = preview.content.decode()
    assert "2027-02-20" in page
    assert "元旦" in page
    loaded = _confirm(admin, YEAR_2027)
    assert loaded["Location"] == "/calendar?calendar=cn&year=2027"
    assert ProcrastinateJob.objects.filter(task_name="redress.clocks.tasks.recompute_provisional").exists()
    entry = OrganisationEntry.objects.get(what="year_loaded")
    assert (entry.by.username, entry.after["file"]) == ("admin", "2027.yaml")
    with moment.at(local("2027-01-01 10:00")):
        assert recompute_provisional() == 1
    clock.refresh_from_db()
    assert not clock.provisional
    assert clock.due_at == local("2027-01-07 00:00"), "1 January is off"
    assert JournalEntry.objects.filter(complaint__number=number, command="recompute_clocks").exists()


@pytest.mark.req("CLK-06")
def test_every_load_has_a_job_of_its_own_even_while_another_waits(desk):
    admin = desk("admin")
    _confirm(admin, YEAR_2027)
    _confirm(admin, YEAR_2027.replace("02-20", "02-21"))
    assert (
        ProcrastinateJob.objects.filter(task_name="redress.clocks.tasks.recompute_provisional").count() == 2
    )
    first, second = OrganisationEntry.objects.filter(what="year_loaded").order_by("id")
    assert first.before == {}
    assert second.before["plan"] == YEAR_2027


@pytest.mark.req("CLK-06")
def test_a_national_year_reaches_the_regions_that_lie_over_it(desk):
    _confirm(desk("admin"), YEAR_2027)
    assert not calendar_named("cn-gx").is_working_day(date(2027, 1, 1))
    assert calendar_named("cn-gx").is_provisional(date(2027, 1, 1)), "until the region's own year is loaded"


@pytest.mark.req("CLK-06")
@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("year: 2027\noff: [13-01 错]\n", "2027.yaml", "2027.yaml, off[0]"),
        ("year: 2027\noff:\n  - [\n", "2027.yaml", "2027.yaml，第 4 行"),
        ("date,kind\n2027-01-01,off\n2027-01-02,frei\n", "2027.csv", "2027.csv，第 3 行，kind"),
        ("year: 2028\noff: [01-01 元旦]\n", "2028.yaml", "缺少 2027 年"),
        ("/etc/passwd", "2027.yaml", "应当由 year、off、working_weekends 各项组成"),
        (b"\xff\xfe\x00y", "2027.yaml", "不是 UTF-8 文本"),
        ("", "2027.yaml", ""),
        ("x" * 200_001, "2027.yaml", "超过 200000 字节"),
    ],
    ids=["no such date", "no YAML", "unknown kind", "a gap", "a path", "no text", "empty", "too large"],
)
def test_a_file_that_does_not_hold_is_refused_with_file_line_and_field(desk, text, name, words):
    answer = _send(desk("admin"), text, name)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not CalendarYear.objects.exists()


@pytest.mark.req("CLK-06")
@pytest.mark.parametrize("username", ["sc.officer", "sc.manager", "group.manager", "ho.auditor"])
def test_only_an_administrator_loads_a_year(desk, username):
    client = desk(username)
    assert client.get("/calendar/load").status_code == 403
    assert _confirm(client, YEAR_2027).status_code == 403
    assert "/calendar/load" not in client.get("/calendar").content.decode()
    assert not CalendarYear.objects.exists()


@pytest.mark.req("CLK-06", "ORG-11")
def test_an_administrator_of_one_province_does_not_move_the_deadlines_of_all(desk, django_user_model):
    from redress.organisation.models import Appointment, Department

    for unit in ("sc", "gx"):
        department = Department.objects.get(unit__code=unit, kind="it")
        user = django_user_model.objects.create(
            username=f"{unit}.admin", name="管理员", department=department
        )
        Appointment.objects.create(
            user=user, department=department, duty="administrator", period=(date(2020, 1, 1), None)
        )
    assert _confirm(desk("sc.admin"), YEAR_2027).status_code == 403
    assert desk("gx.admin").get("/calendar/load").status_code == 200, "its own regional calendar"
    assert _confirm(desk("gx.admin"), YEAR_2027).status_code == 422, "not the national one"


def test_the_page_asks_few_questions_and_stays_small(desk, django_assert_max_num_queries):
    client = desk("admin")
    client.get("/calendar")
    with django_assert_max_num_queries(16):
        answer = client.get("/calendar?start=2026-01-01&n=400&unit=working")
    assert len(answer.content) < 100_000
