"""Two rulebooks side by side, and how a looser rule is reported."""

from __future__ import annotations

from dataclasses import dataclass

from redress.rulebook.checks.values import known_values
from redress.rulebook.marks import Marks, Path, dotted
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method


@dataclass(frozen=True)
class Pair:
    """A parent, a child, and where their rules stand."""

    parent: Method
    above: Marks
    child: Method
    below: Marks

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """Every value a subject can have under either."""
        ours, theirs = known_values(self.child), known_values(self.parent)
        return {key: tuple(dict.fromkeys((*ours[key], *theirs[key]))) for key in ours}

    @property
    def of_parent(self) -> dict[str, tuple[str, ...]]:
        """Every value a subject can have under the parent."""
        return known_values(self.parent)

    def looser(self, path: Path, en: str, zh: str, *, against: Path | None = None) -> Problem:
        """The child's rule, what is loose about it, and the parent's rule with its file and line."""
        wanted = against or path
        file, line = self.above.of(wanted)
        where = f"{self.parent.rulebook} {dotted(wanted)}, {file}:{line}"
        return self.below.problem(
            path,
            f"looser than {where}: {en}",
            f"宽于 {where}：{zh}",
            rule=f"{self.child.rulebook} {dotted(path)}",
        )
