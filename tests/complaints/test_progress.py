"""Complex cases: the customer hears progress every 7 working days, customer service from the coordinator (CLK-03)."""

import pytest

from redress.casework import moment
from redress.clocks.models import Clock
from redress.clocks.sweeper import sweep
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm, RecordContact
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.law.commands.telling import RecordAttempt, RecordTelling
from redress.complaints.models import Telling, UrgingNotice
from redress.rulebook import State
from tests.complaints.inputs import department, transfer
from tests.complaints.stages import decision
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLK-03")]

PROGRESS = {"kind": "progress", "means": "call", "words": "仍在调查，已调取病历"}


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def number(officer):
    """A complex case of Wednesday 18 November 2026, dispatched on the same day."""
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(complexity="complex"), officer).number
        execute(Confirm(means="call", words="已受理"), officer, number)
        execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    return number


def clocks(number, key):
    found = Clock.objects.filter(file__number=number, key=key).order_by("occurrence")
    return [(clock.status, clock.due_at) for clock in found]


def test_progress_to_the_customer_is_due_every_seven_working_days(number, officer):
    assert clocks(number, "progress_customer") == [("running", local("2026-11-28 00:00"))]
    with moment.at(local("2026-11-26 15:00")):
        execute(RecordContact(**PROGRESS), officer, number)
    assert clocks(number, "progress_customer")[1:] == [("running", local("2026-12-08 00:00"))]
    with moment.at(local("2026-12-08 09:00")):
        sweep()
    with moment.at(local("2026-12-09 10:00")):
        told = RecordTelling(what="progress", means="sms", words="鉴定仍在进行")
        assert execute(told, officer, number).facts["in_time"] is False
    assert [status for status, _due in clocks(number, "progress_customer")] == ["met", "late", "running"]
    assert clocks(number, "progress_customer")[2][1] == local("2026-12-19 00:00")
    assert UrgingNotice.objects.filter(
        complaint__number=number, clock__startswith="progress_customer"
    ).exists()
    assert list(Telling.objects.filter(what="progress").values_list("in_time", flat=True)) == [True, False]


def test_a_customer_who_was_not_reached_has_not_heard(number, officer):
    with moment.at(local("2026-11-26 15:00")):
        execute(RecordContact(**PROGRESS, reached=False), officer, number)
    assert clocks(number, "progress_customer") == [("running", local("2026-11-28 00:00"))]
    for day in ("27", "28"):
        with moment.at(local(f"2026-11-{day} 15:00")):
            tried = execute(RecordAttempt(what="progress", means="call", words="无人接听"), officer, number)
    assert tried.facts["unreachable"], "three attempts on three days"


def test_the_coordinator_reports_every_seven_working_days(number, actor):
    assert clocks(number, "progress_coordinator") == [("running", local("2026-11-28 00:00"))]
    with moment.at(local("2026-11-25 15:00")):
        found = RecordFinding(kind="truth", conclusion="部分属实", reasons="已调取病历")
        execute(found, actor("sc.claims"), number)
    assert clocks(number, "progress_coordinator")[1:] == [("running", local("2026-12-05 00:00"))]


def test_the_final_decision_ends_both(number, officer, actor):
    with moment.at(local("2026-11-25 15:00")):
        for kind in ("truth", "responsibility", "reasonableness"):
            execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷"), actor("sc.claims"), number)
        execute(Propose(plan="补付", basis="条款第五条", amount="800"), officer, number)
        assert execute(decision(), officer, number).state is State.DECIDED
        told = RecordTelling(what="decision", means="call", words="告知", reference="录音 2")
        execute(told, officer, number)
    for key in ("progress_customer", "progress_coordinator"):
        assert clocks(number, key)[-1][0] in ("met", "cancelled"), key


def test_a_simple_case_owes_no_regular_progress(officer):
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(), officer).number
    assert clocks(number, "progress_customer") == []
