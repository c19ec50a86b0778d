"""What a template is given: everything a form or letter shows, as plain words."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import segno
from django.conf import settings
from django.utils import timezone, translation

from redress.complaints.case import Case
from redress.complaints.kinds import PartyRole
from redress.complaints.masking import WITHIN, hidden
from redress.complaints.models import Party
from redress.complaints.queries import titles
from redress.letters.models import Letter
from redress.letters.numbers import spaced
from redress.organisation.kinds import UnitKind
from redress.organisation.models import Unit
from redress.rulebook.schema.letters import LetterRule

PAPER_LANGUAGE = "zh-hans"
"""Letters are Chinese, whatever language the writer's screen has."""


def content(
    case: Case, letter: Letter, rule: LetterRule, day: date, watermark: str = "", *, whole: bool = True
) -> dict[str, Any]:
    """The template's data. `day` is the date the letter carries; not `whole`: with personal data masked (SEC-02)."""
    data = _content(case, letter, rule, day, watermark)
    if whole:
        return data
    people = case.row.parties.all()
    data = hidden(data, people, name=str(letter.addressee or ""), address=str(letter.address or ""))
    return data | {"watermark": " ".join(filter(None, (watermark, WITHIN)))}


def _content(case: Case, letter: Letter, rule: LetterRule, day: date, watermark: str) -> dict[str, Any]:
    row = case.row
    address = verification_address(letter.code)
    with translation.override(PAPER_LANGUAGE):
        return {
            "title": rule.title.zh,
            "form": rule.form,
            "number": letter.number,
            "revision": letter.revision,
            "date": chinese_date(day),
            "company": company(row.unit),
            "unit": row.unit.name,
            "watermark": watermark,
            "addressee": letter.addressee if rule.to == "customer" else "",
            "address": letter.address,
            "case": row.number,
            "claim": row.claim_number,
            "received": chinese_date(timezone.localdate(row.received_at)),
            "narrative": row.facts,
            "demand": row.demand,
            "parts": {
                code: {"title": part.title.zh, "text": letter.parts.get(code, "")}
                for code, part in rule.parts.items()
            },
            "order": list(rule.parts),
            "facts": facts(case),
            "about": order_facts(case, letter.order),
            "replaces": letter.supersedes.number if letter.because and letter.supersedes else "",
            "verify": f"{settings.REDRESS_ADDRESS}/verify",
            "code": spaced(letter.code),
            "qr": qr(address),
        }


def verification_address(code: str) -> str:
    return f"{settings.REDRESS_ADDRESS}/verify/{code}"


def qr(address: str) -> str:
    """A QR code as SVG."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0)
    return out.getvalue().decode()


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_time(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def company(unit: Unit) -> str:
    """The name of the company a unit belongs to: what stands at the head of its paper."""
    codes = unit.ancestor_codes()
    found = Unit.objects.filter(code__in=codes, kind=UnitKind.COMPANY).first()
    return found.name if found else unit.name


def addressee(parties: Iterable[Party]) -> tuple[str, str]:
    """Name and address of whom the letter goes to: the agent or representative where there is one."""
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
    return _rows(
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


def order_facts(case: Case, number: str) -> list[dict[str, Any]]:
    """What a form about an order says of it."""
    order = next((each for each in case.row.orders.all() if each.number == number), None)
    if order is None:
        return []
    planned = chinese_time(order.planned_at) if order.planned_at else ""
    return [
        *_rows(("工单号", order.number), ("派单时间", chinese_time(order.issued_at))),
        *_rows(("承办部门", str(order.department)), ("要求完成时间", planned)),
    ]


def _rows(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"title": title, "value": value or "—", "wide": False} for title, value in pairs]
