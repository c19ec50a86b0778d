"""Takes personal data out of a text: what the case knows of its people, and what looks like it (CLO-12, SEC-02). Pure.

Names written with spaces, 'surname + title', full-width digits and half-masked numbers are found as well. A name that
the case does not know cannot be found by a program: a second person reads every article before it is published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What was taken out, and the word that stands there now."""

    NAME = "name"
    STAFF = "staff"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    ACCOUNT = "account"
    NUMBER = "number"


PLACES: Final[dict[Kind, str]] = {
    Kind.NAME: "【客户】",
    Kind.STAFF: "【工作人员】",
    Kind.ID_NUMBER: "【证件号】",
    Kind.PHONE: "【电话】",
    Kind.EMAIL: "【邮箱】",
    Kind.ADDRESS: "【地址】",
    Kind.ACCOUNT: "【账号】",
    Kind.NUMBER: "【单号】",
}
_TITLES = "先生|女士|小姐|太太|阿姨|大爷|大妈|老师|总|某某|某"
_HAN = r"[\u4e00-\u9fff]"
_PATTERNS: Final = (
    (Kind.EMAIL, re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    (Kind.NUMBER, re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,5}\d{4}-\d{5,}(?:-\d+)?(?!\d)")),
    (Kind.ID_NUMBER, re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")),
    (Kind.PHONE, re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")),
    (Kind.PHONE, re.compile(r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)")),
    (Kind.ACCOUNT, re.compile(r"(?<!\d)\d(?:[ -]?\d){11,18}(?!\d)")),
    (Kind.NUMBER, re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,6}\d{5,}(?![A-Za-z0-9])")),
    (Kind.NUMBER, re.compile(r"(?<!\d)\d{2,}\*{2,}\d{2,}")),
    (Kind.NUMBER, re.compile(r"(?<![\d.,])\d{8,}(?![\d.])")),
    (
        Kind.ADDRESS,
        re.compile(
            r"[\u4e00-\u9fff]{2,10}(?:路|街|道|巷|村|弄)\s*\d+\s*号(?:[\u4e00-\u9fff\d-]{0,12}[室栋楼])?"
        ),
    ),
)
_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)}
_KEPT_WIDE = "，。！？；：（）"


@dataclass(frozen=True, slots=True)
class Secret:
    """A value of the case that must not be told."""

    kind: Kind
    value: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text without it, and how often each kind was taken out."""

    text: str
    removed: Counter[str]


def redact(text: str, secrets: Iterable[Secret]) -> Redacted:
    """Take out first what is known, the longest value first, then what looks like personal data."""
    text = _narrow(text)
    removed: Counter[str] = Counter()
    for secret in sorted(secrets, key=lambda each: -len(each.value)):
        for pattern in _of(secret):
            text, count = pattern.subn(PLACES[secret.kind], text)
            removed[secret.kind.value] += count
    for kind, pattern in _PATTERNS:
        text, count = pattern.subn(PLACES[kind], text)
        removed[kind.value] += count
    return Redacted(text, +removed)


def found(text: str, secrets: Iterable[Secret]) -> list[Kind]:
    """Kinds of personal data that still stand in a text; nothing when it may be published."""
    left = redact(text, secrets).removed
    return [kind for kind in Kind if left[kind.value]]


def _of(secret: Secret) -> list[re.Pattern[str]]:
    value = _narrow(secret.value).strip()
    if len(value) < 2:
        return []
    patterns = [re.compile(r"\s*".join(map(re.escape, value.replace(" ", ""))), re.IGNORECASE)]
    if secret.kind in (Kind.NAME, Kind.STAFF) and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", value):
        surname = value[:2] if len(value) == 4 else value[:1]
        patterns.append(re.compile(f"{surname}(?:{_TITLES})"))
    return patterns


def _narrow(text: str) -> str:
    """Full-width letters and digits as ASCII; Chinese punctuation stays."""
    return text.translate({code: to for code, to in _WIDE.items() if chr(code) not in _KEPT_WIDE})
