"""The form of a command on a file of any kind, made from what the command declares."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from pydantic import ValidationError

from redress.casework.command import Command
from redress.casework.door import Door, Outcome
from redress.casework.kinds import Kind
from redress.casework.problems import problems
from redress.casework.refusals import KeyReused, Refusal
from redress.desk.forms import evidence, letters, reading
from redress.desk.forms.faults import NONE, Faults, from_problems, from_refusal
from redress.desk.forms.initial import preset
from redress.desk.forms.parts import Part, parts_of
from redress.desk.forms.unfinished import Drafts, opened
from redress.evidence.attaching import Attach
from redress.organisation.actor import Actor

Above = tuple[str, Sequence[tuple[str, str]]]
"""A template that stands before the fields, and title and words of what the step is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The addresses of a kind of file by their names: one file, a step on it, making one, all of them.

    `at`: what the last two are asked with; `title`: what all are called.
    """

    one: str
    step: str
    new: str
    every: str
    at: tuple[str, ...] = ()
    title: str | Promise
    letter: str = ""
    """A letter of the file, where a step that made one leads there."""


def pages_of(kind: Kind) -> Pages:
    """Those of a kind that has none of its own."""
    return Pages(
        one=kind.page,
        step="desk:file_do",
        new="desk:file_new",
        every="desk:files",
        at=(kind.path,),
        title=kind.title,
    )


@dataclass(frozen=True, slots=True)
class Form:
    """A form with what was typed and what is wrong with it. `of`: the file's number, or what all are called where it
    makes one; `impossible`: why the command cannot be given now, whatever is typed."""

    name: str
    title: str
    cite: str
    url: str
    back: str
    of: str
    drafts: Drafts
    parts: list[Part]
    version: int | None
    key: str
    above: str = ""
    below: str = ""
    about: Sequence[tuple[str, str]] = ()
    impossible: Refusal | None = None
    refusal: Refusal | None = None
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Somebody gives a command on a file; without a row it makes one.

    `above`: what the kind says before the fields of a command on an open file - None where it is not there yet, or
    nothing can be done. `below`: what the kind says after them. `give`: gives it otherwise than through the door alone.
    """

    door: Door[Any, Any, Any]
    pages: Pages
    command: type[Command]
    actor: Actor
    row: Any = None
    above: Callable[[type[Command], Any], Above] | None = None
    give: Callable[[Any, int | None, str], Outcome] | None = None
    below: str = ""

    def blank(self, asked: QueryDict) -> Form:
        """The form as it opens: presets, what was typed before, what the address says."""
        begins = {
            name: [str(info.default)]
            for name, info in self.command.model_fields.items()
            if info.default and isinstance(info.default, str | int) and not isinstance(info.default, bool)
        }
        begins |= preset(self.command, self._file, self.actor)
        typed = {name: asked.getlist(name) for name in self.command.model_fields if name in asked}
        kept = opened(self.actor, self._draft, asked.get("draft"), typed)
        return self._form(kept.begins(begins | typed), self._version, str(uuid.uuid4()), kept)

    def send(
        self,
        typed: dict[str, list[str]],
        version: int | None,
        key: str,
        tab: str = "",
        uploaded: Sequence[UploadedFile[Any]] = (),
    ) -> Outcome | Form:
        """Give the command; with a fault, the form again with everything that was typed, which is kept as well."""
        kept = Drafts(self._draft, tab)
        try:
            typed = self._with_files(typed, uploaded)
            done = self._give(self.command(**reading.payload(self.command, typed)), version, key)
        except ValidationError as error:
            faults, status = from_problems(problems(error, self.command), typed), 422
        except Refusal as refusal:
            shown = (*self.command.model_fields, "file")
            faults, status = from_refusal(refusal, shown), refusal.status
            key = str(uuid.uuid4()) if isinstance(refusal, KeyReused) else key
            version = self._version if self.row is not None and refusal.rule == "FLW-18" else version
        else:
            kept.discard(self.actor)
            return done
        return self._form(typed, version, key, kept, faults, status)

    def _give(self, given: Command, version: int | None, key: str) -> Outcome:
        if self.give is not None:
            return self.give(given, version, key)
        return self.door.execute(given, self.actor, self._number, version, key)

    @property
    def _number(self) -> str:
        return self.row.number if self.row is not None else ""

    @property
    def _version(self) -> int | None:
        return self.row.version if self.row is not None else None

    @property
    def _file(self) -> Any:
        return self.door.opened(self.row) if self.row is not None else None

    @property
    def _draft(self) -> str:
        return f"{self._number}/{self.command.name}" if self.row is not None else self.command.name

    @property
    def _impossible(self) -> Refusal | None:
        return self.door.refusal(self.command, self.row, self.actor) if self.row is not None else None

    def _with_files(
        self, typed: dict[str, list[str]], uploaded: Sequence[UploadedFile[Any]]
    ) -> dict[str, list[str]]:
        """With the files that came with it. Nobody's file is stored who may not give the command."""
        if not uploaded:
            return typed
        if (refused := self._impossible) is not None:
            raise refused
        file_id = self.row.pk if self.row is not None else None
        if issubclass(self.command, Attach):
            return evidence.take(self.actor, file_id, typed, uploaded[0])
        return evidence.take_all(self.actor, file_id, typed, uploaded)

    def _parts(self, file: Any, typed: Mapping[str, list[str]], faults: Faults) -> list[Part]:
        own = parts_of(self.command, typed, faults, file, self.actor)
        own = evidence.parts(self.command, own, typed, faults)
        return letters.parts(self.command, own, file, self.actor, typed, faults)

    def _form(
        self,
        typed: Mapping[str, list[str]],
        version: int | None,
        key: str,
        kept: Drafts,
        faults: Faults = NONE,
        status: int = 200,
    ) -> Form:
        pages, file, impossible = self.pages, self._file, self._impossible
        if self.row is None:
            url, back = reverse(pages.new, args=pages.at), reverse(pages.every, args=pages.at)
        else:
            url = reverse(pages.step, args=[self._number, self.command.name])
            back = reverse(pages.one, args=[self._number])
        said = self.above(self.command, file if impossible is None else None) if self.above else ("", ())
        return Form(
            name=self.command.name,
            title=str(self.command.label),
            cite=", ".join(self.command.cite),
            url=url,
            back=back,
            of=self._number or str(pages.title),
            drafts=kept,
            parts=self._parts(file, typed, faults),
            version=version,
            key=key,
            above=said[0],
            below=self.below if impossible is None else "",
            about=said[1],
            impossible=impossible,
            refusal=faults.refusal,
            status=status,
        )
