"""Takes back an import as a whole: all of its cases, or none (INT-17).

First all cases are locked, looked at, and marked by their import in one transaction: who was at work has finished
and is seen, who comes later is refused. Then they go in batches; killed in between, the same call finishes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from redress.casework import moment, untouched
from redress.casework.door import Call
from redress.casework.kinds import KINDS, Kind
from redress.casework.refusals import Refusal
from redress.casework.untouched import Imports
from redress.importing import runs
from redress.importing.models import ImportRun
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.sealing.doors import atomic

BATCH = 500
_LOOKED_AT = 5_000


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many cases the call took back, and how many had gone before it was killed."""

    cases: int
    before: int


def take_back(run: int, told: Callable[[int], object] = lambda _n: None) -> TakenBack:
    """Raises Refusal with the cases that somebody has worked on; then nothing was changed. `told`: how many more."""
    with acting_as(SYSTEM):
        kind, imports = _begin(run)
        gone = _cases(kind, run).filter(state=imports.gone).count()
        done = 0
        while numbers := _left(kind, run, imports)[:BATCH]:
            kind.door.execute_many([Call(imports.take_back(run), number) for number in numbers], SYSTEM)
            done += len(numbers)
            told(len(numbers))
        with atomic("import"):
            ImportRun.objects.filter(pk=run).update(taken_back_at=moment.now())
    return TakenBack(done, gone)


def _begin(run: int) -> tuple[Kind, Imports]:
    """The kind of its files. Mark the import, if none of its cases was worked on; from then on nobody can."""
    with atomic("import"):
        found = ImportRun.objects.select_for_update(no_key=True).filter(pk=run).first()
        if found is None:
            raise Refusal(
                "INT-17",
                _("There is no import %(run)s. List them with 'redress import --list'.") % {"run": run},
            )
        if found.taken_back_at is not None:
            raise Refusal(
                "INT-17", _("Import %(run)s was taken back already. Nothing needs to be done.") % {"run": run}
            )
        kind = KINDS.named(found.kind)
        imports = kind.imports
        assert imports is not None
        if found.taking_back_at is not None:
            return kind, imports
        locked = _cases(kind, run).order_by("pk").select_for_update(of=("self",))
        numbers = dict(locked.values_list("pk", "number"))
        worked_on: set[int] = set()
        keys = list(numbers)
        for start in range(0, len(keys), _LOOKED_AT):
            worked_on |= imports.untouched.not_as_imported(keys[start : start + _LOOKED_AT])
        if worked_on:
            raise Refusal("INT-17", untouched.told(sorted(numbers[pk] for pk in worked_on)))
        ImportRun.objects.filter(pk=run).update(taking_back_at=moment.now())
    return kind, imports


def _cases(kind: Kind, run: int) -> models.QuerySet[Any]:
    return runs.rows(kind.model).filter(import_run=run)


def _left(kind: Kind, run: int, imports: Imports) -> models.QuerySet[Any, str]:
    rows = _cases(kind, run).exclude(state=imports.gone).order_by("pk")
    return rows.values_list("number", flat=True)
