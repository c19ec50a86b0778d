"""Personal data taken out of whatever is shown or printed for who may not see them whole (SEC-02).

Who sees them whole is the file's to say; `hidden` makes the copy for everybody else, on screen and paper. It masks what
the file knows of its people wherever it stands, also within words, and what looks like a mobile telephone or an
identity number of somebody the file does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast

from redress.privacy.masks import Kind, mask
from redress.privacy.visible import half_width

T = TypeVar("T")

WITHIN = "个人信息已脱敏"
"""Stands on a copy from which personal data were taken."""
_KINDS = {
    "name": Kind.NAME,
    "id_number": Kind.ID_NUMBER,
    "phone": Kind.PHONE,
    "email": Kind.EMAIL,
    "address": Kind.ADDRESS,
    "account": Kind.ACCOUNT,
}
_OURS = frozenset(
    {"number", "case", "claim", "verify", "code", "qr", "path", "sha256", "hash", "head", "order"}
)
"""Values that the house made itself; they name nobody, and a digit changed in them would lead elsewhere."""
_GAP = r"[\s\-.·•‧∙⋅●∘⸱・･᛫․‐‑–—−－．]{0,3}"
"""What people put between the parts of a number or a name."""
_ALONE = r"(?<![\dA-Za-z])%s(?![\dA-Za-z])"
_LOOKS_LIKE = (
    (
        Kind.ID_NUMBER,
        re.compile(
            _ALONE % rf"\d{{6}}{_GAP}(?:[1１][9９]|[2２][0０])\d{{2}}{_GAP}\d{{4}}{_GAP}\d{{3}}[\dXxＸｘ]"
        ),
    ),
    (Kind.PHONE, re.compile(_ALONE % rf"[1１][3-9３-９]\d(?:{_GAP}\d){{8}}")),
)
"""Digits of any width."""
_LEAST = 2
"""Characters of a name below which it is a word like any other."""


def hidden(data: T, people: Iterable[object], **more: str) -> T:
    """The same structure of words with personal data masked: what these people have as name, telephone and so on.

    `more` are further values, by the kind they are of.
    """
    values = [*_values(people), *((_KINDS[kind], value) for kind, value in more.items())]
    return cast(T, _walk(data, _hider(values)))


def _values(people: Iterable[object]) -> Iterable[tuple[Kind, str]]:
    for person in people:
        for name, kind in _KINDS.items():
            yield kind, str(getattr(person, name, "") or "")


def _hider(values: Iterable[tuple[Kind, str]]) -> Callable[[str], str]:
    known = {
        value.strip(): mask(value.strip(), kind) for kind, value in values if len(value.strip()) >= _LEAST
    }
    ordered = sorted(known, key=len, reverse=True)  # a name that holds another one goes first
    found = [(re.compile(_spaced(value), re.IGNORECASE), known[value]) for value in ordered]

    def hide(text: str) -> str:
        for pattern, masked in found:
            text = pattern.sub(lambda _match, put=masked: put, text)  # type: ignore[misc]
        for kind, pattern in _LOOKS_LIKE:
            text = pattern.sub(lambda match, of=kind: mask(_signs(match[0]), of), text)  # type: ignore[misc]
        return text

    return hide


def _spaced(value: str) -> str:
    """The value however it is set apart, in half width or full: 138 0000-1234, １３８００００１２３４, 刘·建国."""
    return _GAP.join(_either(char) for char in _signs(value) or value)


def _signs(value: str) -> str:
    """In half width, without what sets its parts apart."""
    return re.sub(_GAP, "", half_width(value))


def _either(char: str) -> str:
    """A sign of ASCII in both its widths."""
    return f"[{re.escape(char)}{chr(ord(char) + 0xFEE0)}]" if "!" <= char <= "~" else re.escape(char)


def _walk(data: Any, hide: Callable[[str], str]) -> Any:
    match data:
        case str():
            return hide(data)
        case Mapping():
            return {key: value if key in _OURS else _walk(value, hide) for key, value in data.items()}
        case list() | tuple():
            return [_walk(each, hide) for each in data]
        case _:
            return data
