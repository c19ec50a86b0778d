"""Personal data taken out of whatever is shown or printed for who may not see them whole (SEC-02).

One rule for screen and paper: `unmasking.may_unmask` says who sees data whole, `hidden` makes the copy for everybody
else. It masks what the case knows of its people wherever it stands, also within words, and what looks like a mobile
telephone or an identity number of somebody the case does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast

from redress.complaints.models import Party
from redress.privacy.masks import Kind, mask

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
_LOOKS_LIKE = (
    (
        Kind.ID_NUMBER,
        re.compile(r"(?<![\dA-Za-z])\d{6}[ -]?(?:19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dXx](?![\dA-Za-z])"),
    ),
    (Kind.PHONE, re.compile(r"(?<![\dA-Za-z])1[3-9]\d(?:[ -]?\d){8}(?![\dA-Za-z])")),
)
_LEAST = 2
"""Characters of a name below which it is a word like any other."""


def hidden(data: T, parties: Iterable[Party], **more: str) -> T:
    """The same structure of words with personal data masked; `more` are further values, by the kind they are of."""
    values = [*_values(parties), *((_KINDS[kind], value) for kind, value in more.items())]
    return cast(T, _walk(data, _hider(values)))


def _values(parties: Iterable[Party]) -> Iterable[tuple[Kind, str]]:
    for party in parties:
        for name, kind in _KINDS.items():
            yield kind, str(getattr(party, name) or "")


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
            text = pattern.sub(lambda match, of=kind: mask(match[0], of), text)  # type: ignore[misc]
        return text

    return hide


def _spaced(value: str) -> str:
    """The value however it is set apart: 138 0000-1234, 刘 建 国."""
    return r"[ \-]?".join(re.escape(char) for char in value if char not in " -")


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
