"""What the letters of a complaint say of it: the head of a form, its people, findings and decision, the remedies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.utils import timezone

from redress.casework import titles
from redress.complaints.case import Case
from redress.complaints.kinds import FindingKind, PartyRole
from redress.complaints.law import extension, remedies
from redress.complaints.models import Complaint, Party
from redress.letters.models import Letter
from redress.letters.paper import chinese_date, chinese_time, lines
from redress.letters.writing import Writing
from redress.privacy.hiding import hidden
from redress.rulebook.sections.law.schema import Remedy

T = TypeVar("T")


class ComplaintWriting(Writing):
    model = Complaint

    def opened(self, row: Complaint, now: datetime) -> Case:
        return Case(row, now)

    def addressee(self, file: Case) -> tuple[str, str]:
        """The agent or representative where there is one."""
        return _addressee(file.row.parties.all())

    def says(self, file: Case, letter: Letter) -> Mapping[str, Any]:
        row = file.row
        return {
            "case": row.number,
            "claim": row.claim_number,
            "received": chinese_date(timezone.localdate(row.received_at)),
            "narrative": row.facts,
            "demand": row.demand,
            "facts": facts(file),
            "about": _order_facts(file, letter.order),
        }

    def filled(self, file: Case, what: str) -> str:
        row = file.row
        if what in ("facts", "demand"):
            return str(getattr(row, what))
        if (
            what == "decision"
        ):  # none is made: an opinion within the house is no result that a customer was told
            return ""
        if what in ("plan", "basis"):
            latest = max(row.proposals.all(), key=lambda proposal: proposal.position, default=None)
            return str(getattr(latest, what)) if latest else ""
        if what == "validity":
            return str(row.validity_reasons)
        if what in ("extension_reason", "extension_until"):
            return _extended(file, what)
        return _finding(file, FindingKind(what))

    def decided(self, file: Case) -> Mapping[str, str]:
        """The decision that was made, by what of the case it takes the place of (COM-05)."""
        made = file.row.decisions.order_by("position").last()
        if made is None:
            return {}
        return {
            "truth": made.verification,
            "plan": made.decision,
            "decision": made.decision,
            "basis": made.basis,
            "reasonableness": made.reasons,
        }

    def remedies(self, file: Case) -> Mapping[str, Remedy]:
        return remedies.existing(file)

    def hidden(self, file: Case, data: T, **more: str) -> T:
        return hidden(data, file.row.parties.all(), **more)


def _addressee(parties: Iterable[Party]) -> tuple[str, str]:
    by_role = {party.role: party for party in reversed(list(parties))}
    for role in (PartyRole.COMPLAINANT, PartyRole.REPRESENTATIVE, PartyRole.AGENT, PartyRole.HEIR):
        if (party := by_role.get(role)) is not None:
            return party.name, party.address
    return "", ""


def facts(case: Case) -> list[dict[str, Any]]:
    """The head of every form."""
    row, book = case.row, case.rulebook
    people = "、".join(party.name for party in row.parties.all() if party.role == PartyRole.COMPLAINANT)
    phone = next((party.phone for party in row.parties.all() if party.phone), "")
    return lines(
        ("投诉编号", row.number),
        ("登记时间", chinese_time(row.registered_at)),
        ("受理渠道", titles.channel(book, row.channel)),
        ("收到时间", chinese_time(row.received_at)),
        ("投诉人", people),
        ("联系电话", phone),
        ("投诉级别", titles.level(book, row.level)),
        ("投诉类别", titles.class_(book, row.class_code)),
        ("保单号", row.policy_number),
        ("赔案号", row.claim_number),
        ("涉及金额", f"{row.amount:,.2f} 元" if row.amount is not None else ""),
        ("受理单位", row.received_unit.name),
    )


def _order_facts(case: Case, number: str) -> list[dict[str, Any]]:
    """What a form about an order says of it."""
    order = next((each for each in case.row.orders.all() if each.number == number), None)
    if order is None:
        return []
    planned = chinese_time(order.planned_at) if order.planned_at else ""
    return lines(
        ("工单号", order.number),
        ("派单时间", chinese_time(order.issued_at)),
        ("承办部门", str(order.department)),
        ("要求完成时间", planned),
    )


def _extended(case: Case, what: str) -> str:
    """Why the limit was extended, or until when; empty where it was not (AUT-05)."""
    known = extension.granted([case]).get(case.row.pk)
    if known is None:
        return ""
    if what == "extension_reason":
        return known.reason
    return f"{chinese_date(known.last_day)}。" if known.last_day else ""


def _finding(case: Case, kind: FindingKind) -> str:
    found = [finding for finding in case.row.findings.all() if finding.kind == kind]
    if not found:
        return ""
    latest = found[-1]
    return str(latest.reasons if kind == FindingKind.REASONABLENESS else latest.conclusion)
