"""The law gives thirty days more once: approved, told while the limit runs, and to a complex case (Art. 18(1))."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.complaints.closing.commands.reinvestigate import OrderReinvestigation
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.law.commands.extend import AskExtension, TellExtension
from redress.complaints.law.commands.new_facts import NewFacts
from redress.complaints.models import Complaint
from tests.complaints.inputs import transfer
from tests.complaints.papers import attach
from tests.complaints.stages import to_proposal
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("AUT-05", "CLK-04")]

OLD, NEW = "2026-12-19 00:00", "2027-01-18 00:00"
"""18 November and 30 days, inclusive; and 30 more."""


@pytest.fixture
def number(actor):
    """A complex case of 18 November whose extension the province approved on the 25th."""
    with moment.at(local("2026-11-18 10:00")):
        given = {"source": "direct", "channel": "letter", "class_code": "payments", "complexity": "complex"}
        number = execute(transfer(**given), actor("cd.officer")).number
        execute(Confirm(means="call", words="已受理"), actor("cd.officer"), number)
    with moment.at(local("2026-11-25 10:00")):
        execute(AskExtension(reason="病历在外省"), actor("cd.officer"), number)
        execute(Approve(approval=1), actor("sc.cshead"), number)
    return number


def tell(actor, number, at):
    with moment.at(local(at)):
        told = TellExtension(means="call", words="延长三十日", reference="录音 2")
        execute(told, actor("cd.officer"), number)


def law(number):
    clock = Clock.objects.filter(file__number=number, key="resolution_law").order_by("id").last()
    return clock.status, clock.due_at


def test_what_nobody_told_the_customer_extends_nothing(actor, number):
    assert law(number) == ("running", local(OLD))
    assert Complaint.objects.get(number=number).legal_due_at == local(OLD)


def test_told_in_the_last_minute_of_the_limit_it_holds(actor, number):
    tell(actor, number, "2026-12-18 23:59")
    assert law(number) == ("running", local(NEW))
    assert Complaint.objects.get(number=number).legal_due_at == local(NEW)


def test_told_when_the_limit_has_passed_it_unsays_nothing(actor, number):
    tell(actor, number, "2026-12-19 00:00")
    assert law(number) == ("running", local(OLD)), "it stays passed"


@pytest.mark.parametrize("back", [False, True])
def test_a_case_that_is_simple_again_has_the_days_of_a_simple_one(actor, number, back):
    tell(actor, number, "2026-11-26 10:00")
    with moment.at(local("2026-11-27 10:00")):
        execute(Reclass(complexity="simple", reason="事实清楚"), actor("cd.officer"), number)
        assert law(number) == ("running", local("2026-12-04 00:00"))
        if back:
            execute(Reclass(complexity="complex", reason="并不清楚"), actor("cd.officer"), number)
            assert law(number) == ("running", local(NEW))


def test_a_result_that_is_taken_back_gives_no_second_extension(actor, number):
    tell(actor, number, "2026-11-26 10:00")
    with moment.at(local("2026-11-27 10:00")):
        to_proposal(number, actor("cd.officer"), unit="cd")
        execute(GiveFeedback(accepted=True), actor("cd.officer"), number)
        execute(OrderReinvestigation(ground="differs", guidance="再查"), actor("sc.officer"), number)
        assert law(number) == ("running", local("2026-12-28 00:00"))
        with pytest.raises(Refusal) as once:
            execute(AskExtension(reason="再延长"), actor("cd.officer"), number)
    assert once.value.rule == "AUT-05"


def test_new_facts_give_the_period_anew_and_with_it_an_extension(actor, number):
    tell(actor, number, "2026-11-26 10:00")
    with moment.at(local("2026-11-30 10:00")):
        proof = [attach(number, actor("cd.officer"), "出院诊断证明")]
        facts = NewFacts(what="新的诊断证明", received_at="2026-11-30T09:00", evidence=proof)
        execute(facts, actor("cd.officer"), number)
        assert law(number) == ("running", local("2026-12-31 00:00"))
        execute(AskExtension(reason="须另行核实"), actor("cd.officer"), number)
