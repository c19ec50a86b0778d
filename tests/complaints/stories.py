"""Cases brought to a stage by those whose work it is; tests say only what differs."""

from __future__ import annotations

from typing import Any

from redress.casework import moment
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.executor import execute
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.models import Complaint
from tests.complaints.inputs import department, visit
from tests.fixtures.insurer import local


def filed(actor: Any, at: str, who: str = "sc.officer", **more: Any) -> str:
    """The number of a visit registered at that time, in Shanghai."""
    with moment.at(local(at)) as now:
        return execute(visit(**({"received_at": now.isoformat()} | more)), actor(who)).number


def closed(actor: Any, number: str, at: str, validity: str = "substantiated") -> None:
    """Settled, determined, signed and closed at that time."""
    with moment.at(local(at)):
        execute(Settle(plan="陪同办理退保", basis="退保办理规则"), actor("sc.officer"), number)
        cause = {"code": "process", "department": department("sc", "business_management")}
        execute(Determine(validity=validity, reasons="已核实", causes=[cause]), actor("sc.officer"), number)
        execute(Sign(department=cause["department"]), actor("sc.businesshead"), number)
        execute(Close(), actor("sc.officer"), number)


def case(number: str) -> Complaint:
    return Complaint.objects.get(number=number)
