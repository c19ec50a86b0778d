"""Which sections a rulebook has by what it governs: a rule that no file of its kind ever meets is a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from redress.rulebook.marks import Marks
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.words import Words

GOVERNS: Final = {
    "complaints": Words("客户投诉", "complaints"),
    "claims": Words("理赔服务", "claims service"),
}
SHARED: Final = (
    "rulebook", "version", "effective", "title", "extends", "governs", "sources", "ladder_times", "clocks", "limits",
    "soothing", "taboo", "proofs", "telling", "messages", "quiet_hours", "letters", "retention", "deputies", "recusal",
    "approvers", "authority",
)  # fmt: skip
"""Of every kind of rulebook."""
OF_CLAIMS: Final = (
    "lines", "loss_causes", "losses", "papers", "milestones", "promises", "risk", "guides", "terms",
    "contact_check", "pickup",
)  # fmt: skip
OF_COMPLAINTS: Final = tuple(name for name in Method.model_fields if name not in SHARED + OF_CLAIMS)

_OTHERS: Final = {"complaints": OF_CLAIMS, "claims": OF_COMPLAINTS}


def governing(kind: str) -> Words:
    """What a rulebook governs, in words; kinds that nobody planned go by their name."""
    return GOVERNS.get(kind, Words(kind, kind))


def check_kind(method: Method, marks: Marks) -> Iterator[Problem]:
    """Sections that belong to another kind."""
    others = _OTHERS.get(method.governs, OF_COMPLAINTS + OF_CLAIMS)
    for section in Method.model_fields:
        if section in others and section in method.model_fields_set and getattr(method, section):
            name = governing(method.governs)
            en = f"'{section}' does not belong into a rulebook of {name.en}; take it out"
            yield marks.problem((section,), en, f"“{section}”不属于{name.zh}的规则集，请删除")
    if method.governs != "claims":
        return
    for key, letter in method.letters.items():
        if letter.legal_review:
            en, zh = "legal counsel sees no claims; take it out", "法律顾问不能查看赔案，请删除"
            yield marks.problem(("letters", key, "legal_review"), en, zh)
