"""An earlier limit that a regulator's office sets for one case, with its paper (CLK-12). Dates are computed by hand."""

from __future__ import annotations

import pytest
from django.utils import translation

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.casework.rulebooks import rulebook_of
from redress.clocks.models import Clock
from redress.clocks.queries import explanations
from redress.clocks.sweeper import sweep
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.law.commands.earlier_limit import SetEarlierLimit
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.law.queries import law
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint, EarlierLimit
from redress.complaints.queries import timeline
from redress.desk.pages import clocks, entries
from redress.messages.models import Alert
from tests.complaints.inputs import department, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import decision, to_proposal
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLK-12")]

OFFICE = "四川金融监管局"


def limit(number, who, last_day, **more):
    paper = attach(number, who, f"转办函{last_day}")
    given = {"office": OFFICE, "reference": "川金监转〔2026〕118号", "last_day": last_day, "evidence": paper}
    return SetEarlierLimit(**(given | more))


def refused(command, who, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, who, number)
    return caught.value


def limits(number):
    clocks = Clock.objects.filter(file__number=number, key="office_limit").order_by("about", "id")
    return [(clock.about, clock.status, clock.due_at) for clock in clocks]


@pytest.fixture
def number(actor, wednesday):
    """Complex: 30 days by law, from Wednesday 18 November until the end of 18 December."""
    return execute(transfer(complexity="complex"), actor("sc.officer")).number


def test_it_is_a_limit_of_its_own_and_governs_where_it_is_the_earliest(number, actor, wednesday):
    officer = actor("sc.officer")
    execute(limit(number, officer, "2026-11-20"), officer, number)
    # The last day is included: it ends with the 20th.
    assert limits(number) == [("E1", "running", local("2026-11-21 00:00"))]
    row = EarlierLimit.objects.get()
    assert (row.office, row.last_day.isoformat()) == (OFFICE, "2026-11-20")
    case = Complaint.objects.get(number=number)
    assert case.legal_due_at == local("2026-12-19 00:00"), "the law's limit is where it was"
    said = {each.headline.split("：")[0]: each for each in explanations(case, "zh")}
    assert "以本时限为准" in said["监管机构规定的办理期限"].governed_by
    assert "监管机构规定的办理期限" in said["法定处理期限"].governed_by


def test_it_ends_with_a_decision_told_and_not_before(number, actor):
    officer = actor("sc.officer")
    with moment.at(local("2026-11-18 11:00")):
        execute(limit(number, officer, "2026-11-20"), officer, number)
        to_proposal(number, officer, unit="sc")
    with moment.at(local("2026-11-20 10:00")):
        execute(decision(), officer, number)
        assert limits(number)[0][1] == "running"
    with moment.at(local("2026-11-20 23:30")):
        told = RecordTelling(what="decision", means="call", words="电话告知处理决定", reference="录音 5")
        execute(told, officer, number)
    assert limits(number)[0][1] == "met"


def test_only_an_earlier_one_with_its_paper_is_entered(number, actor, wednesday):
    officer = actor("sc.officer")
    assert refused(limit(number, officer, "2026-12-18"), officer, number).field == "last_day", (
        "the law's own day"
    )
    assert refused(limit(number, officer, "2026-11-17"), officer, number).field == "last_day", "it had passed"
    stray = SetEarlierLimit(office=OFFICE, last_day="2026-11-20", evidence="0" * 64)
    assert refused(stray, officer, number).field == "evidence"
    execute(limit(number, officer, "2026-12-17"), officer, number)


def test_a_later_paper_takes_its_place_and_what_had_passed_stays_passed(number, actor):
    officer = actor("sc.officer")
    with moment.at(local("2026-11-18 11:00")):
        execute(limit(number, officer, "2026-11-20"), officer, number)
        execute(limit(number, officer, "2026-11-25"), officer, number)
        assert refused(limit(number, officer, "2026-11-26", replaces=7), officer, number).field == "replaces"
    with moment.at(local("2026-11-23 09:00")):
        execute(limit(number, officer, "2026-11-30", replaces=1), officer, number)
        execute(limit(number, officer, "2026-12-01", replaces=2), officer, number)
    kept = {about: status for about, status, _due in limits(number)}
    assert kept["E1"] not in ("running", "cancelled"), "it had passed on the 21st"
    assert (kept["E2"], kept["E3"], kept["E4"]) == ("cancelled", "running", "running")


@pytest.mark.req("CLO-08")
def test_the_case_that_takes_up_a_filing_takes_over_what_an_office_set_for_it(actor, wednesday):
    officer = actor("sc.officer")
    first = execute(transfer(source="direct", channel="letter"), officer).number
    again = execute(transfer(facts="同一事项经监管转来，客户两个月未获理赔答复。"), officer).number
    execute(limit(again, officer, "2026-11-20"), officer, again)
    execute(Merge(into=first), officer, again)
    assert limits(first) == [("E1", "running", local("2026-11-21 00:00"))]
    assert [status for _about, status, _due in limits(again)] == ["cancelled"]
    kept = Complaint.objects.get(number=first)
    assert EarlierLimit.objects.get(complaint=kept).office == OFFICE
    [(_limit, paper)] = law.of(kept).limits
    assert paper is not None, "its paper lies with the merged case"
    assert paper.file.number == again


def test_it_stands_on_the_page_of_the_case(number, actor, desk, wednesday):
    officer = actor("sc.officer")
    execute(limit(number, officer, "2026-11-20"), officer, number)
    page = desk("sc.officer", language="en").get(f"/case/{number}").content.decode()
    assert OFFICE in page
    form = desk("sc.officer", language="en").get(f"/case/{number}/do/set_earlier_limit").content.decode()
    assert 'type="date"' in form


@pytest.mark.req("CLK-08")
def test_the_department_of_the_main_order_is_urged(number, actor):
    officer = actor("sc.officer")
    with moment.at(local("2026-11-18 11:00")):
        execute(limit(number, officer, "2026-11-27"), officer, number)
        execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    for when in ("2026-11-26 18:00", "2026-11-27 23:00"):  # what the flow's own limits urge is urged before
        with moment.at(local(when)):
            sweep()
    urged = [
        each
        for each in Alert.objects.filter(file__number=number, kind="urged")
        if each.words == "office_limit"
    ]
    assert [(each.department_id, each.user_id) for each in urged] == [(department("sc", "claims"), None)]


def test_it_is_called_what_it_is_on_the_panel_and_the_time_line(number, actor):
    officer = actor("sc.officer")
    execute(limit(number, officer, "2026-11-19"), officer, number)
    with moment.at(local("2026-11-20 09:00")):
        sweep()
    case = Complaint.objects.get(number=number)
    with translation.override("en"):
        assert clocks._kind("office_limit") == "Regulator's limit"
        told = [each for each in timeline.page(case).entries if each.facts.get("clock") == "office_limit"]
        lines = [
            (line.title, line.value)
            for each in entries.shown(case, told, rulebook_of(case))
            for line in each.lines
        ]
    assert ("Limit no.", "1") in lines
    assert "E1" not in [value for _title, value in lines]
