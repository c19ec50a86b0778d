from redress.rulebook.marks import Marks
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method


def check_strictness(parent: Method, above: Marks, child: Method, below: Marks) -> list[Problem]:
    return []
