"""What stands on every paper of the house: dates as they are written, the company, the code that proves it genuine."""

from __future__ import annotations

import io
from datetime import date, datetime

import segno
from django.conf import settings
from django.utils import timezone

from redress.organisation.kinds import UnitKind
from redress.organisation.models import Unit

LANGUAGE = "zh-hans"
"""Letters are Chinese, whatever language the writer's screen has."""


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


def lines(*pairs: tuple[str, str]) -> list[dict[str, object]]:
    """Facts at the head of a form: what each is called and what it is."""
    return [{"title": title, "value": value or "—", "wide": False} for title, value in pairs]
