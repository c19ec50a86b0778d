"""Amounts of money as people write them: '12000元', '1.2万', '￥１２，０００', 'RMB 500'.

Pure; commands and registers ask it.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from redress.privacy.visible import half_width

_CURRENCY: Final = re.compile(
    r"^(?:[¥$]|RMB|CNY|人民币)\s*|\s*(?:元整?|圆整?|块钱?|RMB|CNY|yuan)$", re.IGNORECASE
)
_YUAN: Final = re.compile(r"(?:元整?|圆整?|块钱?|yuan)$", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?|[+-]?\d+(?:,\d{4})+(?:\.\d*)?")
"""Commas divide thousands or, as some write, ten thousands: '1,5' is neither, and may mean one and a half."""
_UNITS: Final = {"亿": 100_000_000, "万": 10_000, "千": 1_000}


def read(text: str, counted: int = 1) -> Decimal | None:
    """The amount in yuan as it is written, of either sign; None for an empty text. Raises ValueError for no amount.

    `counted`: how many yuan a number is that says neither 元 nor 万: 10,000 in a column of ten thousands.
    """
    text = half_width(text).strip()
    if not text:
        return None
    says_yuan = _YUAN.search(text) is not None
    text = _CURRENCY.sub("", _CURRENCY.sub("", text)).strip()
    factor = _UNITS.get(text[-1:], 0)
    if factor:
        text = text[:-1].strip()
    else:
        factor = 1 if says_yuan else counted
    if "_" in text or ("," in text and not _THOUSANDS.fullmatch(text)):
        raise ValueError(text)
    try:
        return Decimal(text.replace(",", "")) * factor
    except InvalidOperation:
        raise ValueError(text) from None
