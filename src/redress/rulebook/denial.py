"""Words that take a remedy away again, wherever in a letter they stand (COM-05).

The law's part of a letter is fixed, but a sentence beside it could say that the complainant may not use the ways it
names. A denial is a word that forbids, denies or gives up, close to the name of a remedy in the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_ZH: Final = (
    "不得|不能|不可|不准|不许|不必|不用|不要|不应|不再|不予|不接受|不受理|不支持|不享有|不存在|没有权|无权|无须|无需|无法|勿|"
    "禁止|谢绝|拒绝|放弃|丧失|失去|取消|排除|免除|没有必要|毫无意义|无效|视为同意|已过|过期"
)
_EN: Final = (
    r"may not|must not|can ?not|can't|no right|not entitled|not allowed|not permitted|waives?|waived|give up|gives up|"
    r"excluded?|no longer|without recourse|forbidden|refuse to|there is no"
)
_APART: Final = r"[^。！？!?；;\n]"
"""Within one sentence; a comma does not end it, a clause that allows does."""
_ALLOWS: Final = re.compile(
    r"可(?!能)|有权|建议|如有异议|(?<!申)请(?!求)|may (?!not)|can (?!not)|are entitled", re.IGNORECASE
)
_BETWEEN: Final = re.compile("(?<=[\u3000-\u9fff]) +|(?<! ) +(?=[\u3000-\u9fff])")
"""Spaces between Chinese characters, which nobody reads."""
_DENIES: Final = re.compile(f"{_ZH}|{_EN}", re.IGNORECASE)
_BY_RULING: Final = re.compile(
    r"(?:根据|依据|依照|按照|鉴于)[^，,。！？!?；;\n]{0,30}?(?:裁决|裁定|判决|调解书)书?[^，,。！？!?；;\n]{0,4}[，,]|"
    r"(?:under|according to|following|by) (?:the|an|this|that)\b[^,.!?;\n]{0,60}?\b(?:award|judgment|ruling)\b"
    r"[^,.!?;\n]{0,30},",
    re.IGNORECASE,
)
"""'By the arbitral award,': a way that was taken, and what came of it."""
NEAR: Final = 24
"""Characters between the denial and the name, in either order."""


def denied(text: str, names: Iterable[str]) -> str:
    """The first words of the text that deny one of the named ways; empty when none does.

    >>> denied("您不得申请核查。", ["申请核查", "诉讼"])
    '不得申请核查'
    >>> denied("我公司不能支持您的请求，您可以申请核查。", ["申请核查"])
    ''
    >>> denied("根据仲裁裁决，该条款无效。", ["仲裁"])
    ''
    """
    name = "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True))
    if not name:
        return ""
    plain = _BY_RULING.sub(_kept, _BETWEEN.sub("", text))
    ways = (
        rf"(?:{_ZH}|{_EN})(?P<a>{_APART}{{0,{NEAR}}}?)(?:{name})",
        rf"(?:{name})(?P<b>{_APART}{{0,{NEAR}}}?)(?:{_ZH}|{_EN})",
    )
    for way in ways:
        for hit in re.finditer(way, plain, re.IGNORECASE):
            between = next(group for group in hit.groups() if group is not None)
            if not _ALLOWS.search(between):
                return hit.group()
    return ""


def _kept(phrase: re.Match[str]) -> str:
    """Of a phrase that names a ruling, nothing is weighed, unless it denies something itself."""
    return phrase.group() if _DENIES.search(phrase.group()) else ""
