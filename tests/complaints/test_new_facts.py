"""New facts restart the legal limit; the same again does not (CLK-05, CLO-08)."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm, RecordContact
from redress.complaints.law.commands.new_facts import NewFacts
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint
from redress.rulebook import State
from tests.complaints.inputs import TRANSFER, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import decision, to_proposal
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-08", "CLK-05")]


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def number(officer):
    """Received on 18 November 2026; the law gives until the end of 3 December."""
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(), officer).number
        execute(Confirm(means="call", words="已受理"), officer, number)
    return number


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor, number)
    return caught.value


def law(number) -> list[tuple[str, object]]:
    clocks = Clock.objects.filter(file__number=number, key="resolution_law").order_by("occurrence")
    return [(clock.status, clock.due_at) for clock in clocks]


def test_new_facts_restart_the_limit_from_the_day_they_were_received(number, officer):
    with moment.at(local("2026-11-27 10:00")):
        command = NewFacts(
            what="客户提交新的出院诊断证明，显示另有一次手术。",
            received_at="2026-11-26T16:00",
            evidence=[attach(number, officer, "出院诊断证明")],
        )
        execute(command, officer, number)
    assert law(number) == [("running", local("2026-12-12 00:00"))]


def test_the_same_again_restarts_nothing(number, officer):
    with moment.at(local("2026-11-27 10:00")):
        execute(
            RecordContact(kind="inbound", means="call", words="客户再次来电，诉求与原来相同"), officer, number
        )
        same = NewFacts(what=TRANSFER["facts"].replace("，", ", "))
        assert refused(same, officer, number).rule == "CLO-08"
        file = attach(number, officer, "出院诊断证明")
        execute(NewFacts(what="新的诊断证明", evidence=[file]), officer, number)
        again = NewFacts(what="换了说法，材料相同", evidence=[file])
        assert refused(again, officer, number).rule == "CLO-08"
    assert law(number) == [("running", local("2026-12-13 00:00"))]


def test_new_facts_after_the_limit_leave_the_breach_on_record(number, officer):
    with moment.at(local("2026-12-05 10:00")):
        execute(NewFacts(what="又发现一份病历"), officer, number)
    assert law(number) == [("late", local("2026-12-04 00:00")), ("running", local("2026-12-21 00:00"))]


def test_what_was_decided_and_not_told_is_thought_over_again(number, officer):
    with moment.at(local("2026-11-24 10:00")):
        to_proposal(number, officer, unit="sc")
        execute(decision(), officer, number)
        assert execute(NewFacts(what="又发现一份病历"), officer, number).state is State.INVESTIGATING
    case = Complaint.objects.get(number=number)
    assert (case.decisions.get().state, case.decided_at) == ("superseded", None)


def test_once_the_result_is_told_new_facts_come_as_a_new_complaint_or_a_review(number, officer):
    with moment.at(local("2026-11-24 10:00")):
        to_proposal(number, officer, unit="sc")
        execute(decision(), officer, number)
        told = RecordTelling(what="decision", means="call", words="告知", reference="录音 3")
        execute(told, officer, number)
        assert refused(NewFacts(what="又发现一份病历"), officer, number).rule == "CLO-08"


def test_new_facts_are_not_older_than_the_complaint_and_their_files_are_of_the_case(number, officer):
    with moment.at(local("2026-11-24 10:00")):
        early = NewFacts(what="病历", received_at="2026-11-17T10:00")
        assert refused(early, officer, number).field == "received_at"
        assert refused(NewFacts(what="病历", evidence=["0" * 64]), officer, number).field == "evidence"


def merged(actor, number, **more) -> str:
    """The same customer comes again on 26 November, and the filing is merged into the earlier case."""
    with moment.at(local("2026-11-26 16:00")):
        again = execute(transfer(received_at="2026-11-26T16:00"), actor).number
    with moment.at(local("2026-11-27 10:00")):
        execute(Merge(into=number, **more), actor, again)
    return again


def test_a_merge_that_brings_new_facts_restarts_the_limit_from_when_they_came(number, officer):
    merged(officer, number, new_facts="客户提交新的出院诊断证明，显示另有一次手术。")
    assert law(number) == [("running", local("2026-12-12 00:00"))]
    kept = Complaint.objects.get(number=number).new_facts.get()
    assert kept.received_at == local("2026-11-26 16:00")


def test_a_merge_of_the_same_again_restarts_nothing(number, officer):
    merged(officer, number)
    assert law(number) == [("running", local("2026-12-04 00:00"))]


def test_a_merge_may_not_call_new_what_was_said_before(number, officer):
    with pytest.raises(Refusal) as caught:
        merged(officer, number, new_facts=TRANSFER["facts"])
    assert (caught.value.rule, caught.value.field) == ("CLO-08", "new_facts")
    assert law(number) == [("running", local("2026-12-04 00:00"))]


def test_a_limit_that_has_passed_is_not_unsaid_by_words_of_an_earlier_day(number, officer):
    """The limit ended with 3 December; on the 8th somebody says that facts had come on the 2nd and shows nothing."""
    with moment.at(local("2026-12-08 10:00")):
        execute(NewFacts(what="客户称另有一次手术。", received_at="2026-12-02T10:00"), officer, number)
    assert law(number) == [("late", local("2026-12-04 00:00")), ("running", local("2026-12-24 00:00"))]


def test_the_material_itself_restarts_the_limit_from_its_day(number, officer):
    with moment.at(local("2026-12-08 10:00")):
        shown = NewFacts(
            what="客户提交另一次手术的证明。",
            received_at="2026-12-02T10:00",
            evidence=[attach(number, officer, "手术证明")],
        )
        execute(shown, officer, number)
    assert law(number) == [("running", local("2026-12-18 00:00"))]
