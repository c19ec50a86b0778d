"""What a token may be used for; within that, the duties of its user decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from redress.complaints.commands.registry import FOR_PEOPLE

READ, REGISTER, COMMAND, EVIDENCE = "read", "register", "command", "evidence"


def command(name: str) -> str:
    """The scope of one command."""
    return f"{COMMAND}:{name}"


ALL = (READ, REGISTER, COMMAND, EVIDENCE, *(command(kind.name) for kind in FOR_PEOPLE))
"""Every scope there is, with what it is for in docs/api.md."""


def allows(held: Collection[str], needed: str) -> bool:
    """`command` includes every command."""
    return needed in held or (needed.startswith(COMMAND + ":") and COMMAND in held)


def unknown(given: Iterable[str]) -> list[str]:
    """Those that are no scopes."""
    return [scope for scope in given if scope not in ALL]
