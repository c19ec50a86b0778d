"""The journals of all files, from cases to units and people: chains, and what the last entry says the case is."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from django.db import connection
from django.utils.translation import gettext_noop

from redress.administration import chains as administration
from redress.assembly import FILES
from redress.assessment import chains as assessment
from redress.casework.kinds import Kind
from redress.committee import chains as committee
from redress.operations.verifying.report import Progress, Report

NOT_AS_TOLD = gettext_noop("the case is not as its last entry says: state, version or head")
_EVERY = 50_000

_AGREE = """
    SELECT c.number FROM {files} c
      LEFT JOIN LATERAL (SELECT sequence, state, hash FROM {entries} e
                          WHERE e.{file} = c.id ORDER BY sequence DESC LIMIT 1) e ON true
     WHERE (c.version, c.state, c.journal_head) IS DISTINCT FROM (e.sequence, e.state::varchar, e.hash)
       AND (%(only)s::bigint[] IS NULL OR c.id = ANY (%(only)s))
     LIMIT 1000
"""


def verify(report: Report, tell: Progress, files: Collection[int] | None = None) -> None:
    """Of these files, or of all; and of every session, corrective action, unit and person."""
    seen = 0
    for kind in FILES:
        these = [key for key in files if key in kind.keys] if files is not None else None
        for number, faults in kind.verify(these):
            seen += 1
            if seen % _EVERY == 0:
                tell(f"{seen:,}")
            for fault in faults:
                report.fault(f"{number} #{fault.sequence}", fault.what)
        _as_told(report, kind, these)
    report.saw("journals", seen)
    others = 0
    for number, broken in chain(committee.verify(), assessment.verify(), administration.verify()):
        others += 1
        for each in broken:
            report.fault(f"{number} #{each.sequence}", each.what)
    report.saw("other journals", others)


def _as_told(report: Report, kind: Kind, files: list[int] | None) -> None:
    journal = kind.journal
    asked = _AGREE.format(files=kind.table, entries=journal.entries._meta.db_table, file=journal.file)
    with connection.cursor() as cursor:
        cursor.execute(asked, {"only": files})
        for (number,) in cursor.fetchall():
            report.fault(number, NOT_AS_TOLD)
