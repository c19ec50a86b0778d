"""Takes a case to a stage by the commands that staff would give."""

from __future__ import annotations

from redress.casework import moment
from redress.clocks.models import Clock
from redress.committee.models import Body, Referral
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.law.commands.decide import Decide
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.rulebook import State
from tests.complaints.inputs import department, transfer, visit
from tests.fixtures.insurer import local

REMEDIES = ["review", "mediation", "arbitration", "litigation"]


def to_proposal(number: str, officer: Actor, *, unit: str, amount: str = "800") -> None:
    """Dispatched within the unit, found out, and put to the customer."""
    # Nobody works in the claims departments of the counter and of the head office.
    to = department(
        *{"cd": ("sc", "claims"), "life-ho": (unit, "business_management")}.get(unit, (unit, "claims"))
    )
    assert execute(Dispatch(to=to, opinion="请核实理赔经过"), officer, number).state is State.INVESTIGATING
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见理赔卷宗"), officer, number)
    execute(Propose(plan="补付护理费", basis="条款第五条", amount=amount), officer, number)


def heard(number: str) -> None:
    """The committee was asked how to handle the case and has ruled; how is another test's."""
    case = Complaint.objects.get(number=number)
    body = Body.objects.get(unit__code="sc", kind="coordination_committee")
    Referral.objects.create(
        complaint=case, body=body, reason="major", question="handling", state="ruled", at=moment.now()
    )
    Complaint.objects.filter(number=number).update(committee="executed")


def decision(**more: object) -> Decide:
    """A decision with its five parts."""
    given: dict[str, object] = {
        "decision": "补付护理费八百元，其余请求不予支持。",
        "verification": "经核实，住院期间护理费单据齐全。",
        "basis": "保险条款第五条",
        "reasons": "其余费用不属于保险责任。",
        "remedies": REMEDIES,
    }
    return Decide(**(given | more))


def told_decision(city: Actor) -> str:
    """The number of a case whose decision the city took and told by telephone on Monday 23 November 2026."""
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct", channel="letter"), city).number
        execute(Confirm(means="call", words="已受理"), city, number)
        to_proposal(number, city, unit="cd")
    with moment.at(local("2026-11-23 10:00")):
        execute(decision(), city, number)
        call = RecordTelling(what="decision", means="call", words="电话告知处理决定", reference="录音 5")
        execute(call, city, number)
    return number


def registered(actor, who="cd.officer", **more) -> Complaint:
    """A visit to the counter, registered."""
    return Complaint.objects.get(number=execute(visit(**more), actor(who)).number)


def investigated(case, actor, who="cd.officer"):
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), actor(who), case.number)


def proposed_at_the_counter(actor) -> Complaint:
    """A visit whose finance department was asked, with a proposal that waits for the customer."""
    case = registered(actor)
    order = Dispatch(to=department("sc", "finance"), opinion="请核实")
    execute(order, actor("cd.officer"), case.number)
    investigated(case, actor)
    execute(Propose(plan="陪同开户", basis="退保规则", amount="0"), actor("cd.officer"), case.number)
    return case


def clock(case: Complaint, key: str, **more: object) -> Clock | None:
    """The newest clock of the case with that key."""
    return Clock.objects.filter(file_id=case.pk, key=key, **more).order_by("-id").first()
