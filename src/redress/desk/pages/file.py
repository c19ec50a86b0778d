"""The page and the list of a kind of file that has none of its own: made of what services and the kind say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from redress.casework import moment
from redress.casework.command import Command
from redress.casework.due import Due, due
from redress.casework.kinds import Kind
from redress.casework.paging import SIZE, Cursor, Page
from redress.casework.titles import clock
from redress.casework.words import put_back
from redress.clocks.queries import states
from redress.desk.forms.schema import declared
from redress.desk.pages import clocks
from redress.disposal import queries as keeping
from redress.evidence.queries import of_file as papers_of
from redress.letters import queries as letters
from redress.letters.writing import WRITING
from redress.messages import outbox
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.privacy.fields import BlindIndexField
from redress.privacy.hiding import hidden


@dataclass(frozen=True, slots=True)
class Line:
    """A file in a list, with the limit that ends first."""

    row: Any
    due: Due | None
    limit: str


def page(kind: Kind, actor: Actor, after: Cursor | None = None) -> Page[Line]:
    """Files of the kind that the actor sees, the newest first."""
    rows = kind.visible_to(actor).select_related("unit", "owner")
    if after is not None:
        rows = rows.filter(pk__lt=after.id)
    found = list(rows.order_by("-pk")[: SIZE + 1])
    more = Cursor(None, found[SIZE - 1].pk).pack() if len(found) > SIZE else ""
    return Page([_line(kind, row) for row in found[:SIZE]], more, continued=after is not None)


def _line(kind: Kind, row: Any) -> Line:
    if row.next_due_at is None:
        return Line(row, None, "")
    file = kind.door.opened(row)
    unit = file.rulebook.counted_in(row.next_due_clock, file.facts)
    left = due(row.next_due_at, moment.now(), calendar_of(row.unit), unit)
    return Line(row, left, clock(file.rulebook, row.next_due_clock))


@dataclass(frozen=True, slots=True)
class Button:
    """A command that the reader may give now."""

    label: object
    icon: str
    url: str
    primary: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal, with what was said in it."""

    at: Any
    by: Any
    label: object
    icon: str
    said: list[tuple[str, object]]


@dataclass(frozen=True)
class FilePage:
    """One file in the order of its page."""

    kind: Kind
    row: Any
    actor: Actor

    @cached_property
    def file(self) -> Any:
        return self.kind.door.opened(self.row)

    @cached_property
    def buttons(self) -> list[Button]:
        """What can be done now."""
        given = (
            each
            for each in self.kind.for_people()
            if self.kind.door.refusal(each, self.row, self.actor) is None
        )
        return [
            Button(
                each.label,
                each.icon,
                reverse("desk:file_do", args=[self.row.number, each.name]),
                getattr(each, "primary", False),
            )
            for each in given
        ]

    @property
    def next(self) -> Button | None:
        """The natural next step, where the reader may take it."""
        return next((each for each in self.buttons if each.primary), None)

    @property
    def others(self) -> list[Button]:
        return [each for each in self.buttons if each is not self.next]

    @cached_property
    def facts(self) -> list[tuple[str, Any]]:
        """What its row says beside what every row says; personal data masked for who may not see them whole."""
        fields = [
            each for each in self.kind.own if not isinstance(each, BlindIndexField) and not each.is_relation
        ]
        found = [
            (gettext(str(each.verbose_name)).capitalize(), getattr(self.row, each.name)) for each in fields
        ]
        said = [(title, value) for title, value in found if value not in (None, "", [])]
        return said if self._whole else self._hidden(said)

    @property
    def clocks(self) -> clocks.Panel:
        return clocks.panel(states(self.row), self.file.now, calendar_of(self.row.unit))

    @cached_property
    def letters(self) -> list[Any]:
        return letters.of_file(self.row) if WRITING.get(self.row) else []

    @cached_property
    def messages(self) -> list[Any]:
        return list(outbox.of_file(self.row, self.actor))

    @cached_property
    def papers(self) -> list[Any]:
        return papers_of(self.row)

    @cached_property
    def kept(self) -> keeping.Kept | None:
        """How long it is kept, holds, and its disposal; None while it is neither held nor over."""
        return keeping.kept(self.row)

    @cached_property
    def _whole(self) -> bool:
        return self.kind.whole(self.row, self.actor)

    def _hidden(self, said: Any) -> Any:
        writing = WRITING.get(self.row)
        return writing.hidden(self.file, said) if writing is not None else hidden(said, [self.row])

    @property
    def entries(self) -> Iterator[Entry]:
        journal = self.kind.journal
        rows = journal.entries._default_manager.filter(**{journal.file: self.row.pk}).select_related("by")
        for entry in rows.order_by("-sequence")[:100]:
            command = self.kind.commands.get(entry.command)
            payload, _facts = put_back(entry.payload, {}, journal.words_of(entry))
            said = _said(command, payload)
            yield Entry(
                entry.at,
                entry.by,
                command.label if command else entry.command,
                command.icon if command else "point",
                said if self._whole else self._hidden(said),
            )


def _said(command: type[Command] | None, payload: dict[str, Any]) -> list[tuple[str, object]]:
    """The fields that were given, by their titles; structures are left to the letters and papers they are about."""
    titles = {field.name: gettext(field.title) for field in declared(command)} if command else {}
    return [
        (titles.get(name, name), value)
        for name, value in payload.items()
        if isinstance(value, str | int | float)
    ]
