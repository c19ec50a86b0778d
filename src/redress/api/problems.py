"""Every error is a problem document (RFC 9457): what was refused, why, what to do, which rule says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, BaseModel, Field

from redress.casework import access
from redress.casework.refusals import (
    Changed,
    Doubtful,
    Forbidden,
    KeyReused,
    NotThere,
    Refusal,
    Stale,
    TooMany,
    Unavailable,
    WrongState,
)
from redress.policies.port import Away
from redress.privacy.visible import visible

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its code ends the `type`, its status is HTTP's, its title never says anything of a case."""

    code: str
    status: int
    title: str | Promise

    @property
    def uri(self) -> str:
        return f"urn:redress:problem:{self.code}"


MALFORMED = Kind("malformed", 400, _("The request cannot be read"))
NO_TOKEN = Kind("token", 401, _("A valid token is needed"))
NO_SCOPE = Kind("scope", 403, _("The token is not meant for this"))
FORBIDDEN = Kind("forbidden", 403, _("Not among your duties"))
UNKNOWN = Kind("unknown", 404, _("There is no such thing here"))
METHOD = Kind("method", 405, _("This address does not take that method"))
STATE = Kind("state", 409, _("Not possible in this state"))
STALE = Kind("stale", 409, _("Changed by somebody else"))
KEY_REUSED = Kind("key-reused", 409, _("The idempotency key was used before"))
TOO_LARGE = Kind("too-large", 413, _("The request is too large"))
MEDIA = Kind("media-type", 415, _("This kind of content is not taken here"))
INVALID = Kind("invalid", 422, _("The input does not hold"))
REFUSED = Kind("refused", 422, _("A rule stands against it"))
FAILED = Kind("failed", 500, _("Something went wrong here"))
TOO_MANY = Kind("too-many", 429, _("Asked too often"))
UNAVAILABLE = Kind("unavailable", 503, _("Not available at the moment"))
DOUBT = Kind("not-known", 503, _("Not known whether it was saved"))

KINDS = (
    MALFORMED, NO_TOKEN, NO_SCOPE, FORBIDDEN, UNKNOWN, METHOD, STATE, STALE, KEY_REUSED, TOO_LARGE, MEDIA, INVALID,
    REFUSED, TOO_MANY, FAILED, UNAVAILABLE, DOUBT,
)  # fmt: skip

_OF_REFUSALS: dict[type[Refusal], Kind] = {
    Forbidden: FORBIDDEN,
    WrongState: STATE,
    NotThere: UNKNOWN,
    KeyReused: KEY_REUSED,
    Changed: STALE,
    Unavailable: UNAVAILABLE,
    Doubtful: DOUBT,
    TooMany: TOO_MANY,
    Away: UNAVAILABLE,
}


Said = Annotated[str, AfterValidator(visible)]
"""Words that may quote what was sent: what nobody sees in it is not said back, nor what turns it around."""


class FieldError(BaseModel):
    """One fault of the input. `field` is a path with dots: people.0.phone."""

    field: Said
    detail: Said
    rule: str = ""


class ChangeSince(BaseModel):
    """A journal entry that somebody made since the caller looked."""

    sequence: int
    command: str
    by: str
    at: str


class Problem(BaseModel):
    """The body of every error."""

    type: str = Field(examples=["urn:redress:problem:stale"])
    title: str
    status: int = Field(ge=400, le=599)
    detail: Said
    rule: str = Field(default="", description="The requirement that refused, for example CLO-01.")
    field: Said = Field(default="", description="The input at fault, when one is.")
    errors: list[FieldError] = Field(
        default=[], description="All faults of the input, when there are several."
    )
    version: int | None = Field(default=None, description="The version that the file has now.")
    changes: list[ChangeSince] | None = Field(
        default=None, description="What was done since the caller looked."
    )


class Failure(Exception):
    """Stops an operation of the API with a problem."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        field: str = "",
        rule: str = "",
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.kind, self.detail, self.field, self.rule = kind, detail, field, rule
        self.errors, self.headers = list(errors), dict(headers or {})
        super().__init__(detail)


def respond(kind: Kind, detail: str, headers: Mapping[str, str] | None = None, **more: Any) -> HttpResponse:
    """The response to a problem."""
    problem = Problem(type=kind.uri, title=str(kind.title), status=kind.status, detail=detail, **more)
    return HttpResponse(
        problem.model_dump_json(exclude_defaults=True),
        status=kind.status,
        content_type=MEDIA_TYPE,
        headers=dict(headers or {}),
    )


def of_failure(failure: Failure) -> HttpResponse:
    return respond(
        failure.kind,
        failure.detail,
        failure.headers,
        field=failure.field,
        rule=failure.rule,
        errors=failure.errors,
    )


def of_refusal(refusal: Refusal) -> HttpResponse:
    """A refusal of the one door, in HTTP's words."""
    access.told(refusal)
    kind = next((_OF_REFUSALS[each] for each in type(refusal).__mro__ if each in _OF_REFUSALS), REFUSED)
    more: dict[str, Any] = {"rule": refusal.rule, "field": refusal.field}
    headers = {"Retry-After": str(RETRY_SECONDS)} if kind in (UNAVAILABLE, DOUBT) else {}
    if isinstance(refusal, TooMany):
        headers = {"Retry-After": str(refusal.again)}
    if isinstance(refusal, Changed):
        more["version"] = refusal.version
    if isinstance(refusal, Stale):
        more["changes"] = [
            ChangeSince(sequence=change.sequence, command=change.command, by=change.by, at=change.at)
            for change in refusal.changes
        ]
    return respond(kind, str(refusal.because), headers, **more)
