"""The forms of what is done to a claim, made from the commands' declarations."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse
from pydantic import ValidationError

from redress.casework import moment
from redress.casework.command import Command
from redress.casework.door import Outcome
from redress.casework.problems import problems
from redress.casework.refusals import KeyReused, Refusal
from redress.claims.commands.report import ReportClaim
from redress.claims.door import DOOR
from redress.claims.file import OpenClaim
from redress.claims.queries.lists import Row
from redress.desk.forms import evidence, letters, reading
from redress.desk.forms.faults import NONE, Faults, from_problems, from_refusal
from redress.desk.forms.initial import preset
from redress.desk.forms.parts import Part, parts_of
from redress.desk.forms.unfinished import Drafts, opened
from redress.desk.pages.claim_about import about
from redress.evidence.attaching import Attach
from redress.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """A form with what was typed and what is wrong with it. Without a claim it reports one. `above`: a template that
    stands before the fields; `impossible`: why the command cannot be given now, whatever is typed."""

    name: str
    title: str
    cite: str
    url: str
    back: str
    parts: list[Part]
    version: int | None
    key: str
    drafts: Drafts
    number: str = ""
    """Of the claim; empty where it is being reported."""
    above: str = ""
    about: Sequence[tuple[str, str]] = ()
    """What the step is about, beside what is asked for."""
    impossible: Refusal | None = None
    refusal: Refusal | None = None
    status: int = 200


def blank(command: type[Command], claim: Row | None, actor: Actor, asked: QueryDict) -> ClaimForm:
    """The form as it opens; the address may fill fields."""
    begins = {
        name: [str(info.default)]
        for name, info in command.model_fields.items()
        if info.default and isinstance(info.default, str | int) and not isinstance(info.default, bool)
    }
    begins |= preset(command, OpenClaim(claim, moment.now()) if claim else None, actor)
    typed = {name: asked.getlist(name) for name in command.model_fields if name in asked}
    kept = opened(actor, _draft(command, claim), asked.get("draft"), typed)
    shown = kept.begins(begins | typed)
    return _form(command, claim, actor, shown, claim.version if claim else None, str(uuid.uuid4()), kept)


def _draft(command: type[Command], claim: Row | None) -> str:
    return f"{claim.number}/{command.name}" if claim is not None else command.name


def send(
    command: type[Command],
    claim: Row | None,
    actor: Actor,
    typed: dict[str, list[str]],
    version: int | None,
    key: str,
    give: Callable[[Any, int | None], Outcome] | None = None,
    uploaded: Sequence[UploadedFile[Any]] = (),
    tab: str = "",
) -> Outcome | ClaimForm:
    """Give the command; with a fault, the form again with everything that was typed."""
    kept = Drafts(_draft(command, claim), tab)
    try:
        typed = _with_files(command, claim, actor, typed, uploaded)
        given = command(**reading.payload(command, typed))
        if give is not None:
            done = give(given, version)
        else:
            done = DOOR.execute(given, actor, claim.number if claim else "", version, key)
    except ValidationError as error:
        faults = from_problems(problems(error, command), typed)
        return _form(command, claim, actor, typed, version, key, kept, faults, 422)
    except Refusal as refusal:
        faults = from_refusal(refusal, (*command.model_fields, "file"))
        key = str(uuid.uuid4()) if isinstance(refusal, KeyReused) else key
        version = claim.version if claim and refusal.rule == "FLW-18" else version
        return _form(command, claim, actor, typed, version, key, kept, faults, refusal.status)
    kept.discard(actor)
    return done


def _form(
    command: type[Command],
    claim: Row | None,
    actor: Actor,
    typed: Mapping[str, list[str]],
    version: int | None,
    key: str,
    kept: Drafts,
    faults: Faults = NONE,
    status: int = 200,
) -> ClaimForm:
    file = OpenClaim(claim, moment.now()) if claim is not None else None
    reports = command is ReportClaim or claim is None
    impossible = DOOR.refusal(command, claim, actor) if claim is not None else None
    said = about(command, file) if file is not None and impossible is None else []
    return ClaimForm(
        name=command.name,
        title=str(command.label),
        cite=", ".join(command.cite),
        url=reverse("desk:claim_report")
        if reports
        else reverse("desk:claim_do", args=[claim.number, command.name]),  # type: ignore[union-attr]
        back=reverse("desk:claims") if claim is None else reverse("desk:claim", args=[claim.number]),
        parts=_parts(command, typed, faults, file, actor),
        version=version,
        key=key,
        drafts=kept,
        above="desk/claims/report_above.html" if reports else "desk/claims/about.html" if said else "",
        about=said,
        impossible=impossible,
        number=claim.number if claim is not None else "",
        refusal=faults.refusal,
        status=status,
    )


def _with_files(
    command: type[Any],
    claim: Row | None,
    actor: Actor,
    typed: dict[str, list[str]],
    uploaded: Sequence[UploadedFile[Any]],
) -> dict[str, list[str]]:
    """What was typed, with the files that came with it. Nobody's file is stored who may not give the command."""
    if not uploaded:
        return typed
    if claim is not None and (refused := command.possible(OpenClaim(claim, moment.now()), actor)) is not None:
        raise refused
    file_id = claim.pk if claim else None
    if issubclass(command, Attach):
        return evidence.take(actor, file_id, typed, uploaded[0])
    return evidence.take_all(actor, file_id, typed, uploaded)


def _parts(
    command: type[Any],
    typed: Mapping[str, list[str]],
    faults: Faults,
    file: OpenClaim | None,
    actor: Actor,
) -> list[Part]:
    own = evidence.parts(command, parts_of(command, typed, faults, file, actor), typed, faults)
    return letters.parts(command, own, file, actor, typed, faults)
