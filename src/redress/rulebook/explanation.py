"""What a deadline says of itself (CLK-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from redress.rulebook.words import Language


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that the rule cites, with its words."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A run of days that did not count, both ends included."""

    first: date
    last: date
    reason: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a deadline is what it is, in one language.

    `skipped` and `make_up` speak only of limits in working days. `provisional`, `governed_by` and `note` are
    empty where there is nothing to say.
    """

    language: Language
    headline: str
    rule: str
    citations: tuple[Citation, ...]
    note: str
    started_by: str
    started_at: datetime
    segments: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    make_up: tuple[date, ...]
    arithmetic: tuple[str, ...]
    due_at: datetime
    due: str
    provisional: str
    governed_by: str

    def as_text(self) -> str:
        """The whole explanation as plain text, for the command line and the dossier."""
        zh = self.language == "zh"
        lines = [self.headline, ("规则：" if zh else "Rule: ") + self.rule]
        lines += [f"  {cite.title}{'：' if zh else ': '}{cite.text}" for cite in self.citations]
        if self.note:
            lines.append(("说明：" if zh else "Note: ") + self.note)
        lines.append("计算：" if zh else "Arithmetic:")
        lines += [f"  {line}" for line in self.arithmetic]
        if self.segments:
            lines.append("计时过程：" if zh else "Segments:")
            lines += [f"  {line}" for line in self.segments]
        lines += [line for line in (self.provisional, self.governed_by) if line]
        return "\n".join(lines)
