"""Amounts of money as registers write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from redress.casework import money
from redress.operations.importing.cells import nothing
from redress.operations.importing.problems import Unusable
from redress.operations.speech import gettext as _

_CENT = Decimal("0.01")

_UNIT = re.compile(r"[(\[【]\s*(?:单位\s*:?\s*)?(?:人民币)?\s*(元|百元|千元|万元|百万元|亿元)\s*[)\]】]")
_SAID = re.compile(r"单位\s*:?\s*(?:人民币)?\s*(百万元|百元|千元|万元|亿元|元)")
UNITS = {"元": 1, "百元": 100, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
"""In what a register counts money."""


def unit_of(header: str) -> str:
    """What a column's name says its amounts are in: '金额（万元）' -> '万元'; '' when it says nothing."""
    found = _UNIT.search(unicodedata.normalize("NFKC", header))
    return found[1] if found else ""


def unit_said(title: str) -> str:
    """What a title says all amounts are in: '单位：万元' -> '万元'; '' when it says nothing."""
    found = _SAID.search(unicodedata.normalize("NFKC", title))
    return found[1] if found else unit_of(title)


@lru_cache(maxsize=20_000)
def amount(column: str, value: str, unit: str = "元") -> Decimal:
    """'1,234.56', '￥100', '100元', '3.5万元' -> the amount, two decimals; nothing -> 0. Raises Unusable.

    `unit`: of a number that names none itself.
    """
    said = {"column": column, "value": value}
    try:
        found = (None if nothing(value) else money.read(value, UNITS[unit])) or Decimal(0)
    except ValueError:
        raise Unusable(
            _("%(column)s '%(value)s' is not an amount; write it as 1200.50, 12,000 or 1.2万") % said
        ) from None
    if not found.is_finite() or found < 0:
        raise Unusable(_("%(column)s '%(value)s' is not an amount of 0 or more") % said)
    if found >= 10**12 or found != found.quantize(_CENT):
        raise Unusable(_("%(column)s '%(value)s' has more digits than an amount of money") % said)
    return found.quantize(_CENT)
