"""The door through which the organisation changes: a file for each unit, person, calendar and rulebook.

Entries stand in the journal of the organisation, chained file by file (SEC-04, ADR 36). A file is made when it is first
asked for, so that whoever adds units and people - a migration, a copy of another house - need not think of it.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from django.db import connection, models
from django.utils.translation import gettext as _

from redress.administration.authority import NotYourDuty, units_of
from redress.administration.file import Dossier
from redress.administration.kinds import OrganisationState
from redress.administration.models import OrganisationFile
from redress.administration.numbers import person_key, person_number
from redress.casework import chain, command, moment
from redress.casework import door as casework
from redress.casework.command import Facts
from redress.casework.door import Call, Outcome
from redress.casework.refusals import NotThere, Refusal
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import OrganisationEntry, Unit, User
from redress.sealing.keys import SealKeys
from redress.worktime.shipped import names

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('organisation ' || n, 0)) FROM unnest(%s::text[]) n"
_ANY = frozenset(Duty)
_PERSON = re.compile(r"P-[0-9]{6,18}")


class AdministrationCommand(command.Command):
    """A command on a file of the organisation. What its input decides - a department, a post - `check` asks."""

    cite: ClassVar[tuple[str, ...]] = ("ORG-01",)

    @classmethod
    def misplaced(cls, file: Dossier) -> Refusal | None:
        """Files of the organisation have no states between which commands lead."""
        return None

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        """Refuse whoever may not give it, whatever its input. Default: one of its duties over the unit, or over some
        place of the person; what is given decides whether that is enough."""
        need_over_some(file, actor, cls.duties)

    def leads_to(self, file: Dossier) -> str:
        return standing(file.row.person)


def need_over_some(file: Dossier, actor: Actor, duties: frozenset[Duty]) -> None:
    """What a button asks, before it is known what will be given: one of the duties over the unit, or over a place of
    the person. Raises NotYourDuty."""
    row = file.row
    units = [row.unit] if row.unit else list(units_of(row.person)) if row.person else []
    if units and not any(actor.has_over(duties, unit.pk) for unit in units):
        raise NotYourDuty(duties, units[0])


class NoSuchFile(NotThere):
    """Nothing of that number."""

    def __init__(self, number: str) -> None:
        because = _("There is nothing here by the number %(number)s. Check it against the list of units.")
        super().__init__("ORG-01", because % {"number": number}, "number")


def sealed(entry: OrganisationEntry) -> chain.Sealed:
    """What the hash of an entry is over: all that it says."""
    return chain.Sealed.of(
        entry,
        [entry.what, entry.unit_id, entry.department_id, entry.person_id, entry.before, entry.after, entry.facts],
    )  # fmt: skip


class AdministrationDoor(casework.Door[OrganisationFile, Dossier, OrganisationEntry]):
    """The door of one kind of file of the organisation."""

    name: ClassVar[str] = "organisation"
    states: ClassVar[type[OrganisationState]] = OrganisationState
    key_once: ClassVar[str] = "organisation_key_once"

    @abstractmethod
    def made_of(self, numbers: Sequence[str]) -> Iterable[OrganisationFile]:
        """Files, not kept yet, of those among these numbers that stand for something."""

    def lock(
        self, numbers: Sequence[str], calls: Sequence[Call], actor: Actor, *, skip: bool
    ) -> dict[str, OrganisationFile]:
        """Whoever may change something is told so by duties; that there are units and colleagues all staff know.

        Of files that are not kept yet their numbers are locked, so that of two first commands one comes second."""
        held = _held(numbers, skip)
        if missing := sorted(set(numbers) - held.keys()):
            with connection.cursor() as cursor:
                cursor.execute(_LOCK, [missing])
            held |= _held(missing, skip)
            held |= {row.number: row for row in self.made_of(missing) if row.number not in held}
        return held

    def read(self, actor: Actor, number: str) -> OrganisationFile:
        """The file of what the actor may see, as it is or as it will begin. Raises NotThere."""
        made = next((row for row in self.made_of([number]) if self.shows(actor, row)), None)
        if made is None:
            raise NoSuchFile(number)
        held = OrganisationFile.objects.select_related("unit", "person__department__unit")
        return held.filter(number=number).first() or made

    def version_of(self, number: str) -> int:
        """The present version, for whoever will send it back: 0 where nothing was changed yet."""
        kept = OrganisationFile.objects.filter(number=number).values_list("version", flat=True)
        return kept.first() or 0

    def shows(self, actor: Actor, row: OrganisationFile) -> bool:
        """Whether the actor is told what can be done with it."""
        return actor.system

    def opened(self, row: OrganisationFile) -> Dossier:
        return Dossier(row, moment.now())

    def blank(self, call: Call) -> Dossier:
        """A file of what is not there yet: the command that makes it says which it is."""
        return Dossier(OrganisationFile(), moment.now(), key=call.key)

    def unknown(self, number: str) -> Refusal:
        return NoSuchFile(number)

    def write(self, files: Sequence[Dossier]) -> None:
        """Entries first: the database lets a file move on with its entry alone. What is ended goes last."""
        for file in files:
            first, file.inserts = file.inserts, []
            for new in first:
                new.save(force_insert=True)
        super().write(files)
        for file in files:
            for row in file.gone:
                row.delete()

    def entries(
        self, call: Call, file: Dossier, facts: Facts, actor: Actor, keys: SealKeys
    ) -> Iterable[models.Model]:
        """One for each thing that was done; the last answers the call."""
        assert file.notes, f"{call.command.name} says nothing of what it did"
        row = file.row
        # A deputy's entry says in whose place it was done (ORG-12).
        said = {"on_behalf_of": str(facts["on_behalf_of"])} if "on_behalf_of" in facts else {}
        row.version -= 1
        entries = []
        for note in file.notes:
            row.version += 1
            last = note is file.notes[-1]
            entry = OrganisationEntry(
                at=file.now,
                by_id=actor.id,
                what=note.what,
                unit=note.unit,
                department=note.department,
                person=note.person,
                before=note.before,
                after=note.after | said,
                number=row.number,
                sequence=row.version,
                command=call.command.name,
                state=row.state,
                facts=facts if last else {},
                key=call.key if last else "",
                request=call.digest,
                previous=row.journal_head,
            )
            entry.hash = row.journal_head = chain.seal(sealed(entry), row.number, keys)
            entries.append(entry)
        return entries

    def answered(self, keys: Sequence[str], actor: Actor) -> Mapping[str, OrganisationEntry]:
        return {each.key: each for each in OrganisationEntry.objects.filter(by_id=actor.id, key__in=keys)}

    def request_of(self, entry: OrganisationEntry) -> str:
        return entry.request

    def outcome_of(self, entry: OrganisationEntry) -> Outcome:
        return Outcome(entry.number, entry.sequence, OrganisationState(entry.state), entry.facts, entry.at)


def _held(numbers: Sequence[str], skip: bool) -> dict[str, OrganisationFile]:
    rows = OrganisationFile.objects.filter(number__in=numbers).order_by("number")
    held = rows.select_related("unit", "person__department__unit").select_for_update(
        of=("self",), no_key=True, skip_locked=skip
    )
    return {row.number: row for row in held}


class UnitDoor(AdministrationDoor):
    """Files of units, by their codes."""

    def made_of(self, numbers: Sequence[str]) -> Iterable[OrganisationFile]:
        for unit in Unit.objects.filter(code__in=numbers).order_by("code"):
            yield OrganisationFile(number=unit.code, unit=unit)

    def shows(self, actor: Actor, row: OrganisationFile) -> bool:
        return actor.system or actor.has_over(_ANY, row.unit_id)


class PersonDoor(AdministrationDoor):
    """Files of people, by the keys of their accounts."""

    def made_of(self, numbers: Sequence[str]) -> Iterable[OrganisationFile]:
        keys = [person_key(number) for number in numbers if _PERSON.fullmatch(number)]
        found = User.objects.select_related("department__unit").filter(pk__in=keys).order_by("pk")
        for user in found:
            if (number := person_number(user.pk)) in numbers:
                yield OrganisationFile(number=number, person=user, state=standing(user))

    def shows(self, actor: Actor, row: OrganisationFile) -> bool:
        """As their page: people of units that a post reaches, by place or by duty, and always oneself."""
        assert row.person is not None
        units = {unit.pk for unit in units_of(row.person)}
        return actor.system or actor.id == row.person_id or any(actor.has_over(_ANY, unit) for unit in units)


def standing(user: User | None) -> OrganisationState:
    """Where a file stands: only an account may be disabled."""
    return OrganisationState.IN_FORCE if user is None or user.is_active else OrganisationState.DISABLED


class NamedDoor(AdministrationDoor):
    """Files of what has a name and is no unit's: calendars, rulebooks. The letter before it tells kinds apart."""

    def __init__(self, letter: str, known: Callable[[str], bool]) -> None:
        self.letter, self.known = letter, known

    def number_of(self, name: str) -> str:
        """The number of the file of that name."""
        return f"{self.letter}-{name}"

    def made_of(self, numbers: Sequence[str]) -> Iterable[OrganisationFile]:
        prefix = self.number_of("")
        for number in numbers:
            if number.startswith(prefix) and self.known(number.removeprefix(prefix)):
                yield OrganisationFile(number=number)

    def shows(self, actor: Actor, row: OrganisationFile) -> bool:
        """All staff may know by which calendar and rulebook others work."""
        return actor.system or actor.id is not None


_RULEBOOK = re.compile(r"[a-z][a-z0-9-]{0,63}")


UNITS = UnitDoor()
PEOPLE = PersonDoor()
CALENDARS = NamedDoor("Y", lambda name: name in names())
RULEBOOKS = NamedDoor("R", lambda name: _RULEBOOK.fullmatch(name) is not None)
"""One that nobody has published yet is published for the first time."""
