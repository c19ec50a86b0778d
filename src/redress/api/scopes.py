"""What a token may be used for; within that, the duties of its user decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from redress.assembly import FOR_PEOPLE
from redress.committee.sessions import registry as sessions
from redress.committee.sessions.plan import PlanSession

READ, REGISTER, COMMAND, EVIDENCE = "read", "register", "command", "evidence"


def command(name: str) -> str:
    """The scope of one command on a case, or of one act on a session."""
    return f"{COMMAND}:{name}"


_NAMES = (*(kind.name for kind in FOR_PEOPLE), PlanSession.name, *(kind.name for kind in sessions.ALL))
ALL = (READ, REGISTER, COMMAND, EVIDENCE, *(command(name) for name in _NAMES))
"""Every scope there is, with what it is for in docs/api.md."""


def allows(held: Collection[str], needed: str) -> bool:
    """`command` includes every command."""
    return needed in held or (needed.startswith(COMMAND + ":") and COMMAND in held)


def unknown(given: Iterable[str]) -> list[str]:
    """Those that are no scopes."""
    return [scope for scope in given if scope not in ALL]
