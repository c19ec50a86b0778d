"""Gives a command that was typed into a form: what came of it, or what is wrong and what was typed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from pydantic import ValidationError

from redress.complaints import drafts
from redress.complaints.commands.base import Command
from redress.complaints.commands.errors import problems
from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.executor import Outcome, execute
from redress.complaints.queries.case import CaseFile
from redress.complaints.refusals import KeyReused, Refusal, Stale
from redress.desk.forms import command as generic
from redress.desk.forms import evidence, letters, reading
from redress.desk.forms.faults import NONE, Faults, from_problems, from_refusal
from redress.desk.forms.initial import initial
from redress.letters.commands.draft import DraftLetter, ReissueLetter, ReviseLetter

NOTHING: reading.Typed = {}


@dataclass(frozen=True, slots=True)
class CommandForm:
    """A command's form. `version` is what the person saw, `key` makes sending it twice harmless."""

    command: type[Command]
    file: CaseFile
    typed: reading.Typed
    version: int
    key: str
    faults: Faults = NONE
    restored: drafts.Kept | None = None
    status: int = field(default=200)

    # A class is called when a template meets it, so the form says itself what the template asks of the command.

    @property
    def name(self) -> str:
        return self.command.name

    @property
    def label(self) -> str:
        return str(self.command.label)

    @property
    def cite(self) -> str:
        return ", ".join(self.command.cite)

    @property
    def parts(self) -> list[generic.Part]:
        if issubclass(self.command, AttachEvidence):
            return evidence.parts(self.command, self.file, self.typed, self.faults)
        if self.command in (DraftLetter, ReviseLetter, ReissueLetter):
            return _letter(self.command, self.file, self.typed, self.faults)
        return generic.parts(self.command, self.file, self.typed, self.faults)

    @property
    def refusal(self) -> Refusal | None:
        return self.faults.refusal

    @property
    def stale(self) -> Stale | None:
        """What others did meanwhile."""
        return self.refusal if isinstance(self.refusal, Stale) else None

    @property
    def draft(self) -> str:
        """The name under which what is typed is kept."""
        return draft_name(self.file.row.number, self.command.name)

    @property
    def impossible(self) -> Refusal | None:
        """Why the command cannot be given now, whatever is typed."""
        return self.command.possible(self.file.case, self.file.actor)


def _letter(
    command: type[Command], file: CaseFile, typed: reading.Typed, faults: Faults
) -> list[generic.Part]:
    """The form of a letter: its own fields, and one for each part that the rulebook names."""
    if command is DraftLetter:
        return [part for part in generic.parts(command, file, typed, faults) if part.name != "parts"]
    made = ("parts", "addressee", "address")
    own = [part for part in generic.parts(command, file, typed, faults) if part.name not in made]
    return [*own, *letters.text_fields(file, typed, faults)]


def draft_name(number: str, command: str) -> str:
    return f"{number}/{command}"


def blank(command: type[Command], file: CaseFile, asked: reading.Typed = NOTHING) -> CommandForm:
    """The form as it opens: with the draft when there is one, else with what was asked for and the rulebook proposes.

    A draft about something else than what was asked for stays where it is.
    """
    asked = {name: values for name, values in asked.items() if name in command.model_fields}
    kept = drafts.kept(file.actor, draft_name(file.row.number, command.name))
    if kept and any(list(kept.typed.get(name, ())) != list(values) for name, values in asked.items()):
        kept = None
    typed = kept.typed if kept else initial(command, file) | dict(asked)
    return CommandForm(command, file, typed, file.row.version, str(uuid.uuid4()), restored=kept)


def send(
    command: type[Command],
    file: CaseFile,
    typed: dict[str, list[str]],
    version: int,
    key: str,
    uploaded: UploadedFile[Any] | None = None,
) -> Outcome | CommandForm:
    """Give the command; with a fault, the form again with everything that was typed."""
    try:
        if issubclass(command, AttachEvidence):
            _admitted(command, file)
            typed = evidence.take(file, typed, uploaded)
        given = command(**reading.payload(command, typed))
        outcome = execute(given, file.actor, file.row.number, version, key)
    except ValidationError as error:
        faults = from_problems(problems(error, command), typed)
        return CommandForm(command, file, typed, version, key, faults, status=422)
    except Refusal as refusal:
        return _refused(command, file, typed, version, key, refusal)
    drafts.discard(file.actor, draft_name(file.row.number, command.name))
    return outcome


def _admitted(command: type[Command], file: CaseFile) -> None:
    """Nobody's file is stored who may not attach it."""
    if refusal := command.possible(file.case, file.actor):
        raise refusal


def sending_fields(command: type[Command]) -> tuple[str, ...]:
    """Names under which a refusal finds its field."""
    more = evidence.SHOWN if issubclass(command, AttachEvidence) else ()
    return (*command.model_fields, *more)


def _refused(
    command: type[Command],
    file: CaseFile,
    typed: reading.Typed,
    version: int,
    key: str,
    refusal: Refusal,
) -> CommandForm:
    faults = from_refusal(refusal, sending_fields(command))
    if isinstance(refusal, Stale):
        version = refusal.version
    if isinstance(refusal, KeyReused):
        key = str(uuid.uuid4())
    return CommandForm(command, file, typed, version, key, faults, status=refusal.status)
