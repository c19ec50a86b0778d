"""What is written on letters; tests say only what differs."""

from __future__ import annotations

from typing import Any

from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.letters.draft import DraftLetter
from redress.complaints.letters.review import PassLetter, SubmitLetter
from redress.letters.models import Letter
from redress.organisation.actor import Actor
from tests.complaints.inputs import approve_all, department, transfer

REMEDIES = (
    "如您对本处理决定有异议，可以自收到之日起三十日内向我公司上级机构书面申请核查，也可以向保险纠纷调解组织申请调解，"
    "或者依照合同约定申请仲裁、向人民法院提起诉讼。"
)
OPINION: dict[str, str] = {
    "verification": "经调取理赔案卷，公司于2026年9月15日收到全部理赔材料，至投诉之日未作出理赔决定。",
    "decision": "公司于2026年11月20日前向您支付医疗保险金20000元。",
    "basis": "《中华人民共和国保险法》第二十三条；保险合同第五条。",
    "reasons": "公司未在法定期限内作出核定，您的诉求合理，应予支持。",
    "remedies": REMEDIES,
}


def found_out(number: str, who: Actor) -> None:
    """The three findings, without which no letter tells a result."""
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), who, number)


def proposed(officer: Actor, coordinator: Actor) -> str:
    """The number of a case whose proposal stands before the customer."""
    number = execute(transfer(), officer).number
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    for kind in ("truth", "responsibility", "reasonableness"):
        words = {
            "truth": OPINION["verification"],
            "responsibility": "理赔部",
            "reasonableness": OPINION["reasons"],
        }
        finding = RecordFinding(kind=kind, conclusion=words[kind], reasons=OPINION["reasons"])
        execute(finding, coordinator, number)
    plan = Propose(plan=OPINION["decision"], basis=OPINION["basis"], amount="20000")
    execute(plan, officer, number)
    approve_all(number)
    return number


def drafted(number: str, who: Actor, kind: str = "processing_opinion", **parts: Any) -> str:
    """The number of a new letter; `parts` over those of a good processing opinion."""
    said = (OPINION if kind == "processing_opinion" else {}) | parts
    return str(execute(DraftLetter(kind=kind, parts=said), who, number).facts["letter"])


def reviewed(number: str, writer: Actor, counsel: Actor, **parts: Any) -> str:
    """The number of a processing opinion that legal counsel passed."""
    letter = drafted(number, writer, **parts)
    execute(SubmitLetter(letter=letter), writer, number)
    execute(PassLetter(letter=letter), counsel, number)
    return letter


def version(letter: str) -> Letter:
    """Its newest version."""
    return Letter.objects.filter(number=letter).latest("revision")
