"""Amounts of money as registers write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from redress.operations.importing.problems import Unusable
from redress.operations.speech import gettext as _

_CENT = Decimal("0.01")
_CURRENCY = re.compile(r"^(?:[¥$]|RMB|CNY|人民币)\s*|\s*(?:元整?|圆整?|RMB|CNY)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?|[+-]?\d+(?:,\d{4})+(?:\.\d*)?")
_WAN = 10_000


@lru_cache(maxsize=20_000)
def amount(column: str, value: str) -> Decimal:
    """'1,234.56', '￥100', '100元', '3.5万元' -> the amount, two decimals; '' -> 0. Raises Unusable."""
    said = {"column": column, "value": value}
    text = unicodedata.normalize("NFKC", value).strip()
    text = _CURRENCY.sub("", _CURRENCY.sub("", text)).strip()
    factor = _WAN if text.endswith("万") else 1
    text = text.removesuffix("万").strip()
    if "," in text:
        if not _THOUSANDS.fullmatch(text):
            raise Unusable(_("%(column)s '%(value)s' is not an amount") % said)
        text = text.replace(",", "")
    try:
        found = Decimal(text or 0) * factor
    except InvalidOperation:
        raise Unusable(_("%(column)s '%(value)s' is not an amount") % said) from None
    if not found.is_finite() or found < 0:
        raise Unusable(_("%(column)s '%(value)s' is not an amount of 0 or more") % said)
    if found >= 10**12 or found != found.quantize(_CENT):
        raise Unusable(_("%(column)s '%(value)s' has more digits than an amount of money") % said)
    return found.quantize(_CENT)
