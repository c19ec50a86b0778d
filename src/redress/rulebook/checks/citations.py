"""Every rule cites, and what it cites is in `sources`."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.checks.walk import walk
from redress.rulebook.marks import Marks, dotted
from redress.rulebook.problems import Problem
from redress.rulebook.schema.base import Rule
from redress.rulebook.schema.method import Method
from redress.rulebook.validate import did_you_mean


def check_citations(method: Method, marks: Marks) -> Iterator[Problem]:
    """Citations that lead nowhere."""
    for path, part in walk(method):
        if not isinstance(part, Rule):
            continue
        for source in part.cite:
            if source not in method.sources:
                en, zh = did_you_mean(source, method.sources)
                yield marks.problem(
                    (*path, "cite"),
                    f"cites '{source}', which is not in sources{en}",
                    f"引用的“{source}”不在 sources 中{zh}",
                    rule=dotted(path),
                )
