"""Three and four special things in one case, and parts that nobody put together. All dates are counted by hand.

2026: 16 November is a Monday; off 15 to 23 February; the Saturdays 14 and 28 February are worked.
"""

from __future__ import annotations

from datetime import date

import pytest

from redress.casework import moment
from redress.casework.refusals import Forbidden, Refusal
from redress.complaints.case import Case
from redress.complaints.closing import closers
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import Grade, HandOn
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import Propose
from redress.complaints.law.commands.extend import AskExtension, TellExtension
from redress.complaints.linking.commands.linking import Link
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Order
from redress.complaints.oversight.queries.figures import Period
from redress.complaints.queries.options import routed
from redress.complaints.recusing import recusal
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.organisation.models import Unit, User
from tests.complaints.inputs import approve_all, department, visit
from tests.complaints.special_ends import ended, expected_end
from tests.complaints.special_things import Story
from tests.complaints.stages import clock
from tests.complaints.stories import case, closed, filed
from tests.complaints.test_approvals import found_out
from tests.complaints.test_counting import drawn
from tests.complaints.test_deputies import stand_in
from tests.complaints.test_found_at_a_callback import found
from tests.complaints.test_three_things_meet import law, letter
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

TOGETHER = {
    # Complex, received on Wednesday 18 November: thirty days end with 18 December.
    ("centralised", "major", "recusal"): "2026-12-19",
    ("group", "major", "merge"): "2026-12-19",
    ("transfer", "repeat", "recusal"): "2026-12-19",
    # Thirty more.
    ("merge", "transfer", "extension"): "2027-01-18",
    ("committee", "extension", "recusal"): "2027-01-18",
    # Five days stood still.
    ("merge", "pause", "extension"): "2027-01-23",
    # Received on Monday the 16th: 16 December, with five days 21 December, thirty more 20 January.
    ("late entry", "pause", "extension"): "2027-01-21",
    ("late entry", "regrade", "recusal"): "2026-12-17",
    # Anew from 26 November, whatever stood still or was extended before.
    ("late entry", "pause", "extension", "new facts"): "2026-12-27",
    ("callback", "merge", "transfer"): "2026-12-27",
}
"""Things that meet -> the midnight after the last day of the law."""


@pytest.mark.req("CLK-04", "CLK-05", "CLO-08")
@pytest.mark.parametrize("things", TOGETHER, ids=" meets ".join)
def test_where_three_special_things_meet_the_law_ends_on_the_day_found_by_hand(actor, things):
    story = Story(actor, things)
    story.tell()
    expected_end(story)
    clock_ = clock(story.row, "resolution_law")
    assert (clock_.status, clock_.due_at) == ("running", local(f"{TOGETHER[things]} 00:00"))


@pytest.mark.req("INT-13", "AUT-06")
@pytest.mark.parametrize(
    "things",
    [("deputies", "review", "withdrawal"), ("group", "committee", "withdrawal")],
    ids=" meets ".join,
)
def test_a_withdrawal_ends_what_three_special_things_began(actor, things):
    story = Story(actor, things)
    story.tell()
    expected_end(story)
    ended(story)


BANK = {"class_code": "solicitation", "sale_stage": "in_sale"}


def graded(actor, number: str, grade: str, at: str, who: str = "cd.officer") -> None:
    with moment.at(local(at)):
        execute(HandOn(words="请评定", means=["email"]), actor(who), number)
        execute(Grade(grade=grade, reason="双录缺失"), actor("sc.banca"), number)


def order(to: int, at: str, **more) -> Dispatch:
    asked = {
        "opinion": "请核实",
        "transferred_at": at,
        "their_opinion": "同意调查",
        "planned_at": "2026-11-23T17:00",
    }
    return Dispatch(to=to, **(asked | more))


