"""A period replayed under another version: what would have been late, and what would not."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from redress.casework import moment
from redress.casework.rulebooks import opened
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.models import Complaint, JournalEntry
from redress.complaints.rulebooks.simulation.replay import Question, simulate
from redress.complaints.rulebooks.simulation.report import Tally
from redress.organisation.actor import SYSTEM
from redress.rulebook import Event, load
from redress.rulebook.replayed import replayed
from redress.worktime import shipped
from tests.complaints.inputs import transfer
from tests.complaints.test_rulebook_migration import confirm_in_hours, newer
from tests.fixtures.insurer import local

PERIOD = date(2026, 11, 16), date(2026, 11, 22)


@pytest.fixture
def confirmed(actor, wednesday) -> Complaint:
    """Confirmed four working hours after it was registered: in time by the method's one working day."""
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    with moment.at(local("2026-11-18 15:30")):
        execute(Confirm(means="call", words="已告知客户受理及处理流程"), officer, number)
    return Complaint.objects.get(number=number)


@pytest.mark.django_db
@pytest.mark.req("CLK-10", "SYS-03")
def test_a_shorter_limit_makes_a_case_late_that_was_in_time(confirmed, tmp_path):
    version = newer(tmp_path, opened(confirmed.rulebook), **confirm_in_hours())
    with moment.at(local("2026-11-18 16:00")):
        report = simulate(Question(opened(version), *PERIOD), SYSTEM)
    assert report.cases == 1
    assert report.by_clock()["confirm"] == Tally(ran=1, before=0, after=1, newly=1, relieved=0)
    assert report.by_unit()["sc"].newly == 1
    assert report.by_class()["claims"].newly == 1


@pytest.mark.django_db
@pytest.mark.req("CLK-10")
def test_the_version_a_case_follows_makes_no_difference(confirmed):
    with moment.at(local("2026-12-20 09:00")):
        report = simulate(Question(opened(confirmed.rulebook), *PERIOD), SYSTEM)
    assert report.by_clock()
    assert all(tally.before == tally.after for tally in report.by_clock().values())
    assert sum(tally.before for tally in report.by_clock().values()) > 0


@pytest.mark.django_db
@pytest.mark.req("CLK-10", "INT-07")
def test_a_confirmation_that_was_never_made_is_late_whatever_ended_it(actor, wednesday):
    """Due by the end of Thursday the 19th; on the 27th the case is settled, which asks for none any more."""
    officer = actor("sc.officer")
    number = execute(transfer(source="direct", channel="letter"), officer).number
    with moment.at(local("2026-11-27 10:00")):
        execute(Settle(plan="补寄", basis="规则", means="call"), officer, number)
        book = opened(Complaint.objects.get(number=number).rulebook)
        report = simulate(Question(book, *PERIOD), SYSTEM)
    assert report.by_clock()["confirm"] == Tally(ran=1, before=1, after=1, newly=0, relieved=0)


@pytest.mark.django_db
@pytest.mark.req("CLK-10")
def test_replaying_writes_nothing(confirmed, tmp_path):
    before = JournalEntry.objects.count(), Complaint.objects.get(pk=confirmed.pk).next_due_at
    version = newer(tmp_path, opened(confirmed.rulebook), **confirm_in_hours())
    simulate(Question(opened(version), *PERIOD), SYSTEM)
    assert (JournalEntry.objects.count(), Complaint.objects.get(pk=confirmed.pk).next_due_at) == before


@pytest.mark.django_db
@pytest.mark.req("CLK-10", "ORG-11")
def test_only_the_period_and_the_cases_one_sees_are_replayed(confirmed, actor):
    book = opened(confirmed.rulebook)
    assert simulate(Question(book, date(2026, 11, 1), date(2026, 11, 17)), SYSTEM).cases == 0
    assert simulate(Question(book, *PERIOD), actor("sc.cshead")).cases == 1
    assert simulate(Question(book, *PERIOD), actor("gx.cshead")).cases == 0
    assert simulate(Question(book, *PERIOD, unit="/nowhere/"), SYSTEM).cases == 0


@pytest.mark.django_db
@pytest.mark.req("CLK-10", "CLK-06")
def test_another_calendar_moves_what_is_counted_in_working_days(actor):
    """1 to 3 April 2026: the Guangxi calendar has days off that the national one has not."""

    national, regional = shipped.load("cn"), shipped.load("cn-gx")
    days = [date.fromordinal(n) for n in range(date(2026, 1, 1).toordinal(), date(2026, 11, 1).toordinal())]
    off = next(d for d in days if national.is_working_day(d) and not regional.is_working_day(d))
    start = next(d for d in reversed(days) if d < off and regional.is_working_day(d))
    with moment.at(local(f"{start} 10:00")):
        number = execute(transfer(received_at=f"{start}T09:00"), actor("sc.officer")).number
    after = next(d for d in days if d > off and national.is_working_day(d))
    with moment.at(local(f"{after} 10:00")):
        execute(Confirm(means="call", words="已告知客户受理"), actor("sc.officer"), number)
        book = opened(Complaint.objects.get(number=number).rulebook)
        usual = simulate(Question(book, start, start), SYSTEM).by_clock()["confirm"]
        other = simulate(Question(book, start, start, calendar="cn-gx"), SYSTEM).by_clock()["confirm"]
    assert (usual.before, other.before) == (1, 1)
    assert (usual.after, other.after) == (1, 0)


@pytest.mark.django_db
@pytest.mark.req("CLK-10", "SYS-03")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--from", "2026-02-01", "--to", "2026-01-01"], "--to lies before --from"),
        (["--from", "2026-01-01", "--to", "2026-02-01", "--unit", "nowhere"], "no unit with code 'nowhere'"),
        (["--from", "2026-01-01", "--to", "2026-02-01", "--calendar", "mars"], "no calendar 'mars'"),
    ],
)
def test_a_question_that_cannot_be_asked_ends_with_status_2(given, said, monkeypatch):
    from redress.operations.cli.rulebook import command

    monkeypatch.setenv("DATABASE_URL", "the test's own")
    ran = CliRunner().invoke(command, ["simulate", "--rulebook", "life-method", *given])
    assert ran.exit_code == 2
    assert said in ran.output


@pytest.mark.django_db
@pytest.mark.req("CLK-10", "FLW-11")
def test_a_case_is_replayed_in_the_flow_that_the_other_rulebook_gives_it(actor, wednesday):
    """Under the group flows a complaint about claims is contacted within an hour; the life method knows none."""
    execute(transfer(class_code="claims"), actor("sc.officer"))
    with moment.at(local("2026-12-20 09:00")):
        there = simulate(Question(load("group-flows"), *PERIOD), SYSTEM).by_clock()["claims_contact"]
        gone = simulate(Question(load("life-method"), *PERIOD), SYSTEM).by_clock()
    assert (there.before, there.after) == (1, 1)
    assert gone["claims_contact"].relieved == 1


def test_flow_and_type_of_processing_follow_the_rulebook_that_is_asked():
    facts = {
        "class": "claims",
        "flow": "standard",
        "processing": "",
        "sale_stage": "none",
        "channel": "letter",
    }
    event = Event("received", local("2026-11-18 10:00"), 1, facts)
    [under] = replayed([event], load("group-flows"))
    assert (under.subject["flow"], under.subject["processing"]) == ("claims", "claims")
    [without] = replayed([under], load("life-method"))
    assert without.subject["flow"] == "standard"
