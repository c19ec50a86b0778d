"""Which constraint a statement would have broken is read off the field that names it, not off the text of an error."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from redress.organisation.constraints import broken
from redress.organisation.models import Unit

SOURCE = Path(__file__).resolve().parents[2] / "src" / "redress"


@pytest.mark.django_db
def test_a_broken_constraint_is_named_and_a_value_that_reads_like_one_is_none():
    unit = Unit.objects.first()
    unique = next(
        name
        for name, each in connection.introspection.get_constraints(
            connection.cursor(), Unit._meta.db_table
        ).items()
        if each["unique"] and each["columns"] == ["code"]
    )
    with pytest.raises(IntegrityError) as twice, transaction.atomic():
        Unit(code=unit.code, name="再", kind=unit.kind, path="x/").save(force_insert=True)
    assert broken(twice.value) == unique
    assert broken(IntegrityError(unique)) == ""
    assert broken(ValueError(unique)) == ""


OF_THE_DATABASE = {
    "Error", "DatabaseError", "DataError", "IntegrityError", "InterfaceError", "InternalError", "OperationalError",
    "ProgrammingError", "Exception", "psycopg.Error",
}  # fmt: skip


def texts_of_errors(tree: ast.AST) -> Iterator[int]:
    """Lines that look for words in the text of an error of the database that they caught."""
    for handler in ast.walk(tree):
        if not isinstance(handler, ast.ExceptHandler) or handler.name is None or handler.type is None:
            continue
        if (
            not {ast.unparse(each) for each in getattr(handler.type, "elts", [handler.type])}
            & OF_THE_DATABASE
        ):
            continue
        for each in ast.walk(handler):
            if (
                isinstance(each, ast.Compare)
                and any(isinstance(op, ast.In | ast.NotIn) for op in each.ops)
                and any(_says(side, handler.name) for side in each.comparators)
            ):
                yield each.lineno


def _says(side: ast.expr, name: str) -> bool:
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("str", "repr")
        and any(isinstance(given, ast.Name) and given.id == name for given in call.args)
        for call in ast.walk(side)
    )


def test_no_code_looks_for_words_in_the_text_of_an_error_of_the_database():
    found = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line in texts_of_errors(ast.parse(path.read_text("utf-8")))
    ]
    assert found == [], "ask redress.organisation.constraints.broken, or the class or code of the error"


def test_a_word_looked_for_in_an_error_is_found_by_that():
    said = "try:\n    go()\nexcept {} as failed:\n    if 'once' not in str(failed).lower():\n        raise\n"
    assert list(texts_of_errors(ast.parse(said.format("(Refusal, IntegrityError)")))) == [4]
    assert list(texts_of_errors(ast.parse(said.format("csv.Error")))) == []
