"""The keys that services know files by: each says what the row of its file says, and no file is without one."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.utils.translation import gettext_noop

from redress.assembly import FILES
from redress.operations.verifying.report import Report

NOT_ITS_FILE = gettext_noop("the key that services know the file by does not say what the file says")

_COMPARED = """
    SELECT coalesce(f.number, k.number) FROM casework_file k FULL JOIN ({files}) f ON f.id = k.id
     WHERE (f.kind, f.number) IS DISTINCT FROM (k.kind, k.number)
       AND (%(only)s::bigint[] IS NULL OR coalesce(f.id, k.id) = ANY (%(only)s))
     LIMIT 1000
"""


def verify(report: Report, files: Collection[int] | None = None) -> None:
    """Of these files, or of all."""
    every = " UNION ALL ".join(
        f"SELECT id, '{kind.name}'::varchar AS kind, number FROM {kind.table}"  # noqa: S608 - names of tables
        for kind in FILES
    )
    with connection.cursor() as cursor:
        cursor.execute(_COMPARED.format(files=every), {"only": list(files) if files is not None else None})
        for (number,) in cursor.fetchall():
            report.fault(number, NOT_ITS_FILE)


def of(numbers: Collection[str]) -> dict[str, int]:
    """The keys of the files with these numbers."""
    found: dict[str, int] = {}
    for kind in FILES:
        found |= kind.model._default_manager.filter(number__in=numbers).values_list("number", "pk")
    return found
