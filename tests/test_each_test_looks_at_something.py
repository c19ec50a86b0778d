"""A test that asserts within a loop alone proves nothing of an empty collection: it says that there was something."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

TESTS = Path(__file__).parent
PASS_ON = {
    "combinations", "enumerate", "iter", "list", "map", "pairwise", "permutations", "product", "reversed", "set",
    "sorted", "tuple", "zip",
}  # fmt: skip
"""Functions that give as much as they are given."""
SAME = {"items", "keys", "values", "split", "splitlines"}


def is_full(node: ast.expr, full: set[str]) -> bool:
    """Whether there is something in it, as it stands in the text of the test. `full`: names of such."""
    match node:
        case ast.List(elts) | ast.Tuple(elts) | ast.Set(elts):
            return any(not isinstance(each, ast.Starred) or is_full(each.value, full) for each in elts)
        case ast.Dict(keys):
            return bool(keys)
        case ast.Constant(value):
            return bool(value)
        case ast.Name(name):
            return name in full
        case ast.BinOp(left, ast.BitOr() | ast.Add(), right):
            return is_full(left, full) or is_full(right, full)
        case ast.BinOp(left, ast.Mult(), _):
            return is_full(left, full)
        case ast.Call(ast.Name("range"), _):
            return True
        case ast.Call(ast.Name(name), args) if name in PASS_ON:
            return bool(args) and all(is_full(each, full) for each in args[name == "map" :])
        case ast.Call(ast.Attribute(value, name), _) if name in SAME:
            return is_full(value, full)
    return False


def says(node: ast.AST) -> bool:
    """Whether something is asserted in it."""
    return any(
        isinstance(each, ast.Assert)
        or (isinstance(each, ast.Attribute) and each.attr in ("raises", "warns", "fail"))
        for each in ast.walk(node)
    )


class Reader:
    """Reads a test: `sure`, something is asserted whatever is in any collection; `unsure`, loops that assert."""

    def __init__(self, full: set[str]) -> None:
        self.full, self.sure, self.unsure = set(full), False, False

    def read(self, body: Iterable[ast.stmt]) -> None:
        for each in body:
            match each:
                case ast.Assert():
                    self.sure = True
                case ast.Assign([ast.Name(name)], value):
                    (self.full.add if is_full(value, self.full) else self.full.discard)(name)
                case ast.For(iter=over, body=inner):
                    if is_full(over, self.full):
                        self.read(inner)
                    self.unsure |= says(each)
                case ast.While():
                    self.unsure |= says(each)
                case ast.With(items, inner):
                    self.sure |= any(says(item.context_expr) for item in items)
                    self.read(inner)
                case ast.If(body=inner, orelse=other):
                    self.read([*inner, *other])
                case ast.Try(body=inner, finalbody=last):
                    self.read([*inner, *last])


def blind(source: str) -> list[str]:
    """The tests of a file that may have looked at nothing."""
    tree = ast.parse(source)
    constants: set[str] = set()
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(
                ast.Name(name), value=ast.expr() as value
            ):
                if is_full(value, constants):
                    constants.add(name)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            reader = Reader(constants)
            reader.read(node.body)
            if reader.unsure and not reader.sure:
                found.append(node.name)
    return found


def test_a_test_that_may_look_at_nothing_is_found():
    loop = "def test_a():\n    {}for each in {}:\n        assert each\n"
    assert blind(loop.format("", "found()")) == ["test_a"]
    assert blind(loop.format("all_ = found()\n    ", "sorted(all_)")) == ["test_a"]
    assert blind(loop.format("all_ = found()\n    assert all_\n    ", "all_")) == []
    assert blind(loop.format("", "(1, 2)")) == []
    assert blind("ALL = [1]\n" + loop.format("", "enumerate(ALL)")) == []
    assert blind(
        "def test_a():\n    for each in found():\n        with pytest.raises(Refusal):\n            do(each)\n"
    ) == ["test_a"]


def test_every_test_says_that_it_looked_at_something():
    files = sorted(TESTS.rglob("test_*.py"))
    assert len(files) > 300
    blinds = {str(path.relative_to(TESTS)): found for path in files if (found := blind(path.read_text()))}
    assert blinds == {}