@pytest.mark.req("INT-09", "FLW-11", "FLW-12", "ORG-08")
def test_a_claim_beside_what_a_bank_sold_goes_to_who_answers_for_claims_and_not_to_the_banks_department(
    actor,
):
    """Wednesday 18 November, 11:30: the claim's order is back by the end of the 19th, the case closed by the 23rd."""
    claim = [
        {"class_code": "claims", "facts": "住院理赔两个月没有答复"},
        {"class_code": "sms", "facts": "营销短信"},
    ]
    with moment.at(local("2026-11-18 10:00")):
        number = execute(
            visit(received_at="2026-11-18T10:00", matters=claim, **BANK), actor("cd.officer")
        ).number
    graded(actor, number, "difficult", "2026-11-18 11:00")
    with moment.at(local("2026-11-18 11:30")):
        execute(order(department("sc", "banca"), "2026-11-18T11:10"), actor("cd.officer"), number)
    given = {each.class_code: each for each in Order.objects.filter(complaint__number=number)}
    assert {code: each.department.kind for code, each in given.items()} == {
        "solicitation": "banca",
        "claims": "business_management",
        "sms": "banca",  # sold by the bank as well
    }
    assert clock(case(number), "claims_reply", about=str(given["claims"].number)).due_at == local(
        "2026-11-20 00:00"
    )
    assert clock(case(number), "claims_closing").due_at == local("2026-11-24 00:00")
    assert clock(case(number), "banca_closing").due_at == local("2026-11-26 00:00")


@pytest.mark.req("INT-09", "FLW-12", "ORG-08")
def test_the_sale_beside_a_claim_on_what_the_bank_sold_goes_to_the_banks_department(actor):
    sale = [{"class_code": "solicitation", "facts": "柜员说是存款"}]
    given = {"class_code": "claims", "sale_stage": "in_sale", "matters": sale}
    number = filed(actor, "2026-11-18 10:00", "cd.officer", **given)
    assert case(number).flow == "claims"
    with moment.at(local("2026-11-18 11:30")):
        execute(
            Dispatch(to=department("sc", "business_management"), opinion="请核实"),
            actor("cd.officer"),
            number,
        )
    beside = Order.objects.get(complaint__number=number, class_code="solicitation")
    assert (beside.kind, beside.department.kind) == ("co_handling", "banca")


@pytest.mark.req("INT-08", "FLW-12")
def test_what_a_callback_finds_of_a_banks_sale_is_not_solved_by_who_sells_through_banks(actor):
    number = found(actor, "2026-11-18 10:00", sale_stage="in_sale")
    opened = _open(number)
    main, copies = routed(opened)
    assert (opened.row.flow, main.kind) == ("banca", "customer_service")
    assert [each.kind for each in copies] == ["banca"]
    graded(actor, number, "general", "2026-11-18 11:00", "sc.officer")
    with moment.at(local("2026-11-18 11:30")):
        with pytest.raises(Refusal) as refused:
            execute(order(department("sc", "banca"), "2026-11-18T11:10"), actor("sc.officer"), number)
        assert (refused.value.rule, refused.value.field) == ("2010-4/18", "to")
        execute(
            order(main.pk, "2026-11-18T11:10", copies=[department("sc", "banca")]),
            actor("sc.officer"),
            number,
        )
    seller = User.objects.get(username="sc.banca").pk
    assert {
        act: bool(recusal.reasons(_open(number), seller, act)) for act in ("work", "propose", "decide")
    } == {
        "work": False,
        "propose": True,
        "decide": True,
    }
    # Complained of by the customer, the same sale is the bank's department's to answer for.
    usual = _open(filed(actor, "2026-11-18 10:00", **BANK))
    assert routed(usual)[0].kind == "banca"
    assert not recusal.reasons(usual, seller, "propose")


def _open(number: str) -> Case:
    return Case(case(number), moment.now())


