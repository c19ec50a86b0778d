"""The reference of commands, written from the registries, so that it cannot drift from them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from django.utils import translation

from redress.assembly import ADDRESSED, FILES
from redress.casework.addressed import Addressed
from redress.casework.command import Command
from redress.casework.kinds import Kind

Way = tuple[str, str, str]
"""The state before ("[*]" before there is a file) and after, and the command between."""


def manual() -> str:
    """Markdown: of each kind of file its states, and every command with its fields, duties, states and sources."""
    with translation.override("en"):
        return "\n".join([*_head(), *chain.from_iterable(map(_kind, ADDRESSED))])


def _head() -> Iterator[str]:
    yield from [
        "# Commands and states",
        "",
        "Written by `redress docs` from the registries: one part for each kind of file.",
        "",
    ]
    yield from (
        f"- [{kind.title}](#{_anchor(kind.title)}): {len(_commands(kind))} commands" for kind in ADDRESSED
    )
    yield ""


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _kind(kind: Addressed) -> Iterator[str]:
    commands, states = _commands(kind), _states(kind)
    yield from [f"## {kind.title}", "", f"A {kind.thing} has a number such as `{kind.example}`.", ""]
    if ways := _ways(kind, commands, list(states)):
        yield from ["```mermaid", "stateDiagram-v2"]
        yield from (f"    {state}: {_chinese(title)} {title}" for state, title in states.items())
        yield from (f"    {before} --> {after}: {name}" for before, after, name in ways)
        yield from ["```", ""]
    for command in commands:
        yield from _command(command, list(states))


def _chinese(title: Any) -> str:
    with translation.override("zh-hans"):
        return str(title)


def _served(kind: Addressed) -> Kind | None:
    """Where services serve its files."""
    return next((each for each in FILES if each.path == kind.path), None)


def _commands(kind: Addressed) -> Sequence[type[Command]]:
    """With those that the system gives, where services serve it."""
    served = _served(kind)
    return list(kind.all if served is None else served.commands)


def _states(kind: Addressed) -> dict[str, Any]:
    """What the table of its files knows, in its order, with lazy titles; none where its files have no course."""
    served = _served(kind)
    return {} if served is None else dict(served.model._meta.get_field("state").flatchoices)


def _ways(kind: Addressed, commands: Sequence[type[Command]], states: list[str]) -> list[Way]:
    """Each way from state to state, by the command and then in the order of the states."""
    ways: list[Way] = []
    for command in commands:
        moves = getattr(command, "moves", {}).items()
        branches = ((a, b) for a, several in getattr(command, "branches", {}).items() for b in several)
        pairs = {(str(before), str(after)) for before, after in chain(moves, branches) if before is not after}
        in_order = sorted(pairs, key=lambda pair: (states.index(pair[0]), states.index(pair[1])))
        ways += [(before, after, command.name) for before, after in in_order]
    if ways and kind.opens is not None:
        ways.insert(0, ("[*]", states[0], kind.opens.name))
    return ways


def _command(command: type[Command], states: list[str]) -> Iterator[str]:
    yield from [f"### `{command.name}` {command.label}", "", inspect.getdoc(command) or "", ""]
    duties = "the system" if command.automatic else ", ".join(sorted(map(str, command.duties)))
    yield f"- who: {duties}"
    if begins := {str(state) for state in getattr(command, "begins_in", frozenset)()}:
        yield f"- in: {', '.join(state for state in states if state in begins)}"
    yield f"- sources: {', '.join(command.cite)}"
    for name, field in command.model_fields.items():
        yield f"- `{name}`{' (required)' if field.is_required() else ''}: {field.title or name}"
    yield ""
