"""Turns what an operation raises into a problem document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from redress.api import problems
from redress.api.problems import FieldError
from redress.casework.refusals import Refusal, Unavailable, Unstorable, of_lost
from redress.organisation.doubt import SAFE


def add_to(api: NinjaAPI) -> None:
    """What is not listed here is a fault of ours: Django logs it, and the middleware gives it its form."""
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)


def _failure(request: HttpRequest, failure: problems.Failure) -> HttpResponse:
    return problems.of_failure(failure)


def _refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problems.of_refusal(refusal)


def _database_lost(request: HttpRequest, lost: Exception) -> HttpResponse:
    connection.close_if_unusable_or_obsolete()
    if request.method in SAFE:
        return problems.of_refusal(Unavailable())
    return problems.of_refusal(of_lost(lost, keyed="Idempotency-Key" in request.headers))


def _unstorable(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database takes less than the schema allows; nothing was saved."""
    return problems.of_refusal(Unstorable())


def _parameters(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
    """Faults of path, query and header parameters; bodies are read by redress.api.bodies."""
    errors = [
        FieldError(
            field=str(fault["loc"][-1]),
            detail=_("This value cannot be used: %(why)s.") % {"why": fault["msg"]},
        )
        for fault in invalid.errors
    ]
    return problems.respond(problems.INVALID, errors[0].detail, field=errors[0].field, errors=errors)


def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    return problems.respond(problems.TOO_LARGE, _("The request is larger than this house takes."))


def _unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    return problems.respond(problems.UNKNOWN, _("Nothing stands at this address."))


_HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    problems.Failure: _failure,
    Refusal: _refusal,
    OperationalError: _database_lost,
    InterfaceError: _database_lost,
    DataError: _unstorable,
    ValidationError: _parameters,
    RequestDataTooBig: _too_large,
    Http404: _unknown,
}
