"""Deadlines of real cases: two clocks side by side, explained; provisional ones become final."""

import pytest

from redress.casework import moment
from redress.clocks.models import Clock
from redress.clocks.provisional import recompute
from redress.clocks.queries import explanations, states
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.models import Complaint, JournalEntry
from redress.organisation.calendars import forget, load_year
from tests.complaints.inputs import transfer
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db
YEAR_2027 = """
year: 2027
source: an example made for this test, not the State Council's notice
off:
  - 01-01..01-03 元旦
working_weekends: []
"""


@pytest.fixture
def before_the_festival(actor):
    """Registered on Friday 13 February 2026, before the spring festival."""
    with moment.at(local("2026-02-13 10:00")):
        number = execute(transfer(received_at="2026-02-13T09:00"), actor("sc.officer")).number
    return Complaint.objects.select_related("unit", "rulebook").get(number=number)


@pytest.mark.req("CLK-02", "CLK-04", "CLK-07")
def test_walk_through_c_method_and_law_side_by_side_with_the_skipped_days(before_the_festival):
    clocks = {clock.key: clock for clock in Clock.objects.filter(file_id=before_the_festival.pk)}
    assert clocks["resolution"].due_at == local("2026-02-26 00:00"), (
        "3 working days: until the end of 25 February"
    )
    assert clocks["resolution_law"].due_at == local("2026-03-01 00:00"), (
        "15 calendar days: to the end of 28 February"
    )
    assert before_the_festival.legal_due_at == clocks["resolution_law"].due_at
    text = "\n".join(found.as_text() for found in explanations(before_the_festival, "zh"))
    for word in ("春节", "2026-02-14", "调休", "第十八条第一款", "24:00"):
        assert word in text, word
    english = "\n".join(found.as_text() for found in explanations(before_the_festival, "en"))
    assert "working days" in english
    assert "calendar days" in english


@pytest.mark.req("CLK-01")
def test_many_clocks_run_at_once_each_with_its_own_start_and_stop(before_the_festival, actor):
    with moment.at(local("2026-02-13 11:00")):
        execute(Confirm(means="call", words="已受理"), actor("sc.officer"), before_the_festival.number)
    status = dict(Clock.objects.filter(file_id=before_the_festival.pk).values_list("key", "status"))
    assert status["confirm"] == "met"
    assert status["resolution"] == status["resolution_law"] == "running"


@pytest.mark.req("CLK-01")
def test_the_table_equals_the_projection_of_the_journal(before_the_festival, actor):
    with moment.at(local("2026-02-13 11:00")):
        execute(Confirm(means="call", words="已受理"), actor("sc.officer"), before_the_festival.number)
    kept = set(Clock.objects.values_list("key", "about", "occurrence", "status", "due_at"))
    assert kept == {
        (s.key, s.about, s.occurrence, s.status.value, s.due_at) for s in states(before_the_festival)
    }


@pytest.mark.req("CLK-06")
def test_a_deadline_beyond_the_calendar_is_provisional_until_the_year_is_loaded(actor):
    with moment.at(local("2026-12-31 10:00")):
        number = execute(transfer(received_at="2026-12-31T09:00"), actor("sc.officer")).number
    clock = Clock.objects.get(file__number=number, key="resolution")
    assert clock.provisional
    assert clock.due_at == local("2027-01-06 00:00"), "Monday to Friday is assumed"
    load_year("cn", YEAR_2027, by=None)
    try:
        with moment.at(local("2027-01-01 10:00")):
            assert recompute() == 1
    finally:
        forget()
    clock.refresh_from_db()
    assert not clock.provisional
    assert clock.due_at == local("2027-01-07 00:00"), "1 January is off"
    assert JournalEntry.objects.filter(command="recompute_clocks").exists()


@pytest.mark.req("CLK-07")
def test_the_command_line_explains_a_case(before_the_festival, capsys):
    from redress.clocks.queries import explanations_of
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    with acting_as(SYSTEM):
        assert explanations_of(before_the_festival.number, "zh")[0].as_text()
