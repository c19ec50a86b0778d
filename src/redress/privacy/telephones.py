"""Telephone numbers as China dials them, by the numbering plans that libphonenumber keeps (SEC-02, COM-10)."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType

from redress.privacy.visible import half_width

REGION: Final = "CN"
_MOBILE: Final = re.compile(r"(?<!\d)(?:(?:\+|00)?86)?0?(1[3-9]\d{9})(?!\d)")
_BETWEEN: Final = re.compile(r"[\s\-–—‐‑−()._/·]+")
_INSIDE: Final = re.compile(
    r"(?:转|轉|分机号?|分機號?|内线|內線|ext\.?|x|p|\*|#|[,，;；])[\s:：.\-]*(\d{1,6})#?\s*$", re.IGNORECASE
)
"""The number behind the switchboard, as people write it: 转8012, 分机8012, ext. 8012, #8012."""
_AFTER_DASH: Final = re.compile(r"[-–—]\s*\d{1,6}\s*$")
_SPELT: Final = re.compile(r"[^\W\d_]")


def same(text: str) -> str:
    """How the same telephone is always written: 13900001234, 02886123456, 4008123456, +85291234567.

    Without the number behind a switchboard. Of several the first. Empty when there is no telephone number in it.
    Takes half-width text (`visible.half_width`).
    """
    bare = _BETWEEN.sub("", text)
    if mobile := _MOBILE.fullmatch(bare):
        return mobile[1]
    number = read(text)
    if number is None:
        found = next(iter(phonenumbers.PhoneNumberMatcher(text, REGION)), None)
        number = found.number if found else None
    if number is None and (mobile := _MOBILE.search(bare)):
        return mobile[1]
    if number is None:
        return re.sub(r"\D", "", bare) if not _SPELT.search(bare) else ""
    return _dialled(number)


_NONE: Final = frozenset(
    {"无", "没有", "暂无", "不详", "未知", "未留", "不愿提供", "无电话", "none", "unknown"}
)
"""What people write where there is no number to write down."""


def dials(text: str) -> bool:
    """Whether it may stand where a telephone number stands: digits enough for one, or that there is none.

    A number with a digit missing is written down as it was said: whoever takes the complaint hears no better one, and
    nothing is sent to it (messages.reachable).
    """
    said = half_width(text).strip()
    if re.search(r"\d{16}", said):
        return False
    return said.casefold() in _NONE or 5 <= len(same(said).lstrip("+")) <= 15


def read(text: str) -> PhoneNumber | None:
    """The one number that is said; None when it is none, or more than that. It may be none that is given out."""
    line = _INSIDE.sub("", text.strip()).rstrip()
    if _SPELT.search(line):
        return None
    for said in (line, _AFTER_DASH.sub("", line)):
        number = _parsed(said)
        if number is not None and phonenumbers.is_valid_number(number):
            return number
    return _parsed(line)


def _parsed(text: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, REGION)
    except NumberParseException:
        return None


def _dialled(number: PhoneNumber) -> str:
    digits = phonenumbers.national_significant_number(number)
    if number.country_code != 86:
        return f"+{number.country_code}{digits}"
    fixed = phonenumbers.number_type(number) == PhoneNumberType.FIXED_LINE
    return f"0{digits}" if fixed else digits
