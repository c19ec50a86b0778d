"""No pattern takes longer than its text is long: a field of 10,000 characters holds nobody up (SEC-05)."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import redress

pytestmark = [pytest.mark.req("SEC-05"), pytest.mark.slow]
SOURCE = Path(redress.__file__).parent
LENGTH = 10_000
LONGEST = 0.25
"""Seconds of processor time for one text; a pattern that walks a text once takes a thousandth of it."""
OURS_ALONE = {"operations/floor/asking.py", "operations/catalogue.py", "complaints/migrations"}
"""They read what stands in our own sources, and nothing that anybody sends."""
HOW = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
AROUND = "a0 -.,/:(中年万\t\n@\"'%<_|#+"


def patterns() -> Iterator[tuple[str, str, re.Pattern[str], frozenset[str]]]:
    """(module, name, pattern, the ways in which the module uses it) of every pattern that a module keeps."""
    for found in pkgutil.walk_packages(redress.__path__, "redress."):
        if ".migrations" in found.name or ".cli." in found.name or found.name.endswith("wsgi"):
            continue
        module = importlib.import_module(found.name)
        place = str(Path(module.__file__).relative_to(SOURCE))
        if any(place.startswith(each) for each in OURS_ALONE):
            continue
        made = _made_in(place)
        for name, value in vars(module).items():
            if name in made:
                yield from ((place, name, each, _uses(place, name)) for each in _within(value))


def _within(value: object) -> Iterator[re.Pattern[str]]:
    """The patterns in a value that a module keeps: itself, or in its tuples and tables."""
    if isinstance(value, re.Pattern):
        yield from [value] if isinstance(value.pattern, str) else []
    elif isinstance(value, dict):
        yield from _within(tuple(value.values()))
    elif isinstance(value, tuple | list | frozenset | set):
        for each in value:
            yield from _within(each)


def _made_in(place: str) -> frozenset[str]:
    tree = ast.parse((SOURCE / place).read_text())
    return frozenset(
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    )


def _uses(place: str, name: str) -> frozenset[str]:
    """How it is asked anywhere in the product; a pattern that is handed on is asked in every way."""
    said = frozenset(
        way for path in SOURCE.rglob("*.py") for way in re.findall(rf"\b{name}\.(\w+)", path.read_text())
    )
    return said & frozenset(HOW) or frozenset({"search"})


def evil(pattern: str) -> Iterator[str]:
    """Long runs of every sign the pattern speaks of and of what stands around, which nearly match."""
    signs = sorted({*AROUND, *(sign for sign in pattern if not sign.isalnum() or ord(sign) > 127)})[:60]
    letters = sorted({sign for sign in pattern if sign.isalnum()})[:12]
    for sign in (*signs, *letters):
        yield sign * LENGTH + "\0"
        yield "1" + sign * LENGTH + "!"
    for two in (
        "a ",
        "a-",
        "0.",
        "0,",
        "a.",
        "0 ",
        "a@",
        "中1",
        "1万",
        "()",
        "a\n",
        "<>",
        "1-",
        "转 ",
        "x1",
        "元 ",
    ):
        yield two * (LENGTH // 2) + "\0"


class _TooLong(Exception):
    pass


def _stop(*_said: Any) -> None:
    raise _TooLong


def taken(pattern: re.Pattern[str], way: str, text: str) -> float:
    ask = getattr(pattern, way)
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, LONGEST * 4)
    try:
        found = ask(lambda hit: hit[0], text) if way.startswith("sub") else ask(text)
        if way == "finditer":
            list(found)
    except _TooLong:
        return LONGEST * 4
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - begun


@pytest.fixture
def bounded() -> Iterator[None]:
    before = signal.signal(signal.SIGPROF, _stop)
    yield
    signal.signal(signal.SIGPROF, before)


def test_every_pattern_walks_a_long_text_once(bounded):
    slow, tried = [], 0
    for place, name, pattern, uses in patterns():
        tried += 1
        for way in sorted(uses):
            worst = max((taken(pattern, way, text), text[:3]) for text in evil(pattern.pattern))
            if worst[0] > LONGEST:
                slow.append((place, name, way, *worst))
    assert slow == []
    assert tried > 60


def test_the_test_would_find_one(bounded):
    assert taken(re.compile(r"\s*x$"), "search", " " * LENGTH * 3 + "\0") > LONGEST
    assert taken(re.compile(r"(a+)+$"), "search", "a" * LENGTH + "\0") > LONGEST


NOT_KEPT = {
    "assessment/redaction.py": "two to four characters, the whole text",
    "sealing/queries.py": "one class",
    "operations/floor/asking.py": "our own functions",
    "operations/backup/tools.py": "what pg_dump says of itself",
    "complaints/law/new_facts.py": "one class",
    "complaints/recusing/whom_it_names.py": "one class",
    "privacy/hiding.py": "one class",
    "privacy/telephones.py": "one class",
    "rulebook/denial.py": "words of a sentence, at most 24 characters apart",
}
"""Modules that write a pattern where they use it, unseen by the test above, and why it walks a text once."""


def test_patterns_are_kept_where_they_can_be_tried():
    found = set()
    for path in SOURCE.rglob("*.py"):
        if "migrations" in str(path):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in HOW and ast.unparse(called.value) == "re":
                found.add(str(path.relative_to(SOURCE)))
    assert found == set(NOT_KEPT)
