"""Whether imported files are still as they came (INT-17).

Somebody has worked on a file when its journal has an entry by a person, when somebody has begun to fill in a form of
it, or when anything refers to it that neither an import nor a clock writes. A table nobody thought of counts as work.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _

from redress.casework.beneath import references
from redress.casework.command import Command
from redress.casework.journal import Journal
from redress.casework.listing import listed
from redress.casework.models import Draft

SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Untouched:
    """Asked of files of one kind. `by_itself`: tables in which a file has rows without anybody having worked on it, the
    import's and what its clocks made."""

    journal: Journal[Any]
    by_itself: frozenset[str]

    def not_as_imported(self, files: Collection[int]) -> set[int]:
        """Those of the files, by their keys, that somebody has worked on. To be asked under their locks."""
        keys = list(files)
        found = self.by_people(keys)
        for model, name in self._references():
            column = f"{name}_id"
            found |= set(
                model._default_manager.filter(**{f"{column}__in": keys})
                .order_by()
                .values_list(column, flat=True)
            )
        return found | self._begun(keys)

    def by_people(self, files: Collection[int]) -> set[int]:
        """Those of the files in whose journal a person has an entry."""
        of = {f"{self.journal.file}__in": list(files), "by__isnull": False}
        entries = self.journal.entries._default_manager.filter(**of)
        return set(entries.order_by().values_list(self.journal.file, flat=True))

    def _begun(self, keys: list[int]) -> set[int]:
        """Files of which somebody has a form open with something in it."""
        numbers = {form.partition("/")[0] for form in Draft.objects.values_list("form", flat=True).order_by()}
        rows = self.journal.files._default_manager.filter(pk__in=keys, number__in=numbers)
        return set(rows.values_list("pk", flat=True))

    def _references(self) -> Iterator[tuple[type[models.Model], str]]:
        for model, name in references(self.journal.files):
            if model._meta.label_lower not in self.by_itself:
                yield model, name


@dataclass(frozen=True, slots=True)
class Imports:
    """What a kind says of files that come with an import: whether they are as they came, and how one is taken back."""

    untouched: Untouched
    take_back: Callable[[int], Command]
    """The command, of the number of the import."""
    gone: str
    """The state of a file whose import was taken back."""


def told(numbers: list[str]) -> str:
    """Why an import is not taken back, with the first files that stand against it."""
    more = len(numbers) - SHOWN
    shown = listed(numbers[:SHOWN])
    if more > 0:
        shown = _("%(names)s and %(n)s more") % {"names": shown, "n": f"{more:,}"}
    return _(
        "%(n)s cases of this import were worked on, so it is not taken back: %(cases)s. Correct them one by one, or "
        "undo what was begun, and try again."
    ) % {"n": f"{len(numbers):,}", "cases": shown}
