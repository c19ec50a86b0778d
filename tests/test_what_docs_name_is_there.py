"""What documents and docstrings name is there: files by their path, modules, decisions, names, commands, options."""

import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "redress"
NAMED = re.compile(r"`([\w.-]+(?:/[\w.-]+)+/?)`")
LINKED = re.compile(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)")
MODULE = re.compile(r"`redress((?:\.[a-z_]+)+)`")
DECISION = re.compile(r"\bADR (\d+)")
NAME = re.compile(r"`([\w.]+)(?:\([^`]*\))?`")
NO_NAME = {"psql"}
"""Programs of others."""
COMMAND = re.compile(r"(?:^|[`\s(/])redress ([a-z][\w-]*(?: [^`\n]*)?)", re.MULTILINE)
MADE = re.compile(r"`make ((?:[a-z][\w-]*)(?: [a-z][\w-]*)*)`")
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


def documents() -> list[Path]:
    """What tells of the present: the list of changes names also what is no more."""
    return [*(path for path in ROOT.glob("*.md") if path.stem != "CHANGELOG"), *(ROOT / "docs").rglob("*.md")]


@cache
def words() -> frozenset[str]:
    """Every name in code, queries, rulebooks, pages."""
    kinds = {".py", ".sql", ".yaml", ".html", ".js", ".css", ".txt", ".typ", ".toml"}
    places = [path for name in ("src", "tests", "scripts", "benchmarks") for path in (ROOT / name).rglob("*")]
    texts = [path.read_text("utf-8", errors="replace") for path in places if path.suffix in kinds]
    return frozenset(re.findall(r"\w+", "\n".join([*texts, (ROOT / "pyproject.toml").read_text("utf-8")])))


def test_every_name_of_code_in_a_document_is_one():
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in documents()
        for name in NAME.findall(re.sub(r"(?s)```.*?```", "", path.read_text("utf-8")))
        if name not in NO_NAME and not set(filter(None, name.split("."))) <= words()
        if not is_there(name, path.parent)
    ]
    assert found == []


@cache
def commands() -> dict[str, click.Command]:
    folder = SOURCE / "operations" / "cli"
    modules = [path.stem for path in folder.glob("*.py") if path.stem != "__init__"]
    return {
        stem.rstrip("_").replace("_", "-"): importlib.import_module(f"redress.operations.cli.{stem}").command
        for stem in modules
    }


def unknown(line: str) -> str:
    """The first command or option of `redress ...` that is none; empty where all are."""
    name, *rest = (word.strip(".,;:`)[]") for word in line.split())
    if name not in commands():
        return name
    command = commands()[name]
    while isinstance(command, click.Group) and rest and re.fullmatch(r"[a-z][\w-]*", rest[0]):
        if rest[0] not in command.commands:
            return rest[0]
        command, rest = command.commands[rest[0]], rest[1:]
    options = {said for each in command.params for said in (*each.opts, *each.secondary_opts)} | {"--help"}
    given = [word.partition("=")[0] for word in rest if word.startswith("--")]
    return next((option for option in given if option not in options), "")


def test_every_command_and_option_that_a_document_names_is_there():
    lines = [(path, line) for path in documents() for line in COMMAND.findall(path.read_text("utf-8"))]
    assert len(lines) > 60
    assert [(path.name, line) for path, line in lines if unknown(line)] == []
    targets = set(re.findall(r"(?m)^([\w-]+):", (ROOT / "Makefile").read_text("utf-8")))
    made = {
        name
        for path in documents()
        for said in MADE.findall(path.read_text("utf-8"))
        for name in said.split()
    }
    assert "check" in made
    assert made <= targets


def test_a_command_or_option_that_is_not_there_is_seen():
    assert [unknown(each) for each in ("verify", "verify --nothing", "nothing", "keys nothing")] == [
        "", "--nothing", "nothing", "nothing",
    ]  # fmt: skip
