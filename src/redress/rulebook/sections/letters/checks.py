"""Of a part that is chosen from blocks one names each remedy there is: else the letter could not be written."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.marks import Marks, Path, dotted
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method


def check_blocks(method: Method, marks: Marks) -> Iterator[Problem]:
    """Where blocks name remedies, one may stand that names just those that are open (COM-05): none is in no block."""
    for code, letter in method.letters.items():
        for key, part in letter.parts.items():
            named = {remedy for block in part.blocks.values() for remedy in block.names}
            if named and (missing := sorted(set(method.remedies) - named)):
                here: Path = ("letters", code, "parts", key, "blocks")
                which = ", ".join(missing)
                en = f"no block names {which}: where that is open, the letter could not be written"
                zh = f"没有选项写明{which}，该途径可用时该函件将无法出具"
                yield marks.problem(here, en, zh, rule=dotted(here[:4]))
