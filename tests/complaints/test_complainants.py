"""Who complains: papers, representatives of a group, declining without authority, withdrawal (INT-12, INT-13)."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.complaints.closing.commands.close import Withdraw
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.intake.commands.complainant import ReceivePaper, SetRepresentatives
from redress.complaints.intake.commands.decline import Decline
from redress.complaints.journal import JOURNAL
from redress.complaints.models import Complaint, Telling
from redress.rulebook import State
from tests.complaints.inputs import COMPLAINANT, transfer
from tests.complaints.papers import attach
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

PEOPLE = [{"name": name, "phone": "13900001111"} for name in ("张一", "张二", "张三", "张四", "张五", "张六")]


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def wednesday():
    with moment.at(local("2026-11-18 10:00")) as now:
        yield now


@pytest.fixture
def agents_case(officer, wednesday):
    """Somebody complains for another and brings no authorisation."""
    people = [COMPLAINANT, {"role": "agent", "name": "李代理", "phone": "13700002222"}]
    return execute(transfer(source="direct", complainant_kind="agent", people=people), officer).number


@pytest.fixture
def groups_case(officer, wednesday):
    people = [COMPLAINANT, {"role": "representative", **PEOPLE[0]}]
    papers = ["members", "representatives"]
    command = transfer(complainant_kind="group", complainants=6, papers=papers, people=people)
    return execute(command, officer).number


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor, number)
    return caught.value


def now(number) -> Complaint:
    return Complaint.objects.get(number=number)


@pytest.mark.req("INT-12")
def test_a_complaint_without_authority_is_declined_with_notice(agents_case, officer):
    assert refused(Confirm(means="call", words="已受理"), officer, agents_case).rule == "INT-12"
    decline = Decline(ground="no_authorisation", reasons="未提供授权委托书", means="letter")
    assert refused(decline, officer, agents_case).field == "evidence", "the notice needs proof"
    declined = execute(decline.model_copy(update={"reference": "EMS 12"}), officer, agents_case)
    assert declined.state is State.DECLINED
    told = Telling.objects.get(what="decline")
    assert (told.means, told.reference, told.words) == ("letter", "EMS 12", "未提供授权委托书")
    assert not Clock.objects.filter(file__number=agents_case, status="running").exists()


@pytest.mark.req("INT-12")
def test_who_has_brought_the_papers_is_not_declined(agents_case, officer):
    execute(ReceivePaper(paper="authorisation"), officer, agents_case)
    original = attach(agents_case, officer, "代理人身份证", "authority")
    execute(ReceivePaper(paper="agent_identity", evidence=original), officer, agents_case)
    decline = Decline(ground="no_authorisation", reasons="无", means="letter", reference="EMS 12")
    assert refused(decline, officer, agents_case).field == "ground"
    assert (
        refused(Decline(ground="mood", reasons="无", means="letter"), officer, agents_case).field == "ground"
    )
    execute(Confirm(means="call", words="已受理"), officer, agents_case)


@pytest.mark.req("INT-12")
def test_only_papers_of_the_checklist_are_taken_and_once(agents_case, officer):
    assert refused(ReceivePaper(paper="succession"), officer, agents_case).field == "paper"
    execute(ReceivePaper(paper="authorisation"), officer, agents_case)
    assert refused(ReceivePaper(paper="authorisation"), officer, agents_case).field == "paper"


@pytest.mark.req("INT-12")
def test_a_sixth_representative_is_refused_and_nothing_is_replaced(groups_case, officer):
    paper = attach(groups_case, officer, "推选书")
    refusal = refused(SetRepresentatives(people=PEOPLE, evidence=paper), officer, groups_case)
    assert (refusal.rule, refusal.field) == ("INT-12", "people")
    assert now(groups_case).parties.filter(role="representative").count() == 1


@pytest.mark.req("INT-12")
def test_representatives_are_replaced_with_the_paper_that_chose_them(groups_case, officer):
    assert refused(SetRepresentatives(people=PEOPLE[1:], evidence="0" * 64), officer, groups_case).field
    paper = attach(groups_case, officer, "推选书")
    execute(SetRepresentatives(people=PEOPLE[1:], evidence=paper), officer, groups_case)
    names = {party.name for party in now(groups_case).parties.filter(role="representative")}
    assert names == {"张二", "张三", "张四", "张五", "张六"}
    entry = now(groups_case).journal.last()
    assert "张二" not in str(entry.payload), "no names in the journal"
    twice = SetRepresentatives(people=[PEOPLE[1], PEOPLE[1]], evidence=paper)
    assert refused(twice, officer, groups_case).field == "people"


@pytest.mark.req("INT-12")
def test_each_of_several_representatives_can_be_reached(groups_case, officer):
    paper = attach(groups_case, officer, "推选书")
    silent = {**PEOPLE[2], "phone": ""}
    refusal = refused(SetRepresentatives(people=[PEOPLE[1], silent], evidence=paper), officer, groups_case)
    assert (refusal.rule, refusal.field) == ("INT-12", "people")
    assert "张三" in str(refusal)
    mail = {**silent, "email": "zhang3@example.com"}
    execute(SetRepresentatives(people=[PEOPLE[1], mail], evidence=paper), officer, groups_case)
    several = [{"role": "representative", **each} for each in (PEOPLE[0], silent)]
    filed = transfer(
        complainant_kind="group", complainants=6, papers=["members", "representatives"], people=several
    )
    with pytest.raises(Refusal) as caught:
        execute(filed, officer)
    assert (caught.value.rule, caught.value.field) == ("INT-12", "papers")
    execute(filed.model_copy(update={"papers": [*filed.papers, "contact"]}), officer)


@pytest.mark.req("INT-12")
def test_only_a_group_has_representatives(agents_case, officer):
    paper = attach(agents_case, officer, "推选书")
    assert (
        refused(SetRepresentatives(people=PEOPLE[:1], evidence=paper), officer, agents_case).rule == "INT-12"
    )


@pytest.mark.req("INT-13")
def test_a_withdrawal_ends_the_case_on_the_day_the_request_came_and_is_kept(officer, wednesday):
    number = execute(transfer(), officer).number
    with moment.at(local("2026-11-24 10:00")):
        bare = Withdraw(request="客户书面撤回", received_at="2026-11-20T15:00")
        assert refused(bare, officer, number).field == "evidence"
        file = attach(number, officer, "撤回申请")
        execute(bare.model_copy(update={"evidence": file}), officer, number)
    case = now(number)
    assert (case.state, case.state_since) == (State.WITHDRAWN, local("2026-11-20 15:00"))
    law = Clock.objects.get(file_id=case.pk, key="resolution_law")
    assert (law.status, law.stopped_at) == ("cancelled", local("2026-11-20 15:00"))
    assert case.attachments.get(blob_id=file).name == "撤回申请.pdf"
    assert JOURNAL.words_of(case.journal.last())["facts/file"] == file
