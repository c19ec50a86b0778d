"""Amounts in words: 叁万元整, 三万五千, 3万5千, 壹佰贰拾叁元肆角伍分.

Pure. Only what says one amount is read: of 三万五 nobody knows whether 35,000 or 30,005 is meant, and it is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_FORMS: Final = ("零〇", "一壹", "二贰两貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_DIGITS: Final = {form: str(value) for value, forms in enumerate(_FORMS) for form in forms}
_SAME: Final = str.maketrans("拾佰仟萬億圆圓块塊毛", "十百千万亿元元元元角")
_ONE: Final = f"[1-9{''.join(_FORMS[1:])}]"
_NIL: Final = "[零〇]"
_SECTION: Final = re.compile(
    rf"({_NIL}?)(?:({_ONE})千)?({_NIL}?)(?:({_ONE})百)?({_NIL}?)(?:({_ONE})?(十))?({_NIL}?)({_ONE}|[0-9]{{2,4}})?"
)
"""Up to 9,999: thousands, hundreds, tens and whether they are said, ones; and the zeros between."""
_WHOLE: Final = re.compile(r"(?:(?P<yi>[^万亿]+)亿)?(?:(?P<wan>[^万亿]+)万)?(?P<rest>[^万亿]*)")
_TOLD: Final = re.compile(
    rf"(?P<yuan>[^元角分整正]*)(?P<said>元钱?)?(?:[零〇]?(?P<jiao>{_ONE})角)?(?:[零〇]?(?P<fen>{_ONE})分)?[整正]?"
)


def read(text: str) -> tuple[Decimal, bool]:
    """The amount, and whether it says that it counts yuan. Raises ValueError for what is none, or may be two."""
    found = _TOLD.fullmatch(text.translate(_SAME))
    if found is None:
        raise ValueError(text)
    yuan, said, jiao, fen = found.group("yuan", "said", "jiao", "fen")
    if not yuan and (said or not (jiao or fen)):
        raise ValueError(text)
    if yuan and not said and (jiao or fen):
        raise ValueError(text)  # 三百五角
    cents = 10 * _number(jiao) + _number(fen)
    return _whole(yuan) + Decimal(cents) / 100, bool(said or jiao or fen)


def _number(written: str | None) -> int:
    return int("".join(_DIGITS.get(each, each) for each in written)) if written else 0


def _whole(text: str) -> int:
    """万 and 亿 part a number into sections of four places, each written by itself."""
    if text.isascii() and text.isdigit():
        return int(text)
    found = _WHOLE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    yi, wan, rest = found.group("yi", "wan", "rest")
    if yi and not wan and rest and rest[0] not in "零〇":
        raise ValueError(text)  # 一亿五千 may be 一亿五千万
    parts = [(part, worth) for part, worth in ((yi, 10**8), (wan, 10**4), (rest, 1)) if part]
    return sum(_section(part, place == 0) * worth for place, (part, worth) in enumerate(parts))


def _section(text: str, first: bool) -> int:
    """One section. Ones alone below something greater must say that they are ones: by a zero, or by four figures."""
    found = _SECTION.fullmatch(text)
    if found is None:
        raise ValueError(text)
    lead, thousands, high, hundreds, middle, tens, ten, low, ones = found.groups()
    alone = not (thousands or hundreds or ten)
    zero = low or (not ten and middle) or (not ten and not hundreds and high) or (alone and lead)
    if ones is None and alone:
        if text in ("零", "〇") and first:
            return 0
        raise ValueError(text)
    if lead and first:
        raise ValueError(text)
    if ones and not (ten or zero or (alone and (first or len(ones) == 4))):
        raise ValueError(text)  # 三万五, 三百五
    if ones and len(ones) > 1 and not alone:
        raise ValueError(text)  # 3千500
    return (
        1000 * _number(thousands)
        + 100 * _number(hundreds)
        + 10 * (_number(tens) or bool(ten))
        + _number(ones)
    )
