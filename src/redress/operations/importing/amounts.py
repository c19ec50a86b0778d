"""Amounts of money as registers write them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from redress.complaints import money
from redress.operations.importing.problems import Unusable
from redress.operations.speech import gettext as _

_CENT = Decimal("0.01")


@lru_cache(maxsize=20_000)
def amount(column: str, value: str) -> Decimal:
    """'1,234.56', '￥100', '100元', '3.5万元' -> the amount, two decimals; '' -> 0. Raises Unusable."""
    said = {"column": column, "value": value}
    try:
        found = money.read(value) or Decimal(0)
    except ValueError:
        raise Unusable(_("%(column)s '%(value)s' is not an amount") % said) from None
    if not found.is_finite() or found < 0:
        raise Unusable(_("%(column)s '%(value)s' is not an amount of 0 or more") % said)
    if found >= 10**12 or found != found.quantize(_CENT):
        raise Unusable(_("%(column)s '%(value)s' has more digits than an amount of money") % said)
    return found.quantize(_CENT)
