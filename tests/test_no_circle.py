"""Files lean on each other in one direction: what a reader must know of a file ends somewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import redress

SOURCE = Path(redress.__file__).parent

LATE = {
    "redress.__main__": "an interruption meanwhile is heard afterwards",
    "redress.operations.cli": "`redress --help` is quick, and Django is set up first",
    "redress.operations.console": "the same",
    "redress.operations.demo": "the same",
    "redress.operations.importing.processes": "a process of its own sets Django up first",
    "redress.operations.run": "the database is there before Django is set up",
}
"""Files and folders that import while they work, and why. No circle hides in it: these are followed like others."""


@cache
def files() -> dict[str, Path]:
    """Module -> file; a package by its own name."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        if "migrations" not in parts:
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def trees() -> dict[str, ast.Module]:
    return {name: ast.parse(path.read_text()) for name, path in files().items()}


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Those of a file or a function, within others too."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for each in getattr(node, name, ()):
            yield each
            yield from statements(each)


def taken(node: ast.AST) -> Iterator[str]:
    """The modules that an import takes something from; of a package, those of its files that it names."""
    if isinstance(node, ast.Import):
        names = [each.name for each in node.names]
    elif isinstance(node, ast.ImportFrom):
        room = node.module or ""
        names = [f"{room}.{each.name}" if f"{room}.{each.name}" in files() else room for each in node.names]
    else:
        return
    yield from (name for name in names if name in files())


@cache
def imports() -> dict[str, set[str]]:
    """What each file leans on, whether for types alone or while it works."""
    return {
        name: {each for node in statements(tree) for each in taken(node)} - {name}
        for name, tree in trees().items()
    }


def circles(leans: dict[str, set[str]]) -> list[list[str]]:
    """Files from each of which the others are reached (Tarjan)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    way: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = lowest[name] = len(order)
        way.append(name)
        for other in leans[name]:
            if other not in order:
                visit(other)
            if other in way:
                lowest[name] = min(lowest[name], lowest[other])
        if lowest[name] == order[name]:
            at = way.index(name)
            if len(way) - at > 1:
                found.append(sorted(way[at:]))
            del way[at:]

    for name in leans:
        if name not in order:
            visit(name)
    return found


def test_a_circle_is_found():
    leans = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set(), "e": {"a", "c"}}
    assert circles(leans) == [["b", "c"]]
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == [["a", "b", "c"]]


def test_no_files_lean_on_each_other_in_a_circle():
    assert len(imports()) > 1000
    assert sum(map(len, imports().values())) > 5000
    assert circles(imports()) == []


def test_an_import_stands_at_the_head_of_its_file():
    late = {}
    for name, tree in trees().items():
        inside = {
            each
            for function in statements(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            and not (name.endswith(".apps") and function.name == "ready")
            for node in statements(function)
            for each in taken(node)
        }
        if inside:
            late[name] = inside
    known = {name for name in late for place in LATE if name == place or name.startswith(f"{place}.")}
    assert set(late) - known == set()
    assert {
        place for place in LATE if not any(each == place or each.startswith(f"{place}.") for each in late)
    } == set()
