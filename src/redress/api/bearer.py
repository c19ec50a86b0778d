"""Who is calling: a bearer token names a member of staff; the database is told, as for a page (SEC-01, SEC-06)."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from redress.api import attempts, scopes, tokens
from redress.api.problems import NO_SCOPE, NO_TOKEN, Failure
from redress.casework import access
from redress.organisation.actor import NOBODY, Actor
from redress.organisation.addresses import client_address
from redress.organisation.doubt import SAFE


class Bearer(HttpBearer):
    """Admits tokens with one scope. From here on the request acts as the token's user, under row-level security."""

    openapi_description = (
        "A token made by `redress token create`. It acts as one member of staff, within its scopes."
    )

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Actor:
        actor = super().__call__(request)
        if actor is None:
            raise Failure(
                NO_TOKEN,
                _("Send a token: 'Authorization: Bearer ...'. `redress token create` makes one."),
                rule="SEC-01",
                headers={"WWW-Authenticate": 'Bearer realm="redress"'},
            )
        return cast(Actor, actor)

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        holder = tokens.come(token, reads=request.method in SAFE)
        if holder is None:
            _note(request, token)
            raise Failure(
                NO_TOKEN,
                _("This token is unknown, expired or revoked. Ask for a new one."),
                rule="SEC-01",
                headers={"WWW-Authenticate": 'Bearer realm="redress", error="invalid_token"'},
            )
        actor = holder.actor
        request.actor = actor  # type: ignore[attr-defined]
        request.token_id = holder.token_id  # type: ignore[attr-defined]
        if not scopes.allows(holder.scopes, self.scope):
            raise Failure(
                NO_SCOPE,
                _("This needs the scope '%(scope)s', which the token has not.") % {"scope": self.scope},
                rule="SEC-01",
                headers={
                    "WWW-Authenticate": f'Bearer realm="redress", error="insufficient_scope", scope="{self.scope}"'
                },
            )
        return actor


def _note(request: HttpRequest, token: str) -> None:
    """A token that holds no longer is an attempt at its person's unit; guesses are counted by the minute, at none."""
    guessed = attempts.refused(client_address(request))
    if (ended := tokens.ended(token)) is not None:
        access.tried(NOBODY, f"token {ended.token_id} of {ended.username} no longer holds", unit=ended.unit)
    elif guessed:
        access.tried(NOBODY, f"{guessed} API tokens refused")


def actor_of(request: HttpRequest) -> Actor:
    """The actor that the token of this request stands for."""
    return cast(Actor, request.auth)  # type: ignore[attr-defined]
