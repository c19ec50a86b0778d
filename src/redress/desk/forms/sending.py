"""Gives a command that was typed into a form: what came of it, or what is wrong and what was typed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from pydantic import ValidationError

from redress.casework import drafts
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
from redress.desk.forms.unfinished import Unfinished, begun

NOTHING: reading.Typed = {}
TAB: Final = 12
"""Characters of a tab's key, as the page makes one (tab.js)."""


@dataclass(frozen=True, slots=True)
class CommandForm:
    """A command's form. `version` is what the person saw, `key` makes sending it twice harmless, under `tab` what is
    typed is kept, and `unfinished` are drafts that other tabs keep.
    """

    command: type[Command]
    file: CaseFile
    typed: reading.Typed
    version: int
    key: str
    faults: Faults = NONE
    tab: str = ""
    restored: drafts.Kept | None = None
    unfinished: tuple[Unfinished, ...] = ()
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
        own = generic.parts(self.command, self.file, self.typed, self.faults)
        own = evidence.parts(self.command, own, self.typed, self.faults)
        return letters.parts(self.command, own, self.file.case, self.file.actor, self.typed, self.faults)

    @property
    def refusal(self) -> Refusal | None:
        return self.faults.refusal

    @property
    def stale(self) -> Stale | None:
        """What others did meanwhile."""
        return self.refusal if isinstance(self.refusal, Stale) else None

    @property
    def kept_as(self) -> str:
        """What drafts of this form are called, in whichever tab."""
        return draft_name(self.file.row.number, self.command.name)

    @property
    def draft(self) -> str:
        """The name under which this tab keeps what is typed."""
        return drafts.of_tab(self.kept_as, self.tab)

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
    rulebook proposes. Drafts of other tabs are offered.

    A draft about something else than what was asked for stays where it is, and this form keeps another one. `tab` None:
    nobody knows yet where the form will stand.
    """
    asked = {name: values for name, values in asked.items() if name in command.model_fields}
    name = draft_name(file.row.number, command.name)
    there = {each.key: each for each in drafts.listed(file.actor, name)}
    if tab and not (tab.isascii() and tab.isalnum() and len(tab) <= TAB):
        tab = None
    own = there.get(tab) if tab is not None else None
    fits = own and all(list(own.kept.typed.get(at, ())) == list(values) for at, values in asked.items())
    kept = own.kept if own and fits else None
    if tab is None or (own and not fits):
        tab = uuid.uuid4().hex[:TAB]
    return CommandForm(
        command,
        file,
        kept.typed if kept else initial(command, file) | dict(asked),
        file.row.version,
        str(uuid.uuid4()),
        tab=tab,
        restored=kept,
        unfinished=tuple(begun(name, each) for each in there.values() if not kept or each is not own),
    )


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
    try:
        if issubclass(command, AttachEvidence):
            _admitted(command, file)
            typed = evidence.take(file.actor, file.row.pk, typed, uploaded)
        given = command(**reading.payload(command, typed))
        outcome = execute(given, file.actor, file.row.number, version, key)
    except ValidationError as error:
        faults = from_problems(problems(error, command), typed)
        return CommandForm(command, file, typed, version, key, faults, tab, status=422)
    except Refusal as refusal:
        return replace(_refused(command, file, typed, version, key, refusal), tab=tab)
    drafts.discard(file.actor, drafts.of_tab(draft_name(file.row.number, command.name), tab))
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
