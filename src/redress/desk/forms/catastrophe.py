"""The forms of what is done to a catastrophe, made from the commands' declarations."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.http import QueryDict
from django.urls import reverse
from pydantic import ValidationError

from redress.casework import moment
from redress.casework.door import Outcome
from redress.casework.problems import problems
from redress.casework.refusals import KeyReused, Refusal
from redress.claims.catastrophes.commands import CatastropheCommand
from redress.claims.catastrophes.door import DOOR
from redress.claims.catastrophes.file import OpenCatastrophe
from redress.claims.catastrophes.queries import Row
from redress.desk.forms import reading
from redress.desk.forms.claim import ClaimForm
from redress.desk.forms.faults import NONE, Faults, from_problems, from_refusal
from redress.desk.forms.initial import preset
from redress.desk.forms.parts import part_of
from redress.desk.forms.schema import declared
from redress.desk.forms.unfinished import Drafts, opened
from redress.organisation.actor import Actor


def blank(command: type[CatastropheCommand], row: Row | None, actor: Actor, asked: QueryDict) -> ClaimForm:
    """The form as it opens; the address may fill fields. Without a row it opens a catastrophe."""
    typed = {name: asked.getlist(name) for name in command.model_fields if name in asked}
    begins = preset(command, _file(row), actor)
    kept = opened(actor, _draft(command, row), asked.get("draft"), typed)
    shown = kept.begins(begins | typed)
    return _form(command, row, actor, shown, row.version if row else None, str(uuid.uuid4()), kept)


def _draft(command: type[CatastropheCommand], row: Row | None) -> str:
    return f"{row.number}/{command.name}" if row is not None else command.name


def send(
    command: type[CatastropheCommand],
    row: Row | None,
    actor: Actor,
    typed: dict[str, list[str]],
    version: int | None,
    key: str,
    tab: str = "",
) -> Outcome | ClaimForm:
    """Give the command; with a fault, the form again with everything that was typed."""
    kept = Drafts(_draft(command, row), tab)
    try:
        given = command(**reading.payload(command, typed))
        done = DOOR.execute(given, actor, row.number if row else "", version, key)
    except ValidationError as error:
        faults = from_problems(problems(error, command), typed)
        return _form(command, row, actor, typed, version, key, kept, faults, 422)
    except Refusal as refusal:
        faults = from_refusal(refusal, command.model_fields)
        key = str(uuid.uuid4()) if isinstance(refusal, KeyReused) else key
        version = row.version if row and refusal.rule == "FLW-18" else version
        return _form(command, row, actor, typed, version, key, kept, faults, refusal.status)
    kept.discard(actor)
    return done


def _file(row: Row | None) -> OpenCatastrophe | None:
    return OpenCatastrophe(row, moment.now()) if row is not None else None


def _form(
    command: type[CatastropheCommand],
    row: Row | None,
    actor: Actor,
    typed: Mapping[str, list[str]],
    version: int | None,
    key: str,
    kept: Drafts,
    faults: Faults = NONE,
    status: int = 200,
) -> ClaimForm:
    to = [row.number, command.name] if row is not None else []
    return ClaimForm(
        name=command.name,
        title=str(command.label),
        cite=", ".join(command.cite),
        url=reverse("desk:catastrophe_do" if to else "desk:catastrophe_open", args=to),
        back=reverse("desk:catastrophe", args=to[:1]) if to else reverse("desk:catastrophes"),
        parts=[part_of(command, field, typed, faults, _file(row), actor) for field in declared(command)],
        version=version,
        key=key,
        drafts=kept,
        impossible=DOOR.refusal(command, row, actor) if row is not None else None,
        refusal=faults.refusal,
        status=status,
    )
