"""A file of the organisation while a command works on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from redress.administration.models import OrganisationFile
from redress.casework.open_file import OpenFile
from redress.organisation.kinds import Change
from redress.organisation.models import Department, Unit, User

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Note:
    """One change, as its entry will say it: what, where, of whom, before and after."""

    what: Change
    unit: Unit | None
    department: Department | None
    person: User | None
    before: Values
    after: Values


@dataclass
class Dossier(OpenFile[OrganisationFile]):
    """An open file of the organisation: what commands on it read and write."""

    notes: list[Note] = field(default_factory=list)
    gone: list[models.Model] = field(default_factory=list)
    """Rows that the command ends altogether: they go last, for by them somebody may be admitted to the change."""

    @property
    def unit(self) -> Unit:
        """The unit whose file it is."""
        assert self.row.unit is not None
        return self.row.unit

    @property
    def person(self) -> User:
        """The person whose file it is."""
        assert self.row.person is not None
        return self.row.person

    @property
    def name(self) -> str:
        """What a file is called that is neither a unit's nor a person's."""
        return self.row.number.partition("-")[2]

    def note(
        self,
        what: Change,
        *,
        unit: Unit | None = None,
        department: Department | None = None,
        person: User | None = None,
        before: Values | None = None,
        after: Values | None = None,
    ) -> None:
        """Say it in the journal; a department's entry is also its unit's."""
        where = unit or (department.unit if department else None)
        self.notes.append(Note(what, where, department, person, before or {}, after or {}))

    def is_now(self, row: Any) -> None:
        """The file that a command has made."""
        self.row = row
