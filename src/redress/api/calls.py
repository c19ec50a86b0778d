"""What a write carries beside its body, and how its outcome is answered."""

from __future__ import annotations

import re
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Path

from redress.api.bearer import actor_of
from redress.api.problems import INVALID, Failure
from redress.api.schemas import OutcomeOut
from redress.casework.addressed import Addressed
from redress.casework.command import Command

Number = Annotated[
    str,
    Path(
        pattern=r"^[A-Z][0-9]{4}-[0-9]{7,12}$", description="Number of the case, for example L2026-0000123."
    ),
]
Key = Annotated[
    str,
    Header(
        "",
        alias="Idempotency-Key",
        pattern=r"^[!-~]{0,80}$",
        description="Makes the call safe to repeat: with the same key it is done once, and answered alike.",
    ),
]
IfMatch = Annotated[
    str,
    Header(
        "",
        alias="If-Match",
        max_length=40,
        description="The ETag that the caller saw; the call is refused with 409 when somebody changed the case since.",
    ),
]
Version = Annotated[
    int | None,
    Header(
        None, alias="X-Version", ge=1, le=2**31 - 1, description="The same as If-Match, as a bare number."
    ),
]

_ETAG = re.compile(r'^(?:W/)?"([0-9]{1,9})"$')


def version_of(if_match: str, version: int | None) -> int | None:
    """The version the caller saw; None when it does not matter. Raises Failure when it cannot be read."""
    if not if_match or if_match == "*":
        return version
    found = _ETAG.match(if_match)
    if found is None:
        raise Failure(
            INVALID,
            _('Send the ETag as you got it, for example If-Match: "5".'),
            field="If-Match",
            rule="FLW-18",
        )
    return int(found[1])


def carry_out(
    request: HttpRequest,
    kind: Addressed,
    command: Command,
    number: str = "",
    *,
    version: int | None = None,
    key: str = "",
) -> HttpResponse:
    """Through the door of that kind of file, and the outcome as the answer: 201 for a new file, else 200."""
    done = kind.door.execute(command, actor_of(request), number, version, key)
    status = 201 if command.creates else 200
    response = answer(OutcomeOut.model_validate(done), status=status, version=done.version)
    if done.replayed:
        response["Idempotent-Replayed"] = "true"
    if command.creates:
        response["Location"] = f"/api/v1/{kind.path}/{done.number}"
    return response


def answer(body: object, *, status: int = 200, version: int | None = None) -> HttpResponse:
    """A response of one of the schemas, written by Pydantic itself."""
    response = HttpResponse(body.model_dump_json(), status=status, content_type="application/json")  # type: ignore[attr-defined]
    if version is not None:
        response["ETag"] = f'"{version}"'
    return response
