"""Takes a case to a stage by the commands that staff would give."""

from __future__ import annotations

from redress.complaints.commands.decide import Decide
from redress.complaints.commands.dispatch import Dispatch
from redress.complaints.commands.investigate import Propose, RecordFinding
from redress.complaints.executor import execute
from redress.organisation.actor import Actor
from redress.rulebook import State
from tests.complaints.inputs import department

REMEDIES = ["review", "mediation", "arbitration", "litigation"]


def to_proposal(number: str, officer: Actor, *, unit: str, amount: str = "800") -> None:
    """Dispatched within the unit, found out, and put to the customer."""
    to = department(unit, "claims")
    assert execute(Dispatch(to=to, opinion="请核实理赔经过"), officer, number).state is State.INVESTIGATING
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见理赔卷宗"), officer, number)
    execute(Propose(plan="补付护理费", basis="条款第五条", amount=amount), officer, number)


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
