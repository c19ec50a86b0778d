"""Who must keep out is asked at the door, before every command that handles or decides (ORG-13, 2020-3/17)."""

import pytest

from redress import assembly
from redress.casework.refusals import Refusal
from redress.committee.sessions import registry as sessions
from redress.complaints.case import Case
from redress.complaints.closing.commands.determine import Determine
from redress.complaints.executor import execute
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.handling.commands.investigate import RecordFinding
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.models import Complaint
from redress.complaints.recusing import recusal
from redress.messages.models import Alert
from redress.organisation.models import User
from redress.rulebook import State
from tests.complaints.inputs import transfer

ACTS = {"work", "propose", "review", "decide", "sit", None}


@pytest.mark.req("ORG-13")
@pytest.mark.parametrize("command", [*assembly.ALL, *sessions.ALL], ids=lambda command: command.name)
def test_every_command_says_whether_it_handles_or_decides(command):
    said = [kind for kind in command.__mro__ if "act" in vars(kind)]
    assert said, f"{command.__name__} does not say its act"
    assert said[0] is command or "name" in vars(said[0]), (
        f"{command.__name__} leaves it to {said[0].__name__}"
    )
    assert command.act in ACTS


@pytest.mark.req("ORG-13")
def test_only_who_takes_in_writes_down_or_declares_is_let_through():
    assert {command.name for command in assembly.FOR_PEOPLE if command.act is None} == {
        "receive_paper",
        "attach_evidence",
        "request_review",
        "declare_conflict",
        "appeal_judgement",
        "place_hold",
    }


def named(username: str) -> str:
    return User.objects.get(username=username).name


@pytest.mark.django_db
@pytest.mark.req("ORG-13", "FLW-05")
@pytest.mark.parametrize("about", ["person", "service"])
def test_who_registers_a_complaint_about_oneself_neither_owns_nor_handles_it(actor, wednesday, about):
    officer = actor("sc.officer")
    name = " ".join(named("sc.officer"))
    number = execute(transfer(about=about, about_whom=f"投诉管理岗 {name}"), officer).number
    case = Complaint.objects.get()
    assert case.owner.username != "sc.officer"
    assert Alert.objects.filter(file_id=case.pk, user=case.owner).exists()
    case.may_conflict = True
    for state in State:
        case.state = state
        for command in assembly.FOR_PEOPLE:
            if command.act is None or state not in command.begins_in():
                continue
            fresh = Case(case, case.received_at)
            try:
                command.admit(fresh, officer)
            except Refusal:
                continue
            with pytest.raises(Refusal) as kept:
                recusal.keep_out(fresh, officer, command.act)
            assert kept.value.rule == "ORG-13"
            assert command.possible(fresh, officer) is not None, command.name
    finding = RecordFinding(kind="truth", conclusion="不属实", reasons="无")
    for command in (finding, Settle(plan="解释", basis="条款"), Assign(owner="sc.officer", reason="轮换")):
        with pytest.raises(Refusal) as refused:
            execute(command, officer, number)
        assert refused.value.rule == "ORG-13"
    execute(finding, actor("sc.handler"), number)


@pytest.mark.django_db
@pytest.mark.req("ORG-13")
def test_colleagues_of_whom_the_complaint_names_decide_nothing(actor, wednesday):
    number = execute(transfer(about_whom=named("sc.handler")), actor("sc.officer")).number
    Complaint.objects.update(state=State.ANSWERED)
    with pytest.raises(Refusal) as refused:
        execute(Determine(validity="substantiated", reasons="查实"), actor("sc.officer"), number)
    assert refused.value.rule == "ORG-13"
