"""Which test proves which requirement: the ids of docs/requirements.yaml beside `@pytest.mark.req`."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]
REQUIREMENTS = ROOT / "docs" / "requirements.yaml"
TESTS = ROOT / "tests"


@dataclass
class Trace:
    """`proofs` has every requirement, in the file's order; `unknown` the marks that name none."""

    proofs: dict[str, list[str]] = field(default_factory=dict)
    unknown: dict[str, list[str]] = field(default_factory=dict)

    @property
    def proven(self) -> int:
        return sum(map(bool, self.proofs.values()))


def trace(requirements: Path = REQUIREMENTS, tests: Path = TESTS) -> Trace:
    chapters = yaml.safe_load(requirements.read_text(encoding="utf-8"))
    ids = [name for chapter in chapters.values() for name in chapter]
    marked: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(tests.rglob("test_*.py")):
        for name, test in _marks(ast.parse(path.read_text(encoding="utf-8"))):
            marked[name].append(f"{path.relative_to(tests.parent).as_posix()}::{test}")
    return Trace(
        proofs={name: marked.pop(name, []) for name in ids},
        unknown=dict(sorted(marked.items())),
    )


def _marks(module: ast.Module) -> Iterator[tuple[str, str]]:
    """(requirement, test) for each mark on a test, on its parameters, on its class, on its module."""
    everywhere = [
        name
        for node in module.body
        if isinstance(node, ast.Assign) and any(_named(target, "pytestmark") for target in node.targets)
        for name in _ids(node.value)
    ]
    yield from _tests(module.body, everywhere, "")


def _tests(body: list[ast.stmt], inherited: list[str], prefix: str) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            own = [name for decorator in node.decorator_list for name in _ids(decorator)]
            yield from _tests(node.body, inherited + own, f"{prefix}{node.name}::")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            own = [name for decorator in node.decorator_list for name in _ids(decorator)]
            for name in dict.fromkeys(inherited + own):
                yield name, f"{prefix}{node.name}"


def _ids(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "req":
            yield from (argument.value for argument in call.args if _is_text(argument))  # type: ignore[attr-defined]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _named(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
