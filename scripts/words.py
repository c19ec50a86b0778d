"""Which words stand in the desk's templates, scripts and Python: whatever class or icon a page wears is one of them."""

import hashlib
import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "redress"
WORD = re.compile(r"[A-Za-z0-9_-]+")
QUOTED = re.compile(r"""["'](?:ti-)?([a-z0-9-]+)["']""")
READ = {".html", ".py", ".js"}


def sources(folder: Path = PACKAGE) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.suffix in READ)
    return sorted(path for path in found if not {"vendor", "migrations"} & set(path.parts))


def quoted() -> frozenset[str]:
    """What any room writes in quotes: an icon is named so, by a template or by the class of a command."""
    return frozenset(word for path in sources() for word in QUOTED.findall(path.read_text(encoding="utf-8")))


def worn() -> frozenset[str]:
    """Every word of the desk: a class of a page is among them."""
    return frozenset(
        word for path in sources(PACKAGE / "desk") for word in WORD.findall(path.read_text(encoding="utf-8"))
    )


def fingerprint() -> str:
    return hashlib.sha256("\n".join([*sorted(quoted()), "", *sorted(worn())]).encode()).hexdigest()
