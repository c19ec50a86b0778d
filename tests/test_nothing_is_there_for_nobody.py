"""What a file defines, somebody uses: a function, class or constant that nobody names is taken out."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "redress"
READ = {".py", ".html", ".sql", ".yaml", ".js", ".typ", ".txt", ".toml"}
NOT_READ = {"vendor", "node_modules", "locale", "__pycache__"}
FOUND_BY_ITS_PLACE = {"apps.py", "__main__.py", "wsgi.py", "urls.py"}
"""Files of which Django and Python ask by a name of theirs; so are settings, migrations and `operations/cli`."""
NAMED_ELSEWHERE: dict[str, str] = {}
"""What is there for somebody who is not in this checkout, with the reason."""


@cache
def words() -> Counter[str]:
    """How often each word stands anywhere: in the source, its templates and statements, tests, benchmarks."""
    found: Counter[str] = Counter()
    for folder in ("src", "tests", "benchmarks", "scripts"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in READ and NOT_READ.isdisjoint(path.parts):
                found.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return found


def defined(tree: ast.Module) -> Iterator[str]:
    """Names at the head of a file; what is decorated is registered somewhere, and called by that."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if not node.decorator_list:
                yield node.name
        elif isinstance(node, ast.Assign):
            yield from (each.id for each in node.targets if isinstance(each, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def files() -> Iterator[Path]:
    for path in SOURCE.rglob("*.py"):
        inside = path.relative_to(SOURCE).parts
        by_place = (
            path.name in FOUND_BY_ITS_PLACE or {"migrations", "cli"} & {*inside} or inside[0] == "settings"
        )
        if not by_place:
            yield path


def test_what_is_defined_is_named_somewhere_else():
    every = [(path, name) for path in files() for name in defined(ast.parse(path.read_text("utf-8")))]
    assert len(every) > 5000
    alone = {f"{path.relative_to(SOURCE)}: {name}" for path, name in every if words()[name] == 1}
    assert alone - set(NAMED_ELSEWHERE) == set(), "take it out, or say who names it"
    assert set(NAMED_ELSEWHERE) - alone == set(), "these are named by now"
