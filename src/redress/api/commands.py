"""Tokens of a person, made and ended by commands on the person's file. None is given over HTTP: a token that could make
tokens would never end."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import AwareDatetime, Field

from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.api.models import Token
from redress.casework.command import Facts
from redress.casework.inputs import HASH_PATTERN, Line
from redress.casework.refusals import Forbidden, refuse
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change


class TokenCommand(AdministrationCommand):
    """Given from the command line of the house alone."""

    cite = ("SEC-01",)
    automatic = True

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        if not actor.system:
            raise Forbidden(
                "SEC-01", _("Tokens are made and ended from the command line of the house. Ask there.")
            )


class MakeToken(TokenCommand):
    """Keep a new token of the person. What opens the house is told once to whoever made it; its hash is kept."""

    name = "make_token"
    label = gettext_lazy("API token made")

    hint: Annotated[str, Field(max_length=12)]
    digest: Annotated[str, Field(pattern=HASH_PATTERN)]
    called: Line
    scopes: list[str]
    expires_at: AwareDatetime

    def check(self, file: Dossier, actor: Actor) -> None:
        if not file.person.is_active:
            refuse("SEC-05", _("The account is disabled. Enable it first."))

    def do(self, file: Dossier, actor: Actor) -> Facts:
        user = file.person
        made = Token.objects.create(
            user=user,
            name=self.called,
            hint=self.hint,
            digest=self.digest,
            scopes=self.scopes,
            expires_at=self.expires_at,
        )
        days = round((self.expires_at - file.now) / timedelta(days=1))
        after = {"scopes": ",".join(self.scopes), "days": str(days)}
        file.note(Change.TOKEN_MADE, department=user.department, person=user, after=after)
        return {"token": made.pk}


class RevokeToken(TokenCommand):
    """End a token of the person at once."""

    name = "revoke_token"
    label = gettext_lazy("API token ended")

    hint: Annotated[str, Field(max_length=12)]

    def do(self, file: Dossier, actor: Actor) -> Facts:
        live = Token.objects.filter(user=file.person, hint=self.hint, revoked_at=None)
        ended = live.update(revoked_at=timezone.now())
        after = {"token": self.hint}
        file.note(Change.TOKEN_ENDED, department=file.person.department, person=file.person, after=after)
        return {"ended": ended}
