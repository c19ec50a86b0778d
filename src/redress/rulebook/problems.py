"""What is wrong with a rulebook: file, line, rule, and what to do, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `rule` is the path of the rule, such as `clocks.confirm`."""

    file: str
    line: int
    rule: str
    message_en: str
    message_zh: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: {self.message_en}"

    def get(self, language: str) -> str:
        """The whole line in one language."""
        text = self.message_zh if language.startswith("zh") else self.message_en
        return f"{self.file}:{self.line}: {self.rule}: {text}"


class RulebookError(ValueError):
    """A rulebook that may not be used, with everything found wrong in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: list[Problem] = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))
