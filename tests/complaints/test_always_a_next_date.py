"""At every stage each open case has an owner and a next date (FLW-17)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.clocks.models import Clock
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.oversight.recount import recount
from redress.rulebook import OPEN_STATES
from tests.complaints.inputs import department, transfer
from tests.complaints.stages import clock, decision
from tests.complaints.stories import case, filed
from tests.complaints.test_reviews import changed, request
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-17", "CLK-01")]


def has_a_date(number: str, seen: set[str]) -> None:
    row = case(number)
    seen.add(row.state)
    if row.state in OPEN_STATES:
        assert row.owner_id is not None
        assert row.next_due_at is not None, f"nothing is due of a case that is '{row.state}'"


def steps(number: str, city, actor, *, accepts: bool):
    """Each as a function, from the first order to the closing, by way of the customer's yes or of a decision."""
    finance = department("sc", "finance")
    cause = {"code": "process", "department": finance}

    def order(command, who):
        return lambda: execute(
            command(case(number).orders.filter(state="open").get().number), actor(who), number
        )

    yield lambda: execute(Confirm(means="call", words="已受理"), city, number)
    other = department("sc", "business_management")
    yield lambda: execute(Dispatch(to=other, opinion="请核实"), city, number)
    yield order(lambda found: RefuseOrder(order=found, reason="不属于本部门"), "sc.business")
    yield lambda: execute(Dispatch(to=finance, opinion="请再核实"), city, number)
    yield order(lambda found: ReplyOrder(order=found, reply="已核实"), "sc.finance")
    for kind in ("truth", "responsibility", "reasonableness"):
        yield lambda kind=kind: execute(
            RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), city, number
        )
    yield lambda: execute(Propose(plan="补付", basis="条款", amount="800"), city, number)
    yield lambda: execute(GiveFeedback(accepted=False, objections="要求全额"), city, number)
    yield lambda: execute(Propose(plan="补付九百元", basis="条款", amount="900"), city, number)
    if accepts:
        yield lambda: execute(GiveFeedback(accepted=True), city, number)
        yield lambda: execute(Execute(proof="付款凭证"), city, number)
    else:
        yield lambda: execute(decision(), city, number)
        call = RecordTelling(what="decision", means="call", words="电话告知", reference="录音 5")
        yield lambda: execute(call, city, number)
        yield lambda: execute(GiveFeedback(accepted=False, objections="仍不同意"), city, number)
    yield lambda: execute(Determine(validity="substantiated", reasons="属实", causes=[cause]), city, number)
    yield lambda: execute(Sign(department=finance), actor("sc.financehead"), number)
    yield lambda: execute(Close(), city, number)


@pytest.mark.parametrize("accepts", [True, False], ids=["accepted", "decided"])
def test_on_the_whole_way_something_is_due(actor, accepts):
    city, seen = actor("cd.officer"), set()
    with moment.at(local("2026-11-18 10:00")):
        given = {"source": "direct", "channel": "letter", "class_code": "payments", "unit": "cd"}
        number = execute(transfer(**given), city).number
        has_a_date(number, seen)
        for step in steps(number, city, actor, accepts=accepts):
            step()
            has_a_date(number, seen)
    assert seen == {
        "registered", "investigating", "returned", "proposed", "rejected", "determined", "closed",
        "answered" if accepts else "decided",
    }  # fmt: skip


@pytest.mark.req("CLO-02", "CLO-01")
def test_what_was_settled_is_determined_within_two_days_and_closed_within_ten(actor):
    """From Wednesday the 18th: Friday the 20th; determined that day, ten working days are Friday 4 December."""
    number = filed(actor, "2026-11-18 09:30")
    with moment.at(local("2026-11-18 10:00")):
        execute(Settle(plan="陪同办理退保", basis="退保办理规则"), actor("sc.officer"), number)
    assert clock(case(number), "determination").due_at == local("2026-11-21 00:00")
    with moment.at(local("2026-11-20 16:00")):
        cause = {"code": "process", "department": department("sc", "business_management")}
        given = Determine(validity="substantiated", reasons="已核实", causes=[cause])
        execute(given, actor("sc.officer"), number)
    assert clock(case(number), "determination").status == "met"
    assert clock(case(number), "closing").due_at == local("2026-12-05 00:00")


@pytest.mark.req("AUT-06", "CLO-02", "CLO-01")
@pytest.mark.parametrize("until", ["determined", "signed", "closed"])
def test_a_result_that_the_review_changes_is_determined_signed_and_closed_anew(actor, until):
    """Told on Tuesday 24 November, what is owed of the new result is determined by the end of Thursday the 26th."""
    city, seen = actor("cd.officer"), set()
    with moment.at(local("2026-11-18 10:00")):
        given = {"source": "direct", "channel": "letter", "class_code": "payments", "unit": "cd"}
        number = execute(transfer(**given), city).number
        *first, determine, sign, close = steps(number, city, actor, accepts=False)
        last = {"determined": [determine], "signed": [determine, sign], "closed": [determine, sign, close]}
        for step in (*first, *last[until]):
            step()
    with moment.at(local("2026-11-20 10:00")):
        execute(request(number, city), city, number)
        execute(changed(), actor("sc.officer"), number)
    row = case(number)
    assert (row.state, row.validity, row.callback, row.sign_offs.exists()) == ("decided", "", "", False)
    assert not row.causes.exists()
    assert recount([row.pk])["substantiated"] == 0
    has_a_date(number, seen)
    assert running(row) == {"review"}, "nothing that rested on the result of then runs on"
    with moment.at(local("2026-11-24 10:00")):
        call = RecordTelling(what="review", means="call", words="电话告知核查决定", reference="录音 6")
        execute(call, city, number)
    has_a_date(number, seen)
    assert running(case(number)) == {"determination"}
    assert clock(case(number), "determination").due_at == local("2026-11-27 00:00")
    with moment.at(local("2026-11-25 10:00")):
        for step in (determine, sign, close):
            step()
            has_a_date(number, seen)
    assert case(number).state == "closed"


def running(row) -> set[str]:
    pending = Clock.objects.filter(file_id=row.pk, status__in=["running", "paused"])
    return set(pending.values_list("key", flat=True))
