"""Whoever runs the house finds every variable that the program reads (SEC-07)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import redress

ROOT = Path(redress.__file__).parent
DOCS = ROOT.parents[1] / "docs" / "operations.md"
NAME = re.compile(r"REDRESS_[A-Z][A-Z0-9_]*")
ASKED = re.compile(r"(env\.\w+|secrets\.read|environ\.get|environ\.pop|environ|getenv)")
OF_ITSELF = {
    "REDRESS_PROCESS": "the command says it to the program it starts",
    "REDRESS_PARENT": "the same",
    "DJANGO_SETTINGS_MODULE": "the same",
}
"""What nobody sets by hand, and why."""


def read(path: Path) -> set[str]:
    """Names of variables: whatever is asked of the environment, and every text that is such a name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
            found.add(node.value)
        if isinstance(node, ast.Call) and node.args and ASKED.search(ast.unparse(node.func)):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


@pytest.mark.req("SEC-07")
def test_every_variable_that_is_read_stands_in_the_manual():
    named = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", DOCS.read_text()))
    found = {name: path for path in ROOT.rglob("*.py") for name in read(path)}
    found = {name: path for name, path in found.items() if name.isupper()}
    missing = {name: str(path) for name, path in found.items() if name not in named | OF_ITSELF.keys()}
    assert missing == {}
    assert {
        "REDRESS_IDLE_MINUTES",
        "REDRESS_SMS_SECRET",
        "DATABASE_URL",
        "REDRESS_WORKER_URL",
    } <= found.keys()
