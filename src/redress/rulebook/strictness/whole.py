"""A rulebook that extends another may be stricter, never looser (ORG-14)."""

from __future__ import annotations

from redress.rulebook.marks import Marks
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.every import EVERY
from redress.rulebook.strictness.added import check_added, check_replaced
from redress.rulebook.strictness.behaviour import check_behaviour
from redress.rulebook.strictness.compare import Pair
from redress.rulebook.strictness.kept import check_kept
from redress.rulebook.strictness.mapped import check_mapped
from redress.rulebook.strictness.names import check_names
from redress.rulebook.strictness.words import check_words


def check_strictness(parent: Method, above: Marks, child: Method, below: Marks) -> list[Problem]:
    """Every rule of the child that is looser than the parent's, naming both."""
    pair = Pair(parent, above, child, below)
    if parent.governs != child.governs:
        en, zh = f"it governs {child.governs}, not {parent.governs}", "适用对象不同"
        return [pair.looser(("governs",), en, zh)]
    found = [
        *(problem for section in EVERY for check in section.stricter for problem in check(pair)),
        *check_words(pair),
        *check_names(pair),
    ]
    # What the comparison of the rules has named is not told again by what follows from it for a case.
    more = (
        *check_kept(pair),
        *check_mapped(pair),
        *check_added(pair),
        *check_replaced(pair),
        *check_behaviour(pair),
    )
    return found + [each for each in more if not any(said.rule.startswith(each.rule) for said in found)]
