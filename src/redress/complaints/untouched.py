"""Whether imported cases are still as they came (INT-17).

Somebody has worked on a case when its journal has an entry by a person, when somebody has begun to fill in a form of
it, or when anything refers to it that neither an import nor a clock writes. A table nobody thought of counts as work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import models
from django.utils.translation import gettext as _

from redress.casework.beneath import references
from redress.casework.listing import listed
from redress.casework.models import Draft
from redress.complaints.models import Complaint, JournalEntry

BY_ITSELF = frozenset(
    {
        "complaints.matter", "complaints.party", "complaints.casetext", "complaints.journalentry",
        "complaints.journaltext", "complaints.share", "clocks.clock", "outbox.alert", "outbox.message",
        "complaints.urgingnotice",
    }
)  # fmt: skip
"""Tables in which a case has rows without anybody having worked on it: the import's, and what its clocks made."""

SHOWN = 20


def not_as_imported(cases: Collection[int]) -> set[int]:
    """Those of the cases, by their keys, that somebody has worked on. To be asked under their locks."""
    keys = list(cases)
    found = by_people(keys)
    for model, name in _references():
        column = f"{name}_id"
        found |= set(
            model._default_manager.filter(**{f"{column}__in": keys}).order_by().values_list(column, flat=True)
        )
    return found | _begun(keys)


def by_people(cases: Collection[int]) -> set[int]:
    """Those of the cases in whose journal a person has an entry."""
    entries = JournalEntry.objects.filter(complaint_id__in=list(cases), by__isnull=False)
    return set(entries.order_by().values_list("complaint_id", flat=True))


def _begun(keys: list[int]) -> set[int]:
    """Cases of which somebody has a form open with something in it."""
    numbers = {form.partition("/")[0] for form in Draft.objects.values_list("form", flat=True).order_by()}
    return set(Complaint.objects.filter(pk__in=keys, number__in=numbers).values_list("pk", flat=True))


def _references() -> Iterator[tuple[type[models.Model], str]]:
    for model, name in references(Complaint):
        if model._meta.label_lower not in BY_ITSELF:
            yield model, name


def kept(numbers: list[str]) -> str:
    """Why nothing is added to cases."""
    return _("Somebody has worked on %(cases)s; nothing of another file is added there.") % {
        "cases": listed(numbers[:SHOWN])
    }


def told(numbers: list[str]) -> str:
    """Why an import is not taken back, with the first cases that stand against it."""
    more = len(numbers) - SHOWN
    shown = listed(numbers[:SHOWN])
    if more > 0:
        shown = _("%(names)s and %(n)s more") % {"names": shown, "n": f"{more:,}"}
    return _(
        "%(n)s cases of this import were worked on, so it is not taken back: %(cases)s. Correct them one by one, or "
        "undo what was begun, and try again."
    ) % {"n": f"{len(numbers):,}", "cases": shown}
