"""Reads a request body as a command: JSON, strict about types, one problem for all its faults."""

from __future__ import annotations

from typing import Protocol, Self, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import ValidationError

from redress.api.problems import INVALID, MALFORMED, MEDIA, TOO_LARGE, Failure, FieldError
from redress.casework.problems import Given, problems

LARGEST = 1024 * 1024
"""Bytes of a command's JSON; files go another way."""
_MALFORMED = frozenset({"json_invalid", "json_type"})


class Readable(Given, Protocol):
    """A command, whatever kind of file it is given on."""

    @classmethod
    def model_validate_json(cls, json_data: bytes, *, strict: bool) -> Self: ...


C = TypeVar("C", bound=Readable)


def read(request: HttpRequest, kind: type[C]) -> C:
    """The command that the body says. Nothing at all is an empty object. Raises Failure: 400, 413, 415 or 422."""
    body = _body(request)
    try:
        return kind.model_validate_json(body or b"{}", strict=True)
    except ValidationError as invalid:
        raise _failure(invalid, kind) from invalid


def _body(request: HttpRequest) -> bytes:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise Failure(TOO_LARGE, _("A command has at most %(most)d bytes.") % {"most": LARGEST})
    body = request.body
    if body and request.content_type != "application/json":
        raise Failure(
            MEDIA, _("Send the command as application/json."), headers={"Accept": "application/json"}
        )
    return body


def _failure(invalid: ValidationError, kind: type[Given]) -> Failure:
    first = invalid.errors(include_url=False, include_input=False)[0]
    if first["type"] in _MALFORMED:
        return Failure(MALFORMED, _("The body is not valid JSON: %(why)s.") % {"why": first["msg"]})
    found = problems(invalid, kind)
    errors = [FieldError(field=fault.field, detail=fault.message, rule=fault.rule) for fault in found]
    return Failure(INVALID, errors[0].detail, field=errors[0].field, rule=errors[0].rule, errors=errors)
