"""Conditions of querysets that let PostgreSQL keep its plan (ADR 15).

Django writes each key of a list as a parameter of its own, so that every length is another statement, and each code as
a parameter too, so that a plan for any code cannot use an index of rows with that one: such a statement is planned anew
each time it comes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

from redress.organisation.statements import array, given


class Condition(Func):
    """Something asked of one column, written as SQL."""

    output_field = BooleanField()

    def __init__(self, column: str) -> None:
        super().__init__(F(column))

    def named(self, compiler: SQLCompiler) -> str:
        """How the statement calls the column."""
        said, _none = compiler.compile(self.get_source_expressions()[0])
        return said


class Among(Condition):
    """The column is one of these keys or, `of` text, of these words; how many they are is no reason to plan anew."""

    def __init__(self, column: str, keys: Collection[Any], of: str = "bigint") -> None:
        super().__init__(column)
        self.keys: object = array(sorted(keys)) if of == "bigint" else list(keys)
        self.of = of

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[object]]:
        return f"{self.named(compiler)} = ANY ({given('%s', self.of)})", [self.keys]


class Is(Condition):
    """The column is one of these codes, which stand in the statement: an index of such rows alone is used."""

    def __init__(self, column: str, *codes: str) -> None:
        super().__init__(column)
        if not codes or not all(code.isidentifier() for code in codes):
            raise ValueError(f"no codes: {codes}")
        self.codes = codes

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[object]]:
        codes = ", ".join(f"'{code}'" for code in self.codes)
        return f"{self.named(compiler)} IN ({codes})", []
