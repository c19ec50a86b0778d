"""Gives a command that was typed into a form: what came of it, or what is wrong and what was typed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from pydantic import ValidationError

from redress.casework.door import Outcome
from redress.casework.problems import problems
from redress.casework.refusals import KeyReused, Refusal, Stale
from redress.complaints.commands.base import Command
from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.executor import execute
from redress.complaints.queries.case import CaseFile
from redress.desk.forms import command as generic
from redress.desk.forms import evidence, letters, reading
from redress.desk.forms.faults import NONE, Faults, from_problems, from_refusal
from redress.desk.forms.initial import initial
from redress.desk.forms.unfinished import Drafts, opened

NOTHING: reading.Typed = {}


@dataclass(frozen=True, slots=True)
class CommandForm:
    """A command's form. `version` is what the person saw, `key` makes sending it twice harmless."""

    command: type[Command]
    file: CaseFile
    typed: reading.Typed
    version: int
    key: str
    drafts: Drafts
    faults: Faults = NONE
    status: int = field(default=200)

    # A class is called when a template meets it, so the form says itself what the template asks of the command.

    @property
    def name(self) -> str:
        return self.command.name

    @property
    def title(self) -> str:
        return str(self.command.label)

    @property
    def cite(self) -> str:
        return ", ".join(self.command.cite)

    @property
    def parts(self) -> list[generic.Part]:
        own = generic.parts(self.command, self.file, self.typed, self.faults)
        own = evidence.parts(self.command, own, self.typed, self.faults)
        return letters.parts(self.command, own, self.file.case, self.file.actor, self.typed, self.faults)

    @property
    def refusal(self) -> Refusal | None:
        return self.faults.refusal

    @property
    def url(self) -> str:
        return reverse("desk:command", args=[self.file.row.number, self.command.name])

    @property
    def back(self) -> str:
        return reverse("desk:case", args=[self.file.row.number])

    @property
    def impossible(self) -> Refusal | None:
        """Why the command cannot be given now, whatever is typed."""
        return self.command.possible(self.file.case, self.file.actor)


def draft_name(number: str, command: str) -> str:
    return f"{number}/{command}"


def blank(
    command: type[Command], file: CaseFile, asked: reading.Typed = NOTHING, tab: str | None = None
) -> CommandForm:
    """The form as it opens: with the draft of the tab when there is one, else with what was asked for and what the
    rulebook proposes.
    """
    asked = {name: values for name, values in asked.items() if name in command.model_fields}
    kept = opened(file.actor, draft_name(file.row.number, command.name), tab, asked)
    typed = kept.begins(initial(command, file) | dict(asked))
    return CommandForm(command, file, typed, file.row.version, str(uuid.uuid4()), kept)


def send(
    command: type[Command],
    file: CaseFile,
    typed: dict[str, list[str]],
    version: int,
    key: str,
    uploaded: UploadedFile[Any] | None = None,
    tab: str = "",
) -> Outcome | CommandForm:
    """Give the command; with a fault, the form again with everything that was typed."""
    kept = Drafts(draft_name(file.row.number, command.name), tab)
    try:
        if issubclass(command, AttachEvidence):
            _admitted(command, file)
            typed = evidence.take(file.actor, file.row.pk, typed, uploaded)
        given = command(**reading.payload(command, typed))
        outcome = execute(given, file.actor, file.row.number, version, key)
    except ValidationError as error:
        faults = from_problems(problems(error, command), typed)
        return CommandForm(command, file, typed, version, key, kept, faults, status=422)
    except Refusal as refusal:
        return _refused(CommandForm(command, file, typed, version, key, kept), refusal)
    kept.discard(file.actor)
    return outcome


def _admitted(command: type[Command], file: CaseFile) -> None:
    """Nobody's file is stored who may not attach it."""
    if refusal := command.possible(file.case, file.actor):
        raise refusal


def sending_fields(command: type[Command]) -> tuple[str, ...]:
    """Names under which a refusal finds its field."""
    more = evidence.SHOWN if issubclass(command, AttachEvidence) else ()
    return (*command.model_fields, *more)


def _refused(form: CommandForm, refusal: Refusal) -> CommandForm:
    return replace(
        form,
        version=refusal.version if isinstance(refusal, Stale) else form.version,
        key=str(uuid.uuid4()) if isinstance(refusal, KeyReused) else form.key,
        faults=from_refusal(refusal, sending_fields(form.command)),
        status=refusal.status,
    )
