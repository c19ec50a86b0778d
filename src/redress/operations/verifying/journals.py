"""The journals of cases, sessions and corrective actions: chains, and what the last entry says the case is."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from django.db import connection
from django.utils.translation import gettext_noop

from redress.assessment import chains as assessment
from redress.committee import chains as committee
from redress.complaints import journal_chains
from redress.operations.verifying.report import Progress, Report

NOT_AS_TOLD = gettext_noop("the case is not as its last entry says: state, version or head")
_EVERY = 50_000

_AGREE = """
    SELECT c.number FROM complaints_complaint c
      LEFT JOIN LATERAL (SELECT sequence, state, hash FROM complaints_journalentry e
                          WHERE e.complaint_id = c.id ORDER BY sequence DESC LIMIT 1) e ON true
     WHERE (c.version, c.state, c.journal_head) IS DISTINCT FROM (e.sequence, e.state::varchar, e.hash)
       AND (%(only)s::bigint[] IS NULL OR c.id = ANY (%(only)s))
     LIMIT 1000
"""


def verify(report: Report, tell: Progress, cases: Collection[int] | None = None) -> None:
    """Of these cases, or of all."""
    seen = 0
    for number, faults in journal_chains.verify(cases):
        seen += 1
        if seen % _EVERY == 0:
            tell(f"{seen:,}")
        for fault in faults:
            report.fault(f"{number} #{fault.sequence}", fault.what)
    report.saw("journals", seen)
    with connection.cursor() as cursor:
        cursor.execute(_AGREE, {"only": list(cases) if cases is not None else None})
        for (number,) in cursor.fetchall():
            report.fault(number, NOT_AS_TOLD)
    others = 0
    for number, broken in chain(committee.verify(), assessment.verify()):
        others += 1
        for each in broken:
            report.fault(f"{number} #{each.sequence}", each.what)
    report.saw("other journals", others)
