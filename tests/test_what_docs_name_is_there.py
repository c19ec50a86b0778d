"""What documents and docstrings name is there: files by their path, modules, decisions."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "redress"
NAMED = re.compile(r"`([\w.-]+(?:/[\w.-]+)+/?)`")
LINKED = re.compile(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)")
MODULE = re.compile(r"`redress((?:\.[a-z_]+)+)`")
DECISION = re.compile(r"\bADR (\d+)")
NO_FILE = re.compile(r"application/json|Asia/\w+|REDRESS_\w+/.*|postgres/.*")
"""What has a slash and is none of ours: types of media, zones, places in the data folder."""


def written() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *SOURCE.rglob("*.py")]


@cache
def files() -> frozenset[str]:
    places = [ROOT / name for name in ("src", "docs", "tests", "scripts", "benchmarks", "requirements")]
    return frozenset(f"/{path.relative_to(ROOT)}" for place in places for path in place.rglob("*"))


def is_there(named: str, beside: Path) -> bool:
    """From the root, from beside where it is named, or the end of a path: `commands/dispatch.py`."""
    end = "/" + named.rstrip("/")
    return (
        (ROOT / named).exists()
        or (beside / named).exists()
        or any(path.endswith((end, f"{end}.py")) for path in files())
    )


def module_is_there(dotted: str) -> bool:
    parts = dotted.strip(".").split(".")
    for length in range(len(parts), 0, -1):
        place = SOURCE.joinpath(*parts[:length])
        code = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if code.exists():
            rest = parts[length:]
            return not rest or re.search(rf"\b{rest[0]}\b", code.read_text("utf-8")) is not None
    return False


def missing(path: Path) -> Iterator[str]:
    text, here = path.read_text("utf-8"), path.relative_to(ROOT)
    for named in NAMED.findall(text) if path.suffix == ".md" else ():
        if not NO_FILE.fullmatch(named) and not is_there(named, path.parent):
            yield f"{here}: {named}"
    for linked in LINKED.findall(text) if path.suffix == ".md" else ():
        if not (path.parent / linked).exists():
            yield f"{here}: {linked}"
    for dotted in MODULE.findall(text):
        if not module_is_there(dotted):
            yield f"{here}: redress{dotted}"
    for number in DECISION.findall(text):
        if not list((ROOT / "docs" / "adr").glob(f"{int(number):04d}-*.md")):
            yield f"{here}: ADR {number}"


def test_what_is_named_is_there():
    assert [each for path in written() for each in missing(path)] == []


def test_the_index_of_decisions_lists_every_one_by_its_title():
    index = (ROOT / "docs" / "adr" / "README.md").read_text("utf-8")
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", index))
    there = {path.name for path in (ROOT / "docs" / "adr").glob("[0-9]*.md")}
    assert listed == there
    for name in there:
        title = (ROOT / "docs" / "adr" / name).read_text("utf-8").splitlines()[0].lstrip("# ")
        number = str(int(name[:4]))
        assert f"| {number} |" in index
        assert title


def test_the_demo_shows_every_log_in_that_the_readme_names():
    """`make run` prints them, and the page for signing in offers them."""
    from redress.operations import demo

    shown = {name for name, _, _ in demo.logins()}
    for readme in ("README.md", "README.zh-CN.md"):
        rows = re.findall(r"(?m)^\| (`[a-z]+.*?) \|", (ROOT / readme).read_text("utf-8"))
        assert {name for row in rows for name in re.findall(r"`([\w.]+)`", row)} == shown, readme
