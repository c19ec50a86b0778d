"""The reference of commands, written from the registry, so that it cannot drift from it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from django.utils import translation

from redress.assembly import ALL
from redress.complaints.commands.base import Automatic, Command
from redress.complaints.intake.commands.register import Register
from redress.rulebook import State
from redress.rulebook.lifecycle import TITLES


def manual() -> str:
    """Markdown: the state diagram, and every command with its fields, duties, states and sources."""
    with translation.override("en"):
        return "\n".join(
            [*_head(), *_diagram(), "", *(line for command in ALL for line in _command(command))]
        )


def _head() -> list[str]:
    return ["# Commands and states", "", "Written by `redress docs` from the registry.", ""]


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in State:
        yield f"    {state.value}: {TITLES[state].zh} {TITLES[state].en}"
    for command in ALL:
        for before, after in _moves(command):
            yield f"    {before.value if before else '[*]'} --> {after.value}: {command.name}"
    yield "```"


def _moves(command: type[Command]) -> list[tuple[State | None, State]]:
    if command.name == Register.name:
        return [(None, State.REGISTERED)]
    ways = list(command.moves.items())
    ways += [(a, b) for a, several in command.branches.items() for b in several]
    order = list(State)
    return [
        (a, b)
        for a, b in sorted(ways, key=lambda way: (order.index(way[0]), order.index(way[1])))
        if a is not b
    ]


def _command(command: type[Command]) -> Iterator[str]:
    yield f"## `{command.name}` {command.label}"
    yield ""
    yield inspect.getdoc(command) or ""
    yield ""
    duties = (
        "the system" if issubclass(command, Automatic) else ", ".join(sorted(str(d) for d in command.duties))
    )
    yield f"- who: {duties}"
    if states := command.begins_in():
        yield f"- in: {', '.join(state.value for state in State if state in states)}"
    yield f"- sources: {', '.join(command.cite)}"
    for name, field in command.model_fields.items():
        yield f"- `{name}`{' (required)' if field.is_required() else ''}: {field.title or name}"
    yield ""
