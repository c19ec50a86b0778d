"""Verifies the journals of the organisation: each entry follows the one before it, and is as sealed (SEC-04)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from redress.administration.door import sealed
from redress.administration.models import OrganisationFile
from redress.casework.chain import Broken, broken
from redress.casework.journal import NO_FILE
from redress.organisation.models import OrganisationEntry
from redress.sealing.keys import sealing_keys


def verify() -> Iterator[tuple[str, list[Broken]]]:
    """(number, faults) of every file, in two queries. Entries of before there was a door stand outside: their rows are
    sealed, as all rows are."""
    keys = sealing_keys()
    entries = OrganisationEntry.objects.filter(number__gt="").order_by("number", "sequence").iterator(5000)
    found = {
        number: [sealed(each) for each in group]
        for number, group in groupby(entries, key=lambda each: each.number)
    }
    for number, head in OrganisationFile.objects.order_by("number").values_list("number", "journal_head"):
        yield number, list(broken(found.pop(number, ()), number, head, keys))
    for number in found:
        yield number, [Broken(0, NO_FILE)]
