"""The checklist of a claim's papers (CLM-04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from redress.claims.file import OpenClaim
from redress.claims.kinds import Verdict


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the checklist."""

    row: Any
    title: str
    requirement: str
    wanted: bool
    fine: bool
    files: list[Any]


def lines(file: OpenClaim, files: Sequence[Any]) -> list[PaperLine]:
    """What waits first, each with its scans among `files`."""
    return sorted(_lines(file, files), key=lambda each: each.fine)


def _lines(file: OpenClaim, files: Sequence[Any]) -> Iterator[PaperLine]:
    language = get_language() or ""
    for code, row in file.papers.items():
        paper = file.paper(code)
        fine = row.verdict in (Verdict.FINE, Verdict.SPARED)
        yield PaperLine(
            row,
            paper.title.get(language),
            paper.requirement.get(language) if paper.requirement else "",
            row.verdict == Verdict.LACKING or (row.received_at is None and not fine),
            fine,
            [each for each in files if each.about == code],
        )
