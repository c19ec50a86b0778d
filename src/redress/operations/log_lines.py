"""Log lines say what broke and where, never with which values (SEC-02).

The message of an exception quotes what it stumbled over: `int()` the text, a key error the key, pydantic the input,
PostgreSQL in its DETAIL the row. So of an exception a line tells its class, the way to it and, from the database, the
code and the names of table, column and constraint. Messages that speak of the program alone are left.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import ItemsView, Iterator
from typing import Any, Final

import psycopg
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.views.debug import SafeExceptionReporterFilter

OF_THE_PROGRAM: Final = (
    AttributeError,
    FieldError,
    ImportError,
    ImproperlyConfigured,
    NameError,
    NotImplementedError,
    RecursionError,
    SyntaxError,
    TemplateDoesNotExist,
    TypeError,
)
"""Their messages name attributes, modules, settings; none quotes a value that somebody typed."""
_QUOTES_VALUES: Final = ("22", "23", "P0")
"""Classes of SQLSTATE whose first line may quote a value: data, constraints, what a trigger raised."""


def said(error: BaseException) -> str:
    """What may be told of an exception."""
    if isinstance(error, psycopg.Error):
        return _of_the_database(error)
    if isinstance(error, OSError):
        return f"[Errno {error.errno}] {error.strerror}" if error.errno else ""
    if isinstance(error, OF_THE_PROGRAM):
        return str(error)
    return ""


def _of_the_database(error: psycopg.Error) -> str:
    told = error.diag
    if told.sqlstate is None:
        return str(error).splitlines()[0] if str(error) else ""
    parts = {
        "code": told.sqlstate,
        "table": told.table_name,
        "column": told.column_name,
        "constraint": told.constraint_name,
    }
    line = " ".join(f"{name}={value}" for name, value in parts.items() if value)
    return (
        line if told.sqlstate.startswith(_QUOTES_VALUES) else f"{line} {told.message_primary or ''}".strip()
    )


class Formatter(logging.Formatter):
    """A line a record; exceptions without what they quote."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        return "\n".join(_lines(ei[1])) if ei and ei[1] else ""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        return super().formatMessage(record).replace("\n", "\n    ")

    def format(self, record: logging.LogRecord) -> str:
        """Arguments that are exceptions are told like exceptions; a text that another formatter left is not used."""
        shown = logging.makeLogRecord(record.__dict__)
        shown.exc_text = None
        shown.args = _safe(record.args)
        return super().format(shown)


def _safe(args: Any) -> Any:
    if isinstance(args, tuple):
        return tuple(_told(each) for each in args)
    if isinstance(args, dict):
        return {name: _told(each) for name, each in args.items()}
    return args


def _told(value: Any) -> Any:
    return f"{type(value).__name__} {said(value)}".strip() if isinstance(value, BaseException) else value


def _lines(error: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _lines(before, seen | {id(error)})
        yield "-- followed by:"
    yield "Traceback (most recent call last):"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
    yield f"{type(error).__module__}.{type(error).__qualname__}: {said(error)}".rstrip(": ")
    for each in getattr(error, "exceptions", ()):
        yield from _lines(each, seen | {id(error)})


class NoValues(SafeExceptionReporterFilter):
    """Django's report of a fault, should anybody turn it on: no form, no cookie, no local variable."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> ItemsView[str, Any]:
        return dict[str, Any]().items()
