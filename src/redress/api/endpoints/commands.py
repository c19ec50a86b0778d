"""One typed operation for every command that a person gives on a case, made from the registry."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Router

from redress.api import bodies, calls, scopes
from redress.api.bearer import Bearer
from redress.api.operations import takes, writes
from redress.api.schemas import OutcomeOut
from redress.assembly import FOR_PEOPLE
from redress.complaints.commands.base import Command

router = Router()


def _operation(kind: type[Command]) -> Callable[..., HttpResponse]:
    def give(
        request: HttpRequest,
        number: calls.Number,
        key: calls.Key,
        if_match: calls.IfMatch,
        version: calls.Version,
    ) -> HttpResponse:
        seen = calls.version_of(if_match, version)
        return calls.carry_out(request, bodies.read(request, kind), number, version=seen, key=key, status=200)

    give.__doc__ = kind.__doc__
    return give


for _kind in FOR_PEOPLE:
    router.post(
        f"/complaints/{{number}}/commands/{_kind.name}",
        auth=Bearer(scopes.command(_kind.name)),
        operation_id=_kind.name,
        summary=(_kind.__doc__ or "").split(".")[0].split("(")[0].strip(),
        response=writes(OutcomeOut, 200, 404),
        openapi_extra=takes(_kind),
    )(_operation(_kind))
