"""What benchmarks take of the program is there: they are run seldom, and nothing else would tell."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "benchmarks"


def taken() -> list[tuple[str, str, str]]:
    """Script, module and name of each import from the program."""
    return [
        (str(script.relative_to(FOLDER)), node.module or "", each.name)
        for script in sorted(FOLDER.rglob("*.py"))
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "redress"
        for each in node.names
    ]


def there(module: str, name: str) -> bool:
    """As the import finds it: an attribute, or a module of the package."""
    if hasattr(importlib.import_module(module), name):
        return True
    try:
        importlib.import_module(f"{module}.{name}")
    except ModuleNotFoundError:
        return False
    return True


def test_every_name_that_a_benchmark_imports_is_there():
    found = taken()
    assert len(found) > 50
    assert [each for each in found if not there(*each[1:])] == []
