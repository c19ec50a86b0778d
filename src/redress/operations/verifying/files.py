"""Every stored file still has the content its name says."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from redress.evidence import queries, storing
from redress.operations.verifying.report import Progress, Report

CHANGED = gettext_noop("the file is not there as it was stored; it is not served any more")
_EVERY = 10_000


def verify(report: Report, tell: Progress) -> None:
    for seen, sha256 in enumerate(queries.every_file(), start=1):
        report.saw("files", 1)
        if seen % _EVERY == 0:
            tell(f"{seen:,}")
        if not storing.intact(sha256):
            report.fault(sha256, CHANGED)
