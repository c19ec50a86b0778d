"""Statements that are written once and give rows of a model.

Building a query takes Django three times as long as PostgreSQL takes to answer it, and `raw()` works out anew each
time which column is which field: on a page with a dozen short reads that is most of what it costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from inspect import getattr_static
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

from redress.sealing.one_trip import one_trip

M = TypeVar("M", bound=Model)
Convert = Callable[[Any], Any]


@contextmanager
def together() -> Iterator[None]:
    """Statements inside go to the database in one trip, up to the first whose answer somebody looks at.

    To wait for an answer costs a process more than most short statements cost the database. Outside a transaction they
    are one until the block ends or an answer is looked at: a statement that fails undoes those sent with it. Raises
    what the first of them raises.
    """
    link: Any = connections[DEFAULT_DB_ALIAS]  # `connection` would be looked up anew for each word
    link.ensure_connection()
    with link.wrap_database_errors, one_trip(link.connection):
        yield
    link.seal_if_alone()


class Asked:
    """A statement that was sent; its answer is read when somebody wants it, and once."""

    def __init__(self, sql: str, given: Sequence[Any] | Mapping[str, Any]) -> None:
        self._cursor = connection.cursor()
        self._cursor.execute(sql, given)

    def all(self) -> list[tuple[Any, ...]]:
        """Raises what the database raises."""
        with self._cursor as cursor:
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def given(placeholder: str, of: str = "bigint") -> str:
    """How a statement names a list of values whose length shall not matter for its plan.

    A list of one looks cheaper to PostgreSQL than one of unknown length, so that it plans a statement with a list anew
    each time it comes, which under row-level security takes longer than to answer it.
    """
    return f"(SELECT {placeholder}::{of}[])::{of}[]"


def array(of: Iterable[int]) -> str:
    """Keys in this order as PostgreSQL writes an array of them.

    A list would be of a type that follows from the largest, and an empty one of another: each type is a statement of
    its own, planned for itself.
    """
    return "{" + ",".join(map(str, of)) + "}"


@dataclass(frozen=True)
class Statement(Generic[M]):
    """A read of a model's rows, which are `t` in it: `rest` is what follows FROM, with %s for what is asked.

    `only`: these columns; the other fields are deferred. `extra_columns`: further columns, which become attributes.
    """

    model: type[M]
    rest: str
    only: tuple[str, ...] = ()
    extra_columns: Mapping[str, str] = field(default_factory=dict)

    def rows(self, given: Sequence[Any]) -> list[M]:
        """The rows for these parameters. Raises what the database raises."""
        return self.made(self.ask(given))

    def ask(self, given: Sequence[Any]) -> Asked:
        """Sends it, for `made` to read later: see `together`."""
        return Asked(self._sql, given)

    def made(self, asked: Asked) -> list[M]:
        """The rows that it found. Raises what the database raises."""
        return [self._made(found) for found in asked.all()]

    def row(self, given: Sequence[Any]) -> M | None:
        """The first of them."""
        return next(iter(self.rows(given)), None)

    @cached_property
    def _fields(self) -> list[Any]:
        return [
            each for each in self.model._meta.concrete_fields if not self.only or each.column in self.only
        ]

    @cached_property
    def _names(self) -> list[str]:
        return [each.attname for each in self._fields]

    @cached_property
    def _sql(self) -> str:
        columns = [f"t.{each.column}" for each in self._fields]
        columns += [f"{said} AS {name}" for name, said in self.extra_columns.items()]
        return f"SELECT {', '.join(columns)} FROM {self.model._meta.db_table} t {self.rest}"  # noqa: S608

    @cached_property
    def _converts(self) -> list[tuple[int, Convert]]:
        found = enumerate(self._fields)
        return [(place, _converter(each)) for place, each in found if each.get_db_converters(connection)]

    def _made(self, found: tuple[Any, ...]) -> M:
        values = list(found)
        for place, convert in self._converts:
            values[place] = convert(values[place])
        row = self._row(values[: len(self._names)])
        for name, value in zip(self.extra_columns, values[len(self._names) :], strict=True):
            setattr(row, name, value)
        return row

    def _row(self, values: list[Any]) -> M:
        """As `from_db` makes it, which asks of each field again how its value is kept."""
        if not self._kept_plainly:
            return self.model.from_db(DEFAULT_DB_ALIAS, self._names, values)
        row = self.model.__new__(self.model)
        row._state = ModelState()
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        row.__dict__.update(zip(self._names, values, strict=True))
        return row

    @cached_property
    def _kept_plainly(self) -> bool:
        """Whether a value in the row's own dict is all that making a row of the model does."""
        made: Any = self.model
        return (
            made.__init__ is Model.__init__
            and made.from_db.__func__ is Model.from_db.__func__  # type: ignore[attr-defined]
            and not (pre_init.has_listeners(made) or post_init.has_listeners(made))
            and all(isinstance(getattr_static(made, name), DeferredAttribute) for name in self._names)
        )


def _converter(of: Any) -> Convert:
    """What Django does to a value of that field when it comes from the database."""
    converters = of.get_db_converters(connection)
    expression = of.get_col(of.model._meta.db_table)

    def convert(value: Any) -> Any:
        for each in converters:
            value = each(value, expression, connection)
        return value

    return convert
