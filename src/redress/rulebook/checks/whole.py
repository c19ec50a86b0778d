"""What the schema alone cannot see: whether the rules of one rulebook agree with each other."""

from __future__ import annotations

from redress.rulebook.checks.citations import check_citations
from redress.rulebook.checks.references import check_references
from redress.rulebook.checks.said import check_said
from redress.rulebook.checks.tables import check_tables
from redress.rulebook.checks.values import check_values
from redress.rulebook.marks import Marks
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.every import EVERY
from redress.rulebook.sections.kinds import check_kind


def check_method(method: Method, marks: Marks) -> list[Problem]:
    """Every problem of a rulebook by itself; tables are compared only once their values are known ones."""
    problems = [
        *check_citations(method, marks),
        *check_references(method, marks),
        *check_values(method, marks),
        *check_said(method, marks),
        *check_kind(method, marks),
        *(problem for section in EVERY for check in section.checks for problem in check(method, marks)),
    ]
    return problems or list(check_tables(method, marks))
