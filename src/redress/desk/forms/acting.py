"""The form of a command on a file of any kind, made from what the command declares."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from pydantic import ValidationError

from redress.casework.command import Command
from redress.casework.door import Outcome
from redress.casework.kinds import Kind
from redress.casework.problems import problems
from redress.casework.refusals import KeyReused, Refusal
from redress.desk.forms import reading
from redress.desk.forms.faults import NONE, Faults, from_problems, from_refusal
from redress.desk.forms.initial import preset
from redress.desk.forms.parts import Part, parts_of
from redress.desk.forms.unfinished import Drafts, opened
from redress.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class Form:
    """A form with what was typed and what is wrong with it. `impossible`: why the command cannot be given now,
    whatever is typed."""

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
    impossible: Refusal | None = None
    refusal: Refusal | None = None
    status: int = 200


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody gives a command on a file of a kind; without a row it makes one."""

    kind: Kind
    command: type[Command]
    actor: Actor
    row: Any = None

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
        shown = kept.begins(begins | typed)
        version = self.row.version if self.row is not None else None
        return self._form(shown, version, str(uuid.uuid4()), kept)

    def send(
        self, typed: dict[str, list[str]], version: int | None, key: str, tab: str = ""
    ) -> Outcome | Form:
        """Give the command; with a fault, the form again with everything that was typed, which is kept as well."""
        kept = Drafts(self._draft, tab)
        try:
            given = self.command(**reading.payload(self.command, typed))
            number = self.row.number if self.row is not None else ""
            done: Outcome = self.kind.door.execute(given, self.actor, number, version, key)
        except ValidationError as error:
            faults, status = from_problems(problems(error, self.command), typed), 422
        except Refusal as refusal:
            faults, status = from_refusal(refusal, self.command.model_fields), refusal.status
            key = str(uuid.uuid4()) if isinstance(refusal, KeyReused) else key
            version = self.row.version if self.row is not None and refusal.rule == "FLW-18" else version
        else:
            kept.discard(self.actor)
            return done
        return self._form(typed, version, key, kept, faults, status)

    @property
    def _file(self) -> Any:
        return self.kind.door.opened(self.row) if self.row is not None else None

    @property
    def _draft(self) -> str:
        return f"{self.row.number}/{self.command.name}" if self.row is not None else self.command.name

    def _form(
        self,
        typed: Mapping[str, list[str]],
        version: int | None,
        key: str,
        kept: Drafts,
        faults: Faults = NONE,
        status: int = 200,
    ) -> Form:
        if self.row is None:
            url, back = (
                reverse("desk:file_new", args=[self.kind.path]),
                reverse("desk:files", args=[self.kind.path]),
            )
        else:
            number = self.row.number
            url, back = (
                reverse("desk:file_do", args=[number, self.command.name]),
                reverse(self.kind.page, args=[number]),
            )
        return Form(
            name=self.command.name,
            title=str(self.command.label),
            cite=", ".join(self.command.cite),
            url=url,
            back=back,
            of=self.row.number if self.row is not None else str(self.kind.title),
            drafts=kept,
            impossible=self.kind.door.refusal(self.command, self.row, self.actor)
            if self.row is not None
            else None,
            parts=parts_of(self.command, typed, faults, self._file, self.actor),
            version=version,
            key=key,
            refusal=faults.refusal,
            status=status,
        )
