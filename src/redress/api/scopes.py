"""What a token may be used for; within that, the duties of its user decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from redress.assembly import ADDRESSED
from redress.casework.addressed import Addressed

READ, REGISTER, COMMAND, EVIDENCE = "read", "register", "command", "evidence"
_INCLUDED = {each.name: kind.broad for kind in ADDRESSED for each in kind.all}
"""Command -> the broad scope that includes it."""


def command(name: str) -> str:
    """The scope of one command, whatever kind of file it is given on."""
    return f"{COMMAND}:{name}"


def opening(kind: Addressed) -> str:
    """The scope of making a file of that kind."""
    return kind.opening or (command(kind.opens.name) if kind.opens is not None else "")


_OPENING = [opening(kind) for kind in ADDRESSED if kind.opens is not None and not kind.opening]
_GIVEN = [command(each.name) for kind in ADDRESSED for each in kind.commands]
ALL = (READ, REGISTER, EVIDENCE, *dict.fromkeys((COMMAND, *_INCLUDED.values())), *_OPENING, *_GIVEN)
"""Every scope there is, with what it is for in docs/api.md."""


def allows(held: Collection[str], needed: str) -> bool:
    """`command` includes every command on cases and what belongs to them; those on the organisation have their own."""
    kind, _colon, name = needed.partition(":")
    return needed in held or (kind == COMMAND and _INCLUDED.get(name) in held)


def unknown(given: Iterable[str]) -> list[str]:
    """Those that are no scopes."""
    return [scope for scope in given if scope not in ALL]
