"""A step of a flow is owed until it is taken, and what is said of an earlier day unsays nothing (FLW-11, FLW-12)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.clocks.models import Clock
from redress.complaints.closing.commands.reinvestigate import OrderReinvestigation
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import Grade, HandOn, Verify
from redress.complaints.handling.commands.contact import RecordContact
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose
from redress.complaints.models import Order
from tests.complaints.inputs import department, visit
from tests.complaints.stages import decision, proposed_at_the_counter, to_proposal
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


def clock(number, key):
    return Clock.objects.filter(file__number=number, key=key).order_by("id").last()


@pytest.fixture
def rejected(actor):
    """A claims complaint whose customer rejected what the handler offered within authority."""
    city = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(visit(received_at="2026-11-18T10:00", class_code="claims"), city).number
        execute(RecordContact(kind="progress", means="call", words="已联系客户"), city, number)
        execute(Verify(verdict="within", words="权限内"), city, number)
        to_proposal(number, city, unit="cd")
        execute(GiveFeedback(accepted=False, objections="金额过低"), city, number)
    return number


def decided(actor, number):
    execute(decision(), actor("cd.officer"), number)


def proposed(actor, number):
    execute(Propose(plan="另行处理", basis="条款", amount="900"), actor("cd.officer"), number)


def dispatched(actor, number):
    execute(Dispatch(to=department("sc", "finance"), opinion="请核实"), actor("cd.officer"), number)


@pytest.mark.req("FLW-11")
@pytest.mark.parametrize("then", [decided, proposed, dispatched])
def test_the_claims_head_is_told_of_a_rejection_whatever_came_after_it(actor, rejected, then):
    city = actor("cd.officer")
    with moment.at(local("2026-11-18 10:30")):
        for order in Order.objects.filter(complaint__number=rejected, state="open"):
            execute(ReplyOrder(order=order.number, reply="已核实"), actor("sc.claims"), rejected)
        then(actor, rejected)
        assert clock(rejected, "claims_head").status == "running"
        handed = execute(HandOn(words="客户不接受，请复核", means=["email", "call"]), city, rejected)
    assert handed.facts["role"] == "claims_head"
    assert clock(rejected, "claims_head").status == "met"


@pytest.mark.req("FLW-12", "FLW-14", "CLK-09")
@pytest.mark.parametrize(
    ("entered", "due"),
    [
        ("2026-11-23 23:59", "2026-11-26 00:00"),
        ("2026-11-24 00:00", "2026-11-24 00:00"),
    ],
    ids=["while the three days run", "when they have passed"],
)
def test_a_grade_of_an_earlier_day_unsays_no_limit_that_has_passed(actor, entered, due):
    city = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        more = {"received_at": "2026-11-18T10:00", "class_code": "solicitation", "sale_stage": "in_sale"}
        number = execute(visit(**more), city).number
        execute(HandOn(words="请评定", means=["email"]), city, number)
    with moment.at(local(entered)):
        given = Grade(grade="difficult", reason="涉及代签字", at="2026-11-20T10:00")
        execute(given, actor("sc.banca"), number)
    assert (clock(number, "banca_closing").status, clock(number, "banca_closing").due_at) == (
        "running",
        local(due),
    )
    assert clock(number, "banca_grade").stopped_at == local("2026-11-20 10:00"), "it was graded then"


@pytest.mark.req("CLK-02", "CLK-11", "FLW-15")
def test_a_result_that_is_taken_back_is_answered_within_the_limit_of_the_method_too(actor):
    city = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = proposed_at_the_counter(actor).number
        execute(GiveFeedback(accepted=True), city, number)
    with moment.at(local("2026-11-25 10:00")):
        execute(OrderReinvestigation(ground="differs", guidance="再查"), actor("sc.officer"), number)
    # Simple, three working days: 26, 27 and 30 November.
    assert (clock(number, "resolution").status, clock(number, "resolution").due_at) == (
        "running",
        local("2026-12-01 00:00"),
    )
