"""Which sections a rulebook has by what it governs: a rule that no file of its kind ever meets is a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from redress.rulebook.marks import Marks
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.every import EVERY
from redress.rulebook.words import Words

GOVERNS: Final = {
    "complaints": Words("客户投诉", "complaints"),
    "claims": Words("理赔服务", "claims service"),
}
_OF: Final = {
    name: "" if name in section.shared else section.governs for section in EVERY for name in section.sections
}
"""Section -> the kind of file of which there are such rules; empty where several have them."""


def governing(kind: str) -> Words:
    """What a rulebook governs, in words; kinds that nobody planned go by their name."""
    return GOVERNS.get(kind, Words(kind, kind))


def check_kind(method: Method, marks: Marks) -> Iterator[Problem]:
    """Sections that belong to another kind."""
    for section in Method.model_fields:
        others = _OF.get(section, "") not in ("", method.governs)
        if others and section in method.model_fields_set and getattr(method, section):
            name = governing(method.governs)
            en = f"'{section}' does not belong into a rulebook of {name.en}; take it out"
            yield marks.problem((section,), en, f"“{section}”不属于{name.zh}的规则集，请删除")
