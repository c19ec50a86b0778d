"""Loads a policy list: every row is accounted for, importing it again changes nothing (SYS-02)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.db import transaction

from redress.operations.console import BadInput
from redress.operations.importing.table import Table, as_words, open_table
from redress.operations.importing.tally import Reject
from redress.operations.policies.mapping import FIELDS, NEEDED, Mapping, check
from redress.operations.policies.reading import Fault, Group, Reader
from redress.operations.speech import gettext as _
from redress.organisation.models import Unit
from redress.policies.table.storing import store
from redress.policies.table.system import Table as Kept
from redress.policies.values import Policy

_BATCH = 500


@dataclass(slots=True)
class Loaded:
    """rows = taken + rejected; policies = new + changed + same. `faults` says of each rejected policy what is wrong."""

    rows: int = 0
    blank: int = 0
    taken: int = 0
    rejected: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    faults: list[Fault] = field(default_factory=list)
    unread_sheets: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """For the terminal."""
        yield _("Rows: %(rows)s, of which %(taken)s taken and %(rejected)s rejected; blank: %(blank)s") % {
            "rows": self.rows,
            "taken": self.taken,
            "rejected": self.rejected,
            "blank": self.blank,
        }
        yield _("Policies: %(new)s new, %(changed)s changed, %(same)s as they were") % {
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
        }
        for name in self.unread_sheets:
            yield _("Not read: sheet %(name)s") % {"name": name}


def load(
    path: Path,
    mapping: Mapping,
    *,
    dry_run: bool = False,
    keep: Callable[[list[str], Reject], object] | None = None,
) -> Loaded:
    """Load the list; `keep` is told each rejected row with the header. BadInput when nothing of it can be read."""
    table = open_table(path, mapping.shape, {mapping.column(name) for name in NEEDED})
    check(mapping, table.header, table.bare, path)
    products = {each.code: each for each in Kept().products()}
    if not products:
        raise BadInput(
            _("There are no products yet. Load them with 'redress policies products' first (SYS-02).")
        )
    units = frozenset(Unit.objects.values_list("code", flat=True))
    reader = Reader(table, mapping, products, units)
    found = Loaded(unread_sheets=table.unread)
    groups = reader.groups(_counted(table, found))
    while batch := list(islice(groups, _BATCH)):
        _take([each.policy for each in batch if each.policy is not None], found, dry_run=dry_run)
        for group in batch:
            _account(group, table, found, keep)
    return found


def _counted(table: Table, found: Loaded) -> Iterator:  # type: ignore[type-arg]
    for record in table.records():
        if record.cells:
            found.rows += 1
        else:
            found.blank += 1
        yield record


def _take(policies: list[Policy], found: Loaded, *, dry_run: bool) -> None:
    with transaction.atomic():
        stored = store(policies)
        found.new, found.changed, found.same = (
            found.new + stored.new,
            found.changed + stored.changed,
            found.same + stored.same,
        )
        if dry_run:
            transaction.set_rollback(True)


def _account(
    group: Group, table: Table, found: Loaded, keep: Callable[[list[str], Reject], object] | None
) -> None:
    if group.policy is not None:
        found.taken += len(group.records)
        return
    found.rejected += len(group.records)
    found.faults += group.faults
    because = "; ".join(map(str, group.faults))
    for record in group.records:
        if keep is not None:
            keep(table.header, Reject(record.line, because, [as_words(cell) for cell in record.cells]))


__all__ = ["FIELDS", "Loaded", "load"]
