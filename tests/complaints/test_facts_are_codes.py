"""What a command says it did is codes, ids, numbers and times: never words in somebody's language (FLW-08)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import redress
from redress.complaints.executor import execute
from redress.complaints.handling.commands.cohandling import CoHandle
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder
from redress.complaints.models import JournalEntry
from tests.complaints.inputs import department, transfer

SOURCE = Path(redress.__file__).parent
WORDS = {"_", "gettext", "pgettext", "ngettext", "str", "format"}
"""Calls that make words, or may."""
CODES = {
    "approvals.label(approval.number)",
    "approvals.label(self.approval)",
    "approvals.label(new.number)",
    "str(case.row.retain_until)",
    "str(owed.amount)",
    "str(before['validity'])",
    "str(self.validity)",
    "str(self.amount)",
}
"""What looks like words and is a number of the house, an amount, a day or a code."""


def commands() -> Iterator[Path]:
    for room in ("complaints", "letters", "committee", "assessment"):
        yield from sorted((SOURCE / room).rglob("commands/*.py"))


def said(function: ast.FunctionDef) -> Iterator[ast.Dict]:
    """The facts a function makes: dictionaries that it returns, or that are declared to be facts."""
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict):
            yield node.value
        declared = isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "Facts"
        if declared and isinstance(node.value, ast.Dict):
            yield node.value


def suspicious(value: ast.expr) -> bool:
    for node in ast.walk(value):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if ast.unparse(node) in CODES:
                return False
            if name in WORDS:
                return True
            if name.startswith("get_") or "_display" in name or name.endswith(".title.get"):
                return True
        if isinstance(node, ast.Attribute) and node.attr in ("label", "label_zh", "name_en", "words"):
            return True
    return False


@pytest.mark.req("FLW-08")
def test_no_command_says_in_words_what_it_did():
    found = [
        f"{path.relative_to(SOURCE)}:{value.lineno} {ast.unparse(value)}"
        for path in commands()
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name == "do"
        for facts in said(function)
        for value in facts.values
        if value is not None and suspicious(value)
    ]
    assert found == []


@pytest.mark.django_db
@pytest.mark.req("FLW-08")
def test_a_command_given_in_chinese_and_in_english_leaves_the_same_facts(actor, wednesday):
    left = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            number = execute(transfer(), actor("sc.officer")).number
            order = execute(
                Dispatch(to=department("sc", "claims"), opinion="请核查"), actor("sc.officer"), number
            )
            execute(CoHandle(to=department("sc", "it"), opinion="请协助"), actor("sc.officer"), number)
            main = str(order.facts["order"])
            execute(RefuseOrder(order=main, reason="不属本部门职责"), actor("sc.claims"), number)
        entries = JournalEntry.objects.filter(complaint__number=number).order_by("sequence")
        left.append([repr(each.facts).replace(number, "N") for each in entries])
    assert left[0] == left[1]
