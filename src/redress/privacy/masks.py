"""How personal data look to who may not see them whole (SEC-02)."""

from __future__ import annotations

from redress.privacy.kinds import Kind as Kind
from redress.privacy.opening import UnreadableText


def mask(value: str, kind: Kind) -> str:
    """张三丰 -> 张**, 13812345678 -> 138****5678, an address keeps its first six characters, a birth day its year."""
    if not value:
        return ""
    if isinstance(value, UnreadableText):
        return value
    return "…" if kind in _WHOLLY else _partly(value, kind)


_WHOLLY = frozenset(
    {Kind.TEXT, Kind.POLICY, Kind.CLAIM, Kind.AGENT, Kind.PRODUCT, Kind.EXTERNAL, Kind.PHONE_TAIL}
)


def _partly(value: str, kind: Kind) -> str:
    match kind:
        case Kind.NAME:
            return value[0] + "*" * max(1, len(value) - 1)
        case Kind.PHONE:
            return _middle(value, 3, 4)
        case Kind.ID_NUMBER:
            return _middle(value, 4, 2)
        case Kind.ACCOUNT:
            return _middle(value, 0, 4)
        case Kind.BIRTH:
            return value[:4] + "-**-**"
        case Kind.EMAIL:
            name, at, host = value.partition("@")
            return f"{name[:1]}***{at}{host}"
    return value[:6] + "…" if len(value) > 6 else value[:2] + "…"


def _middle(value: str, head: int, tail: int) -> str:
    hidden = len(value) - head - tail
    if hidden <= 0:
        return "*" * len(value)
    return value[:head] + "*" * hidden + value[len(value) - tail :]
