"""Mis-selling that a callback finds is solved within 15 working days, by people other than those who sell (2010-4/18).

Days by hand, from the State Council's plan of 2026: off 1 to 7 October, 10 October works.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from redress.casework import moment
from redress.casework.models import RulebookVersion
from redress.casework.refusals import Refusal
from redress.casework.rulebooks import opened
from redress.clocks.models import Clock
from redress.complaints.case import Case
from redress.complaints.commands.recompute import RecomputeClocks
from redress.complaints.executor import execute
from redress.complaints.handling.commands.cohandling import CoHandle
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint
from redress.complaints.queries.options import routed
from redress.complaints.recusing import recusal
from redress.complaints.rulebooks.rulebook_migration import Plan, preview
from redress.complaints.rulebooks.simulation.replay import Question, simulate
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User
from tests.complaints.inputs import department
from tests.complaints.stories import case, filed
from tests.complaints.test_rulebook_migration import move, newer
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("INT-08", "CLK-01", "CLK-02")]

FOUND = {
    "channel": "phone_out",
    "callback_finding": "misleading",
    "class_code": "solicitation",
    "signed": False,
    "received_place": "",
}


def found(actor, at: str, **more) -> str:
    return filed(actor, at, **(FOUND | more))


def limit(number: str) -> Clock | None:
    return Clock.objects.filter(file__number=number, key="callback_problem").first()


@pytest.mark.parametrize(
    ("at", "last"),
    [
        # Wednesday; of the 15 days the 5th is 25 November, the 10th 2 December, the 15th 9 December.
        ("2026-11-18 10:00", "2026-12-10 00:00"),
        # Monday before the holiday: 29, 30 September; 8, 9, 10 (a Saturday that works), 12 to 16, 19 to 23 October.
        ("2026-09-28 16:00", "2026-10-24 00:00"),
        # A Sunday off: the day it was found is not counted, the first is Monday 16 November.
        ("2026-11-15 11:00", "2026-12-05 00:00"),
    ],
)
def test_it_is_solved_within_fifteen_working_days_of_being_found(actor, at, last):
    clock = limit(found(actor, at))
    assert clock is not None
    assert (clock.status, clock.due_at) == ("running", local(last))


def test_it_counts_from_the_callback_also_when_that_is_entered_later(actor):
    """Found on Friday the 13th, entered on Monday: 1st day Monday 16 November, 15th day Friday 4 December."""
    with moment.at(local("2026-11-13 17:00")) as at:
        received = at.isoformat()
    clock = limit(found(actor, "2026-11-16 09:00", received_at=received))
    assert clock is not None
    assert clock.due_at == local("2026-12-05 00:00")


def test_other_findings_other_ways_in_and_property_insurance_have_no_such_limit(actor):
    for more in (
        {"callback_finding": "wrong_contact"},
        {"callback_finding": "forged_signature"},
        {"channel": "phone_in", "callback_finding": "", "facts_repeated": True},
        {"who": "psc.officer"},
    ):
        assert limit(found(actor, "2026-11-18 10:00", **more)) is None, more


def test_it_ends_with_an_agreement_in_time(actor):
    number = found(actor, "2026-11-18 10:00")
    with moment.at(local("2026-12-09 16:00")):
        execute(
            Settle(plan="退还全部保费", basis="销售误导查实", amount="100", means="call"),
            actor("sc.officer"),
            number,
        )
    clock = limit(number)
    assert clock is not None
    assert (clock.status, clock.stopped_at) == ("met", local("2026-12-09 16:00"))


@pytest.mark.req("ORG-08")
def test_it_goes_to_customer_service_and_the_sales_department_may_be_asked_alone(actor):
    number = found(actor, "2026-11-18 10:00")
    opened = Case(Complaint.objects.get(number=number), moment.now())
    main, _copies = routed(opened)
    assert main is not None
    assert main.kind == "customer_service"
    sales = department("sc", "sales")
    with moment.at(local("2026-11-18 11:00")):
        with pytest.raises(Refusal) as refused:
            execute(Dispatch(to=sales, opinion="请核实"), actor("sc.officer"), number)
        assert (refused.value.rule, refused.value.field) == ("2010-4/18", "to")
        execute(Dispatch(to=main.pk, copies=[sales], opinion="请核实"), actor("sc.officer"), number)
        execute(CoHandle(to=sales, opinion="请提供双录资料"), actor("sc.officer"), number)
    usual = filed(actor, "2026-11-18 10:00", class_code="solicitation")
    with moment.at(local("2026-11-18 11:00")):
        execute(Dispatch(to=sales, opinion="请核实"), actor("sc.officer"), usual)
    assert case(usual).main_department_id == sales


@pytest.mark.req("ORG-13", "AUT-01")
@pytest.mark.parametrize(
    ("act", "kept"), [("work", False), ("propose", True), ("decide", True), ("review", False)]
)
def test_whoever_works_where_it_is_sold_neither_proposes_nor_decides(actor, act, kept):
    number = found(actor, "2026-11-18 10:00")
    sold = User.objects.filter(department__unit__code="sc", department__kind="sales").first()
    assert sold is not None
    for person, barred in ((sold.pk, kept), (User.objects.get(username="sc.cshead").pk, False)):
        opened = Case(Complaint.objects.get(number=number), moment.now())
        assert bool(recusal.reasons(opened, person, act)) is barred
    other = Case(case(filed(actor, "2026-11-18 10:00", class_code="solicitation")), moment.now())
    assert not recusal.reasons(other, sold.pk, act)


@pytest.mark.req("CLO-08")
def test_a_case_that_takes_up_what_a_callback_found_takes_its_limit_and_who_may_not_solve_it(actor):
    """Complained on the 16th; the callback of Wednesday the 18th finds it too: from then 15 working days."""
    main = filed(actor, "2026-11-16 10:00", class_code="solicitation")
    assert limit(main) is None
    again = found(actor, "2026-11-18 10:00")
    with moment.at(local("2026-11-18 11:00")):
        execute(Merge(into=main), actor("sc.officer"), again)
        clock = limit(main)
        assert clock is not None
        assert (clock.started_at, clock.due_at) == (local("2026-11-18 10:00"), local("2026-12-10 00:00"))
        with pytest.raises(Refusal) as refused:
            execute(Dispatch(to=department("sc", "sales"), opinion="请核实"), actor("sc.officer"), main)
    assert refused.value.rule == "2010-4/18"


@pytest.mark.req("CLK-09")
def test_a_case_that_moves_to_words_that_know_the_finding_has_the_limit_from_the_finding(actor, tmp_path):
    """Registered before any journal named the finding, moved on 20 November: still 15 days from the 18th."""
    number = found(actor, "2026-11-18 10:00")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE complaints_journalentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE complaints_journalentry SET events = replace(events::text, %s, %s)::jsonb",
                       ['"callback_finding": "misleading"', '"grade": "none"'])  # fmt: skip
        cursor.execute("ALTER TABLE complaints_journalentry ENABLE TRIGGER USER")
    version = newer(tmp_path, opened(case(number).rulebook))
    with moment.at(local("2026-11-20 10:00")):
        execute(RecomputeClocks(), SYSTEM, number)
        assert limit(number) is None
        seen = preview(
            actor("sc.cshead"), Plan(RulebookVersion.objects.get(pk=case(number).rulebook_id), version)
        )
        assert ("callback_problem", "2026-12-10") in {(each.clock, each.after[:10]) for each in seen.sample}
        day = date(2026, 11, 18)
        assert simulate(Question(opened(version), day, day), SYSTEM).by_clock()["callback_problem"].ran == 1
        execute(move(version), actor("sc.cshead"), number)
    clock = limit(number)
    assert clock is not None
    assert (clock.started_at, clock.due_at) == (local("2026-11-18 10:00"), local("2026-12-10 00:00"))


def test_the_page_says_what_the_callback_found(actor, desk):
    page = desk("sc.officer").get(f"/case/{found(actor, '2026-11-18 10:00')}").content.decode()
    assert "<dt>回访发现的问题</dt><dd>误导销售" in page