@pytest.mark.req("CLO-06", "CLO-07", "INT-02", "INT-07", "CLO-01")
@pytest.mark.parametrize(
    ("received", "kind", "cases"),
    [("2026-02-13T23:59", "repeat", 1), ("2026-02-14T00:00", "escalation", 2)],
)
def test_a_transfer_of_a_case_closed_already_is_judged_by_its_receipt_and_not_by_its_late_entry(
    actor, received, kind, cases
):
    """Received on Tuesday 10 February, closed on the 12th: three working days end with Friday the 13th. The
    regulator's transfer is entered on Tuesday the 24th, after the festival; to be confirmed by the 14th or the 24th."""
    first = filed(actor, "2026-02-10 10:00")
    closed(actor, first, "2026-02-12 10:00")
    again = filed(
        actor, "2026-02-24 09:00", "sc.handler", channel="regulator", source="regulator", received_at=received,
        source_reference="川金监转〔2026〕7号",
    )  # fmt: skip
    with moment.at(local("2026-02-24 09:30")):
        execute(Link(other=first, kind=kind), actor("sc.handler"), again)
    assert case(again).links.get().ruled == kind
    confirm = {"repeat": "2026-02-15 00:00", "escalation": "2026-02-25 00:00"}[kind]
    assert clock(case(again), "confirm").due_at == local(confirm)
    assert law(again) == {"repeat": "2026-03-01", "escalation": "2026-03-02"}[kind]
    assert Unit.objects.get(pk=closers.place(_open(again)).level.unit).code == "sc"
    officer = User.objects.get(username="sc.officer").pk
    assert bool(recusal.reasons(_open(again), officer, "work")) is (kind == "escalation")
    figures = drawn(actor("sc.officer"), Period(date(2026, 2, 1), date(2026, 2, 28)))
    assert (figures["cases"], figures["times"]) == (cases, 2)


@pytest.mark.req("CLO-08", "AUT-05", "INT-07", "CLO-01")
def test_a_transfer_that_meets_a_case_in_its_extension_moves_no_limit_and_is_confirmed_by_itself(actor):
    """Complex, received on Monday 2 February: 4 March, extended to 3 April. The transfer of Friday 20 March is entered
    and merged on Monday the 23rd, by the end of which it is to be confirmed; on 4 April it could not be merged."""
    number = letter(actor, "2026-02-02 10:00", complexity="complex", unit="cd")
    city, province = actor("cd.officer"), actor("sc.officer")
    with moment.at(local("2026-02-02 11:00")):
        execute(Confirm(means="call", words="已受理", recording="录音 1"), city, number)
    with moment.at(local("2026-03-03 10:00")):
        execute(AskExtension(reason="病历在外省"), city, number)
        approve_all(number)
        execute(TellExtension(means="call", words="延长三十日", reference="录音 2"), city, number)
    assert law(number) == "2026-04-04"
    transfer = {
        "channel": "regulator", "source": "regulator", "unit": "cd", "complexity": "complex",
        "received_at": "2026-03-20T16:00",
    }  # fmt: skip
    later = letter(actor, "2026-03-23 09:00", "sc.officer", **transfer)
    with moment.at(local("2026-03-23 09:30")):
        execute(Merge(into=number), province, later)
        with pytest.raises(Refusal):
            execute(AskExtension(reason="再延长"), city, number)
    assert law(number) == "2026-04-04"
    assert (clock(case(number), "confirm").due_at, case(number).source) == (
        local("2026-03-24 00:00"),
        "regulator",
    )
    assert Unit.objects.get(pk=closers.place(_open(number)).level.unit).code == "sc"
    too_late = letter(
        actor, "2026-04-04 09:00", "sc.officer", **(transfer | {"received_at": "2026-04-04T00:00"})
    )
    with moment.at(local("2026-04-04 09:30")), pytest.raises(Refusal):
        execute(Merge(into=number), province, too_late)


@pytest.mark.req("ORG-12", "ORG-13", "AUT-03")
def test_the_deputy_of_a_head_who_must_keep_out_decides_nothing_and_the_unit_above_does(actor, wednesday):
    """20,000 of the counter's case are for the province's head. She is kin: her deputy's word is no better than hers,
    and the province's manager works beside her."""
    number = found_out(actor("cd.officer"))
    execute(
        DeclareConflict(person="sc.cshead", kind="kin", reason="投诉人的姐姐"), actor("sc.officer"), number
    )
    stand_in("sc.cshead", "sc.handler")
    execute(Propose(plan="补付", basis="条款", amount="20000"), actor("cd.officer"), number)
    for who in ("sc.handler", "sc.cshead", "sc.manager"):
        with pytest.raises((Refusal, Forbidden)):
            execute(Approve(approval=1), actor(who), number)
    assert case(number).approvals.get().state == "waiting"
    execute(Approve(approval=1), actor("ho.cshead"), number)
    assert case(number).state == "proposed"
