"""A day is the insurer's local day; what asks the server or the process for one is not written (ORG-12)."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from redress.organisation.models import Appointment, Deputy, User
from redress.organisation.queries import actor
from redress.organisation.standing_in import reached

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    "the database's day": re.compile(
        r"\bcurrent_date\b|\b(?:now|(?:clock|statement|transaction)_timestamp)\(\)\s*(?:::|at time)|"
        r"\bdate_trunc\('day',\s*(?:now|current)|\blocaltimestamp\b|\bcast\(\s*now\(\)",
        re.IGNORECASE,
    ),
    "the process's day": re.compile(r"\bdate\.today\(|\bdatetime\.today\(|\bdatetime\.now\(\)|\butcnow\("),
    "a day of UTC": re.compile(r"\bnow\((?:UTC|timezone\.utc)?\)\.date\(\)"),
    "a day of UTC of a moment that was kept": re.compile(r"\.(?:at|since|until|\w+_at)\.date\(\)"),
    "a day of UTC by its parts": re.compile(r"\bnow\(\)\.(?:year|month|day|weekday\(\))\b"),
}
"""What a source may not say. `timezone.localdate()` says the day, `moment.now()` the moment."""
ALLOWED = {
    "tests/rulebook/test_legal_limit.py": "pure: its times are in the calendar's zone already",
    "tests/organisation/test_local_days.py": "names them",
    "benchmarks/__main__.py": "a heading: when the figures were taken on that machine",
    "benchmarks/complaint_bodies.py": "aware, in the machine's own zone; no day is taken",
}


def sources() -> list[Path]:
    found = [
        path
        for folder in ("src", "tests", "benchmarks", "scripts")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".sql", ".html", ".txt"} and path.is_file()
    ]
    assert len(found) > 500
    return found


@pytest.mark.req("ORG-12")
def test_no_source_asks_the_server_or_the_process_what_day_it_is():
    wrong = []
    for path in sources():
        name = str(path.relative_to(ROOT))
        if name in ALLOWED:
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            wrong += [f"{name}:{number}: {what}" for what, shape in FORBIDDEN.items() if shape.search(line)]
    assert not wrong, "say timezone.localdate() and pass it in:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    "text", ["WHERE p.period @> current_date", "now()::date", "date.today()", "timezone.now().date()"]
)
def test_the_rule_finds_what_it_forbids(text):
    assert any(shape.search(text) for shape in FORBIDDEN.values())


HOURS = ["00:30", "07:30", "08:30", "23:30"]
DAY = date(2026, 11, 18)


@pytest.mark.django_db
@pytest.mark.req("ORG-11", "ORG-12")
@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize(("last", "stands"), [(-1, False), (0, True), (1, True)])
def test_a_deputyship_and_an_appointment_end_at_the_local_midnight(monkeypatch, hour, last, stands):
    head, deputy = (User.objects.get(username=name) for name in ("sc.cshead", "sc.officer"))
    until = DAY + timedelta(days=last + 1)
    Deputy.objects.create(absent=head, deputy=deputy, period=(DAY - timedelta(days=9), until), reason="休假")
    Appointment.objects.filter(user=deputy).update(period=(date(2020, 1, 1), until))
    clock = datetime.fromisoformat(f"{DAY} {hour}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(timezone, "now", lambda: clock)
    person = actor(deputy.pk)
    assert (head.pk in person.deputises) is stands
    assert bool(person.ways[0].posts) is stands
    assert (reached([head.pk])[head.pk] == deputy.pk) is stands


@pytest.mark.django_db
@pytest.mark.req("ORG-11", "ORG-12")
@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize(("first", "stands"), [(0, True), (1, False)])
def test_and_they_begin_at_the_local_midnight(monkeypatch, hour, first, stands):
    head, deputy = (User.objects.get(username=name) for name in ("sc.cshead", "sc.officer"))
    since = DAY + timedelta(days=first)
    Deputy.objects.create(absent=head, deputy=deputy, period=(since, DAY + timedelta(days=9)), reason="休假")
    clock = datetime.fromisoformat(f"{DAY} {hour}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(timezone, "now", lambda: clock)
    assert (head.pk in actor(deputy.pk).deputises) is stands
