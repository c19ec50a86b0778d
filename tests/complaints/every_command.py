"""Stories that give the commands which other stories do not; told for what they leave behind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from redress.casework import moment
from redress.casework.rulebooks import opened
from redress.clocks.sweeper import sweep
from redress.committee.commands.refer import DisputeDetermination
from redress.committee.commands.take_back import TakeBackReferral
from redress.complaints.closing.commands.callback import FollowUp
from redress.complaints.closing.commands.close import Archive
from redress.complaints.closing.commands.determine import Determine
from redress.complaints.closing.commands.judge_person import (
    AppealJudgement,
    DecideAppeal,
    HearPerson,
    JudgePerson,
    NameResponsible,
)
from redress.complaints.commands.recompute import RecomputeClocks
from redress.complaints.deciding.commands.approve import RefuseApproval, TakeBackApproval
from redress.complaints.deciding.commands.authorise import Authorise, RevokeAuthorisation
from redress.complaints.executor import execute
from redress.complaints.flows.commands.emergency import StartEmergency
from redress.complaints.flows.commands.flow_steps import Verify
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.handling.commands.cohandling import CoHandle, Urge
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.handling.commands.joint_meeting import JointMeeting
from redress.complaints.importing.commands.add_imported_matters import AddImportedMatters
from redress.complaints.importing.commands.import_case import ImportCase, ImportedMatter
from redress.complaints.importing.commands.take_back_import import TakeBackImport
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.intake.commands.complainant import ReceivePaper, SetRepresentatives
from redress.complaints.intake.commands.decline import Decline
from redress.complaints.keeping.commands.dispose import Dispose, ProposeDisposal, RefuseDisposal
from redress.complaints.keeping.commands.hold import LiftHold, PlaceHold
from redress.complaints.law.commands.telling import RecordAttempt
from redress.complaints.letters.draft import DropLetter, ReissueLetter
from redress.complaints.letters.send import RecordExecution, SendLetter
from redress.complaints.linking.commands.linking import Link, Unlink
from redress.complaints.models import Complaint
from redress.importing.models import ImportRun
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import Unit
from tests.committee.conftest import major, refer
from tests.complaints.inputs import COMPLAINANT, department, transfer, visit
from tests.complaints.papers import attach
from tests.complaints.stages import proposed_at_the_counter
from tests.complaints.test_keeping import LATER, closed, revision
from tests.complaints.test_rulebook_migration import confirm_in_hours, move, newer
from tests.complaints.test_seams import Story
from tests.fixtures.insurer import local
from tests.letters.inputs import drafted, proposed, reviewed


def kept_and_destroyed(actor: Any, wednesday: Any) -> None:
    """Revised, followed up, archived, held; destroyed when its time has come."""
    first, second = actor("sc.officer"), actor("sc.cshead")
    number = closed(actor)
    execute(revision(), first, number)
    asked = {"suggestion": "改进退保告知", "suggested_to": department("sc", "business_management")}
    execute(FollowUp(reached=True, satisfaction="satisfied", **asked), first, number)
    execute(Archive(), actor("cd.officer"), number)
    execute(PlaceHold(reason="法院已立案"), first, number)
    with moment.at(LATER):
        execute(LiftHold(reason="诉讼终结"), second, number)
        execute(ProposeDisposal(), first, number)
        execute(RefuseDisposal(reason="仍有风险"), second, number)
        execute(ProposeDisposal(), first, number)
        with acting_as(second):
            execute(Dispose(), second, number)


def judged(actor: Any, wednesday: Any) -> None:
    """Named, heard, judged, with an appeal."""
    number = proposed_at_the_counter(actor).number
    officer, person = actor("cd.officer"), actor("cd.sales")
    execute(GiveFeedback(accepted=True), officer, number)
    named = NameResponsible(person="cd.sales", department=department("cd", "sales"), because="未提示")
    execute(named, officer, number)
    execute(HearPerson(judgement=1, statement="已口头提示"), person, number)
    found = JudgePerson(judgement=1, finding="responsible", reasons="录音缺提示", owner_view="陈述一致")
    execute(found, officer, number)
    execute(AppealJudgement(judgement=1, grounds="有同事在场"), person, number)
    execute(DecideAppeal(judgement=1, finding="partly", reasons="有证人"), actor("cd.cshead"), number)


def asked_and_refused(actor: Any, wednesday: Any) -> None:
    """Approvals taken back and refused, authorisations given and revoked; assigned, declared an emergency."""
    officer, head = actor("sc.officer"), actor("sc.cshead")
    number = execute(transfer(), officer).number
    execute(Verify(verdict="beyond", words="超出权限"), officer, number)
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), officer, number)
    offer = Propose(plan="补付两万元", basis="条款第五条", amount="20000")
    execute(offer, officer, number)
    execute(TakeBackApproval(approval=1, reason="重新测算"), officer, number)
    execute(offer, officer, number)
    execute(RefuseApproval(approval=2, reason="缺少依据"), head, number)
    until = moment.now() + timedelta(hours=4)
    execute(Authorise(to="sc.officer", amount="25000", reason="客户在场", expires_at=until), head, number)
    execute(RevokeAuthorisation(authorisation=1, reason="已不需要"), head, number)
    execute(Reclass(complexity="complex", reason="涉及多家医院"), officer, number)
    execute(StartEmergency(reason="媒体来电"), head, number)
    execute(Assign(owner="sc.handler", reason="轮换"), officer, number)
    execute(Urge(reason="尚无进展"), officer, number)


def orders_and_links(actor: Any, wednesday: Any) -> None:
    """Co-handled, given back, met about; linked and not linked; the customer not reached."""
    officer = actor("sc.officer")
    earlier = execute(transfer(), officer).number
    number = execute(visit(matters=[{"class_code": "sms", "facts": "短信骚扰"}]), officer).number
    execute(Link(other=earlier, kind="related", reason="同一客户"), officer, number)
    execute(Unlink(other=earlier, kind="related", reason="误连"), officer, number)
    execute(Dispatch(to=department("sc", "finance"), opinion="请核查"), officer, number)
    helped = execute(
        CoHandle(to=department("sc", "business_management"), opinion="请协助"), officer, number
    ).facts["order"]
    execute(ReplyOrder(order=str(helped), reply="手续齐全"), actor("sc.business"), number)
    execute(RecordAttempt(what="progress", means="call", words="无人接听"), officer, number)
    there = [department("sc", "finance"), department("sc", "customer_service")]
    execute(JointMeeting(departments=there, words="一致同意退款"), officer, number)
    other = execute(transfer(), officer).number
    order = execute(Dispatch(to=department("sc", "claims"), opinion="请核查"), officer, other).facts["order"]
    execute(RefuseOrder(order=str(order), reason="不属本部门职责"), actor("sc.claims"), other)


def people_and_papers(actor: Any, wednesday: Any) -> None:
    """A group chooses others to speak for it; an agent brings a paper and not the other."""
    officer = actor("sc.officer")
    speakers = [
        {"role": "representative", "name": name, "phone": f"1390000111{n}"} for n, name in enumerate("甲乙丙")
    ]
    papers = ["members", "representatives"]
    group = {
        "complainant_kind": "group",
        "complainants": 6,
        "papers": papers,
        "people": [COMPLAINANT, speakers[0]],
    }
    number = execute(transfer(**group), officer).number
    chosen = [{"name": f"代表{each['name']}", "phone": each["phone"]} for each in speakers[1:]]
    paper = attach(number, officer, "推选书")
    execute(SetRepresentatives(people=chosen, evidence=paper), officer, number)
    agent = [COMPLAINANT, {"role": "agent", "name": "李代理", "phone": "13700002222"}]
    number = execute(transfer(complainant_kind="agent", people=agent), officer).number
    execute(ReceivePaper(paper="agent_identity"), officer, number)
    no = Decline(ground="no_authorisation", reasons="未提供授权委托书", means="letter", reference="EMS 12")
    execute(no, officer, number)


def written(actor: Any, wednesday: Any) -> None:
    """A letter that is dropped, one that is sent, performed and issued again."""
    officer, counsel = actor("sc.officer"), actor("sc.legal")
    number = proposed(officer, actor("sc.claims"))
    execute(DropLetter(letter=drafted(number, officer, "claims_guide"), because="重复"), officer, number)
    letter = reviewed(number, officer, counsel)
    sent = SendLetter(letter=letter, means="hand", proof="签收", execute_by="2026-11-20T17:00+08:00")
    execute(sent, officer, number)
    execute(RecordExecution(letter=letter, done="已转账20000元"), officer, number)
    execute(ReissueLetter(letter=letter, because="地址有误"), officer, number)


def before_the_committee(actor: Any, wednesday: Any) -> None:
    """Referred and taken back; a department disputes what was determined."""
    number = major(actor)
    execute(TakeBackReferral(referral=refer(actor, number), reason="已一致"), actor("sc.officer"), number)
    officer, of = actor("sc.officer"), department("sc", "business_management")
    number = execute(visit(), officer).number
    execute(Dispatch(to=of, opinion="请核实"), officer, number)
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), officer, number)
    execute(Propose(plan="陪同开户", basis="退保规则", amount="0"), officer, number)
    execute(GiveFeedback(accepted=True), officer, number)
    causes = [{"code": "process", "department": of}]
    execute(Determine(validity="substantiated", reasons="查实", causes=causes), officer, number)
    dispute = DisputeDetermination(
        because="不属于本部门责任", question="validity", motion="认定无效", validity="unsubstantiated"
    )
    execute(dispute, actor("sc.businesshead"), number)


def taken_over(actor: Any, wednesday: Any) -> None:
    """A register brings a case, another file of it a matter, and it is taken back; limits are computed and swept."""
    unit = Unit.objects.get(code="sc")
    run = ImportRun.objects.create(source="旧系统", unit=unit, started_at=wednesday, digest="0" * 64)
    given = {
        "external_source": "旧系统", "external_number": "TS-1", "unit": "sc", "channel": "letter",
        "received_at": "2026-11-16T09:00", "class_code": "claims", "facts": "理赔拖延", "state": "registered",
        "clocks": True, "run": run.pk, "matters": [{"class_code": "claims"}],
    }  # fmt: skip
    number = execute(ImportCase(**given), SYSTEM).number
    more = ImportedMatter(class_code="sms")
    execute(AddImportedMatters(fingerprint="f" * 64, matters=[more], recovered=0), SYSTEM, number)
    execute(RecomputeClocks(), SYSTEM, number)
    ImportRun.objects.update(taking_back_at=wednesday)
    with acting_as(SYSTEM):
        execute(TakeBackImport(run=run.pk), SYSTEM, number)
    number = execute(transfer(), actor("sc.officer")).number
    with moment.at(local("2026-11-20 10:00")):
        sweep(100)
        execute(Confirm(means="call", words="已受理"), actor("sc.officer"), number)


def moved(actor: Any, wednesday: Any, tmp_path: Path) -> None:
    """To another version of the rulebook."""
    number = execute(transfer(), actor("sc.officer")).number
    book = Complaint.objects.select_related("rulebook").get(number=number).rulebook
    execute(move(newer(tmp_path, opened(book), **confirm_in_hours())), actor("sc.cshead"), number)


def imported_and_urged(actor: Any) -> None:
    Story(actor, ("import", "urging")).tell()


def again_and_withdrawn(actor: Any) -> None:
    Story(actor, ("repeat", "withdrawal")).tell()


def centralised_and_reviewed(actor: Any) -> None:
    Story(actor, ("centralised", "review")).tell()


def kept_out_and_called_back(actor: Any) -> None:
    Story(actor, ("recusal", "callback")).tell()
