"""At every stage of every kind of case somebody is told what comes next, and that may be given (FLW-17).

Everybody else is told whose turn it is and since when.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.closing.commands.close import Withdraw
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.executor import execute
from redress.complaints.flows.commands.emergency import ReportEmergency
from redress.complaints.flows.commands.flow_steps import Grade, HandOn
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.kinds import FindingKind
from redress.complaints.letters.draft import DraftLetter
from redress.complaints.models import Complaint
from redress.complaints.next_step import NextStep, Turn, next_step
from redress.complaints.queries.case import CaseFile, opened
from redress.letters.models import Letter
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User
from redress.organisation.queries import actor as actor_of
from redress.rulebook import OPEN_STATES
from tests.complaints.inputs import COMPLAINANT, approve_all, department, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import heard
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-17")]

LETTER = {"source": "direct", "channel": "letter"}
KINDS = {
    "payments": LETTER | {"class_code": "payments"},
    "a regulator's transfer": {"class_code": "payments"},
    "claims": LETTER | {"class_code": "claims"},
    "banca": LETTER | {"class_code": "solicitation", "sale_stage": "in_sale"},
    "underwriting": LETTER | {"class_code": "underwriting"},
    "several matters": LETTER
    | {"class_code": "payments", "matters": [{"class_code": "counter", "facts": "态度差"}]},
    "major": LETTER | {"class_code": "payments", "level": "major"},
    "twenty together": LETTER
    | {
        "class_code": "payments",
        "complainant_kind": "group",
        "complainants": 25,
        "papers": ["members", "representatives"],
        "people": [COMPLAINANT, {"role": "representative", "name": "张一", "phone": "13900001111"}],
    },
}
PEOPLE = (
    "sc.officer", "sc.cshead", "sc.manager", "sc.claims", "sc.finance", "sc.financehead", "sc.business",
    "sc.businesshead", "sc.banca", "sc.saleshead", "ho.cshead", "ho.manager", "sc.claimshead",
)  # fmt: skip


BANCA = {"planned_at": "2026-11-19T10:00", "transferred_at": "2026-11-18T10:00", "their_opinion": "属实"}


def dispatch(number: str, kind: str, to: str = "finance") -> None:
    if kind == "banca" and to == "finance":
        execute(HandOn(words="请评定"), SYSTEM, number)
        execute(Grade(grade="general", reason="事实清楚"), SYSTEM, number)
    more = BANCA if kind == "banca" else {}
    execute(Dispatch(to=department("sc", to), opinion="请核实", **more), SYSTEM, number)


def give_back(number: str, _kind: str) -> None:
    main = Complaint.objects.get(number=number).orders.get(kind="main", state="open").number
    execute(RefuseOrder(order=main, reason="不属于本部门"), SYSTEM, number)


def reply(number: str, _kind: str) -> None:
    for order in Complaint.objects.get(number=number).orders.filter(state="open"):
        execute(ReplyOrder(order=order.number, reply="已核实"), SYSTEM, number)


def find_out(number: str, _kind: str) -> None:
    for finding in FindingKind:
        execute(RecordFinding(kind=finding, conclusion="属实", reasons="见卷宗"), SYSTEM, number)


def propose(number: str, kind: str) -> None:
    if kind in ("major", "twenty together") and not Complaint.objects.get(number=number).committee:
        heard(number)
    execute(Propose(plan="补付", basis="条款", amount="100"), SYSTEM, number)
    approve_all(number)


def determine(number: str, _kind: str) -> None:
    cause = {"code": "process", "department": department("sc", "finance")}
    execute(Determine(validity="substantiated", reasons="查实", causes=[cause]), SYSTEM, number)


def sign(number: str, _kind: str) -> None:
    head = actor_of(User.objects.get(username="sc.financehead").pk)
    execute(Sign(department=department("sc", "finance")), head, number)


def answer(accepted: bool) -> Callable[[str, str], None]:
    given = GiveFeedback(accepted=accepted, objections="" if accepted else "太少")
    return lambda number, _kind: execute(given, SYSTEM, number) and None


def confirm(number: str, _kind: str) -> None:
    execute(Confirm(means="call", words="已受理", recording="录音 1"), SYSTEM, number)


WAY = {
    "confirmed": confirm,
    "dispatched": dispatch,
    "returned": give_back,
    "again": lambda number, kind: dispatch(number, kind, "claims"),
    "replied": reply,
    "found": find_out,
    "proposed": propose,
    "rejected": answer(accepted=False),
    "again proposed": propose,
    "answered": answer(accepted=True),
    "determined": determine,
    "signed": sign,
}
"""From each stage to the next by the system, which may everything but what the rules forbid."""


def go_on(number: str, stage: str, kind: str) -> None:
    WAY[stage](number, kind)


def shown(actor, number: str) -> dict[str, str]:
    """Person -> the command that the one primary button gives."""
    found = {}
    for who in PEOPLE:
        person = actor(who)
        if Complaint.objects.visible_to(person).filter(number=number).exists():
            step = next_step(opened(person, number))
            explained(step, opened(person, number))
            command = step.command
            if command is not None:
                assert command.possible(opened(person, number).case, person) is None
                found[who] = command.name
    return found


def explained(step: NextStep, file: CaseFile) -> None:
    """Whatever comes next is said with its reason and rule, or whose turn it is; and since when."""
    assert step.since is not None
    assert step.since <= file.case.now
    mine = step.command is not None
    if mine or step.turn not in (Turn.ME, Turn.NOBODY):
        assert (step.words, step.rule) != ("", ""), step
        assert step.rule in known(), step
    assert (step.turn is Turn.NOBODY) is (not mine and file.case.state not in OPEN_STATES)
    if mine:
        assert step.turn is (Turn.CUSTOMER if step.command.name == "give_feedback" else Turn.ME)
    elif step.turn is Turn.ME:
        assert file.row.owner_id == file.actor.id


@cache
def known() -> frozenset[str]:
    """The rules that there are."""
    ids = yaml.safe_load(Path("docs/requirements.yaml").read_text())
    return frozenset(re.findall(r"[A-Z]{3}-[0-9]+", str(ids)))


@pytest.mark.parametrize("kind", KINDS)
def test_at_every_stage_somebodys_page_shows_what_comes_next(actor, wednesday, kind):
    number = execute(transfer(**KINDS[kind]), actor("sc.officer")).number
    seen: dict[str, dict[str, str]] = {}
    for stage in ("registered", *WAY):
        if stage != "registered":
            go_on(number, stage, kind)
        seen[stage] = shown(actor, number)
        assert seen[stage], f"{kind}: nobody sees what comes next when the case is {stage}"
    if kind == "payments":
        assert seen["dispatched"]["sc.finance"] == "reply_order"
        assert "sc.officer" not in seen["dispatched"], "it waits for the department"
        assert seen["returned"]["sc.officer"] == "dispatch"
        assert seen["replied"]["sc.officer"] == "record_finding"
        assert seen["found"]["sc.officer"] == "propose"
        assert seen["proposed"]["sc.officer"] == "give_feedback"
        assert seen["answered"]["sc.officer"] == "determine"
        assert seen["determined"]["sc.financehead"] == "sign"
        assert seen["signed"]["sc.officer"] == "execute", (
            "what was promised is performed before the case is closed"
        )


@pytest.mark.req("FLW-16", "FLW-10")
def test_a_major_case_shows_the_report_up_then_the_findings_then_the_committee(actor, wednesday):
    number = execute(transfer(**KINDS["major"]), actor("sc.officer")).number
    head = actor("sc.cshead")
    assert next_step(opened(head, number)).command is ReportEmergency
    for what in ("up", "regulator"):
        execute(ReportEmergency(kind=what, words="已报告", reported_to="总公司"), head, number)
    go_on(number, "confirmed", "major")
    go_on(number, "dispatched", "major")
    go_on(number, "replied", "major")
    assert next_step(opened(head, number)).command.name == "record_finding"
    go_on(number, "found", "major")
    assert next_step(opened(head, number)).command.name == "refer_to_committee"
    with moment.at(local("2026-11-18 16:00")):
        assert next_step(opened(head, number)).command is ReportEmergency, "the situation report is late"


@pytest.mark.req("FLW-06", "COM-07")
def test_a_letter_with_a_result_is_not_begun_before_the_findings_and_uses_no_number(actor, wednesday):
    officer = actor("sc.officer")
    number = execute(transfer(**KINDS["claims"]), officer).number
    for kind in ("processing_opinion", "claims_decision", "closing_notice"):
        with pytest.raises(Refusal) as refused:
            execute(DraftLetter(kind=kind), officer, number)
        assert (refused.value.rule, refused.value.field) == ("FLW-06", "kind")
    assert not Letter.objects.filter(file__number=number).exists()
    go_on(number, "dispatched", "claims")
    go_on(number, "found", "claims")
    letter = execute(DraftLetter(kind="processing_opinion"), officer, number).facts["letter"]
    assert str(letter).endswith("-00001")
    assert execute(DraftLetter(kind="acknowledgement"), officer, number).facts["letter"], (
        "no result is told by it"
    )


def turn_of(actor, number: str, who: str) -> tuple[Turn, str, str]:
    step = next_step(opened(actor(who), number))
    return step.turn, step.command.name if step.command else "", step.rule


@pytest.mark.req("AUT-01", "FLW-03", "CLO-02")
def test_it_is_told_whose_turn_it_is_and_since_when(actor, wednesday):
    number = execute(transfer(**KINDS["payments"]), actor("sc.officer")).number
    confirm(number, "payments")
    with moment.at(local("2026-11-18 14:00")):
        dispatch(number, "payments")
    with moment.at(local("2026-11-18 15:00")):
        waits = next_step(opened(actor("sc.officer"), number))
        assert (waits.turn, waits.command, waits.rule) == (Turn.DEPARTMENT, None, "FLW-03")
        assert waits.since == local("2026-11-18 14:00")
        assert turn_of(actor, number, "sc.finance") == (Turn.ME, "reply_order", "FLW-03")
        reply(number, "payments")
        find_out(number, "payments")
    with moment.at(local("2026-11-18 16:00")):
        execute(Propose(plan="补付", basis="条款", amount="20000"), actor("sc.officer"), number)
    with moment.at(local("2026-11-18 16:30")):
        waits = next_step(opened(actor("sc.officer"), number))
        assert (waits.turn, waits.command, waits.rule) == (Turn.APPROVER, None, "AUT-01")
        assert waits.since == local("2026-11-18 16:00")
        assert turn_of(actor, number, "sc.cshead") == (Turn.ME, "approve", "AUT-01")
        approve_all(number)
        assert turn_of(actor, number, "sc.officer")[:2] == (Turn.CUSTOMER, "give_feedback")
        assert turn_of(actor, number, "sc.finance") == (Turn.CUSTOMER, "", "FLW-05")
        answer(accepted=True)(number, "payments")
        determine(number, "payments")
        assert turn_of(actor, number, "sc.financehead") == (Turn.ME, "sign", "CLO-02")
        assert turn_of(actor, number, "sc.manager") == (Turn.DEPARTMENT, "", "CLO-02")


@pytest.mark.req("INT-13")
def test_of_a_case_that_is_over_it_is_nobodys_turn(actor, wednesday):
    number = execute(transfer(**KINDS["payments"]), actor("sc.officer")).number
    file = attach(number, actor("sc.officer"), "撤诉函")
    execute(Withdraw(request="已解决", evidence=file), actor("sc.officer"), number)
    for who in ("sc.cshead", "sc.manager"):
        step = next_step(opened(actor(who), number))
        assert (step.turn, step.command, step.words) == (Turn.NOBODY, None, "")
