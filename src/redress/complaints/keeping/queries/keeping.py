"""What became of a case after its closing: revisions, periods of retention, holds, disposal (CLO-03, CLO-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from redress.casework import moment, retention
from redress.casework.models import Disposal, LegalHold
from redress.casework.rulebooks import rulebook_of
from redress.complaints.case import Case
from redress.complaints.kinds import Validity
from redress.complaints.models import Complaint
from redress.disposal.queries import disposal, holds
from redress.organisation.models import Department


@dataclass(frozen=True, slots=True)
class Side:
    """Validity and causes as they stood before or after a revision, in words."""

    validity: str
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revised:
    """A revision of the closure."""

    at: datetime
    by: str
    reasons: str
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Period:
    """How long a kind of paper is kept; None where another system knows the day."""

    title: str
    years: int
    until: date | None
    cite: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """Everything a page shows of it."""

    revisions: tuple[Revised, ...]
    periods: tuple[Period, ...]
    holds: tuple[LegalHold, ...]
    disposal: Disposal | None


def keeping(row: Complaint, language: str) -> Keeping:
    """Five queries at most."""
    ended = row.closed_at or (row.state_since if not row.is_open else None)
    case = Case(row, moment.now())
    return Keeping(
        revisions=tuple(_revisions(row, language)),
        periods=tuple(
            Period(kept.rule.title.get(language), kept.rule.years, kept.until, ", ".join(kept.rule.cite))
            for kept in (retention.periods(case.rulebook, ended) if ended else ())
        ),
        holds=tuple(holds(row)),
        disposal=disposal(row),
    )


def _revisions(row: Complaint, language: str) -> list[Revised]:
    found = list(row.revisions.select_related("by").order_by("-id"))
    ids = {int(each[1]) for rev in found for side in (rev.before, rev.after) for each in side["causes"]}
    names = (
        {d.pk: str(d) for d in Department.objects.filter(pk__in=ids).select_related("unit")} if ids else {}
    )
    causes = rulebook_of(row).method.causes

    def side(kept: dict[str, list[tuple[str, int]]]) -> Side:
        words = [
            f"{causes[code].title.get(language) if code in causes else code} · {names.get(where, '')}"
            for code, where in kept["causes"]
        ]
        validity = str(kept["validity"])
        label = str(Validity(validity).label) if validity in Validity.values else validity
        return Side(label, tuple(words))

    return [
        Revised(rev.at, str(rev.by or ""), rev.reasons, side(rev.before), side(rev.after)) for rev in found
    ]
