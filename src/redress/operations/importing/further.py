"""A number that another file of the register has brought already: its further matters are added (INT-17).

They are added when nothing else differs: the same dates, and no matter that is here says something else now. What
differs, or was worked on, is told as changed and left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from redress.casework.door import Call
from redress.complaints.importing import elsewhere, imported
from redress.complaints.importing.commands.add_imported_matters import AddImportedMatters
from redress.complaints.importing.commands.import_case import ImportCase, ImportedMatter
from redress.complaints.importing.imported import Kept
from redress.importing.imported import Here


def calls(changed: Mapping[str, tuple[ImportCase, Here]]) -> dict[str, Call]:
    """By the number there, what is given to the cases that only gain matters, as they are now."""
    kept = imported.untouched_of([here.key for _command, here in changed.values()]) if changed else {}
    found = {}
    for theirs, (command, here) in changed.items():
        if here.key in kept and (more := _more(command, kept[here.key])) is not None:
            found[theirs] = Call(more, here.number, version=kept[here.key].version)
    return found


def _more(command: ImportCase, kept: Kept) -> AddImportedMatters | None:
    """The matters that are not here yet; None when there are none, or when something else differs."""
    if (command.received_at, command.closed_at) != (kept.received_at, kept.closed_at):
        return None
    if not all(each in kept.dates for each in elsewhere.kept(command.happened, command.limits)):
        return None
    here = {_which(matter): matter for matter in kept.matters}
    new = tuple(matter for matter in command.matters if _which(matter) not in here)
    there = [_known(matter) for matter in kept.matters]
    same = all(_known(matter) in there for matter in command.matters if _which(matter) in here)
    if not new or not same:
        return None
    return AddImportedMatters(
        fingerprint=command.fingerprint,
        matters=new,
        companies=command.companies,
        recovered=_recovered([*kept.matters, *new]),
        facts="\n".join(filter(None, map(_told, new))),
    )


def _which(matter: ImportedMatter) -> tuple[str, str, str]:
    """What makes a matter the same, whatever became of it."""
    return matter.coverage, matter.reason, matter.company


def _known(matter: ImportedMatter) -> ImportedMatter:
    """An amount that is not known says nothing else than none at all."""
    return matter.model_copy(update={"recovered": matter.recovered or Decimal(0)})


def _told(matter: ImportedMatter) -> str:
    return " → ".join(filter(None, (matter.company, matter.coverage, matter.reason, matter.disposition)))


def _recovered(matters: Iterable[ImportedMatter]) -> Decimal:
    """As of one file: the register repeats an amount in each row of a company."""
    amounts = {(matter.company, matter.recovered or Decimal(0)) for matter in matters}
    return sum((amount for _company, amount in amounts), Decimal(0))
