"""Amounts of money as people write them: '12000元', '1.2万', '￥１２，０００', 'RMB 500', '3万5千', '叁万元整'.

Pure; commands and registers ask it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from redress.casework import numerals
from redress.privacy.visible import half_width

_BEFORE: Final = re.compile(r"^(?:¥|RMB|CNY|人民币(?:\(?大写\)?)?:?)\s*", re.IGNORECASE)
_AFTER: Final = re.compile(r"(?:[元圆][整正]?|块钱?|RMB|CNY|yuan)$", re.IGNORECASE)
_YUAN: Final = re.compile(r"(?:[元圆][整正]?|块钱?|yuan)$", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?|[+-]?\d+(?:,\d{4})+(?:\.\d*)?")
"""Commas divide thousands or, as some write, ten thousands: '1,5' is neither, and may mean one and a half."""
_DIGITS: Final = range(-16, 20)
"""Where the first digit of an amount may stand: 1e999999 is short to write and a million digits long to print."""
_UNITS: Final = {"亿": 100_000_000, "万": 10_000, "千": 1_000}


def read(text: str, counted: int = 1) -> Decimal | None:
    """The amount in yuan as it is written, of either sign; None for an empty text. Raises ValueError for no amount.

    `counted`: how many yuan a number is that says neither 元 nor 万: 10,000 in a column of ten thousands.
    """
    text = half_width(text).strip()
    if not text:
        return None
    text = _BEFORE.sub("", text)
    try:
        return _in_figures(text, counted)
    except ValueError:
        return _in_words(text, counted)


def _in_figures(text: str, counted: int) -> Decimal:
    says_yuan = _YUAN.search(text) is not None
    text = _AFTER.sub("", _BEFORE.sub("", _AFTER.sub("", text).rstrip())).strip()
    factor = _UNITS.get(text[-1:], 0)
    if factor:
        text = text[:-1].strip()
    else:
        factor = 1 if says_yuan else counted
    if "_" in text or ("," in text and not _THOUSANDS.fullmatch(text)):
        raise ValueError(text)
    try:
        amount = Decimal(text.replace(",", "")) * factor
    except ArithmeticError:  # no number, or one beyond what numbers can be
        raise ValueError(text) from None
    if not amount.is_finite() or amount.adjusted() not in _DIGITS:
        raise ValueError(text)
    return amount


def _in_words(text: str, counted: int) -> Decimal:
    """A column of ten thousands in which 三百 stands may mean either: there the words must say 元, 万 or 亿."""
    text = "".join(text.split())
    amount, says_yuan = numerals.read(text)
    if counted != 1 and not says_yuan and not {*"万亿萬億"} & {*text}:
        raise ValueError(text)
    return amount
