"""Dates of a register: in the forms its mapping names, of which year-first ones vary freely; real dates of a sheet.

Whether a file writes the day or the month first, its own rows must show: what reads both ways is counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone

from redress.operations.importing.cells import Cell, nothing
from redress.operations.importing.problems import Unusable
from redress.operations.speech import gettext as _

_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
"""A date as a workbook keeps it: days since the end of 1899, and the part of a day. Five digits are 1927 to 2173."""
PLANNED = timedelta(days=2 * 366)
"""No limit of a register lies further ahead: such a date is a slip of the pen."""
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - made aware with the day
_DIGITS = str.maketrans("〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖拾", "000123456789123456789十")
_TWENTIES = str.maketrans({"廿": "二十", "卅": "三十"})
_TENS = re.compile(r"(\d?)十(\d?)")
_HALF = re.compile(r"(上午|下午|早上|凌晨|晚上|AM|PM)", re.IGNORECASE)
_LATE = ("下午", "晚上", "PM")
_WEEKDAY = re.compile(r"\((?:星期|周|礼拜)?[一二三四五六日天]\)|(?:星期|周|礼拜)[一二三四五六日天]")
_ZONE = re.compile(r"(?<=\d) ?(?:北京时间|(UTC|GMT)([+-]\d{1,2})?)$")
_BESIDE = re.compile(r"(?<=[\dZ])\[[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*\]$|(?<=\.\d{6})\d+|(?<=[时点])整")
"""What is written beside a moment and says nothing more of it: the name of the zone behind its hours, parts of a second
beyond a millionth."""
_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
    r"(?:(?:(?<=[日号])|[T\s])\s*(\d{1,2})(?:[:时点](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?)?分?|[时点]))?"
)

_ISO = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{8}|\d{4}-?W\d\d-?\d)"
    r"(?:[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?)?"
)
"""Python reads more: of 2024-03-01至03-08 it takes the sign for a T, and the second day for an hour with its zone."""

_KEPT = 50_000
"""So many dates are remembered that have no order of day and month to be counted."""


@dataclass(slots=True)
class Order:
    """Of the dates of a column: how many there are, read both ways, and only in the order of the mapping."""

    dates: int = 0
    both: int = 0
    decided: int = 0

    def add(self, more: Order) -> None:
        """Those of another part of the file."""
        self.dates += more.dates
        self.both += more.both
        self.decided += more.decided


class Dates:
    """Reads the dates of one file and counts, by column, what the order of day and month rests on."""

    def __init__(self, formats: Sequence[str], *, shift: int = 0) -> None:
        """`shift`: days by which the numbers of dates are less, in a workbook that counts from 1904."""
        self.formats, self._shift = tuple(formats), shift
        self.orders: dict[str, Order] = {}
        self._now = timezone.now()
        self._plain: dict[str, datetime] = {}

    def read(self, column: str, cell: Cell, *, ahead: bool = False) -> datetime | None:
        """The moment, in the house's zone where the cell names none; None when blank. Raises Unusable.

        `ahead`: it says what is due, and may lie in the future, as far as anything is planned.
        """
        if isinstance(cell, str):
            if (known := self._plain.get(cell)) is not None:
                return known
            if nothing(cell):
                return None
        plain = False
        if isinstance(cell, datetime):
            found: datetime | None = _aware(cell)
        else:
            found, other = _parsed(str(cell), self.formats, self._shift)
            plain = other is None
            if other is not None:
                order = self.orders.setdefault(column, Order())
                order.dates += 1
                order.both += other
                order.decided += not other
        said = {"column": column, "value": str(cell)}
        if found is None:
            example = datetime(2024, 1, 31).strftime(self.formats[0])  # noqa: DTZ001 - only to be shown
            raise Unusable(
                _("%(column)s '%(value)s' is not a date written like %(example)s")
                % (said | {"example": example})
            )
        if found > (self._now + PLANNED if ahead else self._now):
            raise Unusable(_("%(column)s '%(value)s' lies in the future") % said)
        if found.year < 1990:
            raise Unusable(_("%(column)s '%(value)s' lies before 1990") % said)
        if plain and not ahead and len(self._plain) < _KEPT:
            self._plain[str(cell)] = found
        return found


def day(value: str, formats: Sequence[str], shift: int = 0) -> date | None:
    """The day that a cell says, of whatever year: births and ends of contracts lie far off. None when it says none."""
    found, _other_order = _parsed(value, tuple(formats), shift)
    return None if found is None else timezone.localtime(found).date()


@lru_cache(maxsize=50_000)
def _parsed(value: str, formats: tuple[str, ...], shift: int) -> tuple[datetime | None, bool | None]:
    """The moment, and whether it reads with day and month changed as well; None where the form has no such order."""
    value = unicodedata.normalize("NFKC", value)
    for form in formats:
        if (found := _by(value, form)) is not None:
            swapped = _swapped(form)
            return found, None if swapped is None else _by(value, swapped) is not None
    # A mapping that says the year first leaves nothing to guess when the rest is written in another way.
    by_year = _by_year(_plain(value)) if formats[0].startswith("%Y") else None
    return by_year or _serial(value, shift), None


def _plain(value: str) -> str:
    """The moment alone, half hours in minutes, the name of a zone in hours."""
    alone = _BESIDE.sub("", _WEEKDAY.sub(" ", value)).rstrip()
    if zone := _ZONE.search(alone):
        hours = "+8" if zone[1] is None else zone[2] or "+0"
        alone = f"{alone[: zone.start()].rstrip()}{hours[0]}{hours[1:]:0>2}:00"
    return alone.replace("点半", "点30分").replace("时半", "时30分").strip()


def _by_year(value: str) -> datetime | None:
    half = _HALF.search(value)
    if half is None:
        return _iso(value) or _year_first(value) or _compact(value)
    value = f"{value[: half.start()].rstrip()} {value[half.end() :].lstrip()}".strip()
    found = _iso(value) or _year_first(value)
    late = half[1].upper() in _LATE
    if found is None or (found.hour > 12 and not late) or (found.hour == 12 and half[1] == "晚上"):
        return None
    return found.replace(hour=found.hour % 12 + 12 * late) if found.hour <= 12 else found


def _by(value: str, form: str) -> datetime | None:
    try:
        return _aware(datetime.strptime(value, form))  # noqa: DTZ007 - made aware here
    except (ValueError, OverflowError):
        return None


def _iso(value: str) -> datetime | None:
    try:
        return _aware(datetime.fromisoformat(value)) if _ISO.fullmatch(value) else None
    except (ValueError, OverflowError):
        return None


def _year_first(value: str) -> datetime | None:
    match = _YEAR_FIRST.fullmatch(value) or _YEAR_FIRST.fullmatch(_arabic(value))
    if match is None:
        return None
    try:
        return _aware(datetime(*(int(part) for part in match.groups(default="0"))))  # type: ignore[arg-type]  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None


def _arabic(value: str) -> str:
    """二〇二六年三月十五日 -> 2026年3月15日."""
    return _TENS.sub(
        lambda ten: (ten[1] or "1") + (ten[2] or "0"), value.translate(_TWENTIES).translate(_DIGITS)
    )


def _compact(value: str) -> datetime | None:
    """20260305, and with the time behind it."""
    form = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}.get(len(value))
    return _by(value, form) if form and value.isdecimal() else None


def _serial(value: str, shift: int) -> datetime | None:
    """To the second; what the number says beyond is the error of its fraction."""
    if not _SERIAL.fullmatch(value):
        return None
    found = _FIRST_DAY + timedelta(days=shift, seconds=round(float(value) * 86_400))
    return _aware(found)


def _aware(found: datetime) -> datetime:
    return found if timezone.is_aware(found) else timezone.make_aware(found)


@lru_cache(maxsize=20)
def _swapped(form: str) -> str | None:
    """The form with day and month changed; None where one of them is not a number in it."""
    if "%d" not in form or "%m" not in form:
        return None
    return form.replace("%d", "\0").replace("%m", "%d").replace("\0", "%m")
