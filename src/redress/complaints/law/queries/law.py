"""What the law asks of one case: pauses, tellings, decision, review, papers, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.moment import now
from redress.complaints.case import Case
from redress.complaints.intake import checklist
from redress.complaints.kinds import DecisionState, LinkKind, ReviewState
from redress.complaints.law import remedies
from redress.complaints.law.commands import pausing, review
from redress.complaints.models import (
    Complaint,
    Decision,
    EarlierLimit,
    Link,
    NewFacts,
    Pause,
    Review,
    Telling,
)
from redress.evidence.models import Attachment
from redress.organisation.models import User
from redress.rulebook import OPEN_STATES


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper and the attached file that is it."""

    title: str
    file: Attachment | None


@dataclass(frozen=True, slots=True)
class PauseShown:
    """A pause in words."""

    row: Pause
    ground: str
    papers: list[Shown]
    days: int | None


@dataclass(frozen=True, slots=True)
class TellingShown:
    """A telling, and by which act it counts."""

    row: Telling
    counts: str
    file: Attachment | None


@dataclass(frozen=True, slots=True)
class Law:
    """Everything of the case that the law wants on record, newest last; at most twelve queries."""

    pauses: list[PauseShown]
    tellings: list[TellingShown]
    new_facts: list[NewFacts]
    limits: list[tuple[EarlierLimit, Attachment | None]]
    """What regulators' offices set for the case, each with its paper (CLK-12)."""
    decisions: list[Decision]
    reviews: list[Review]
    ways: list[str]
    """Of each decision the remedies that it names, as those that were open against it."""
    last_day: date | None
    missing: list[tuple[str, str]] = field(default_factory=list)
    """What is still to be done, and the rule that asks for it."""

    @property
    def decided(self) -> list[tuple[Decision, str]]:
        """Each decision with its remedies in words."""
        return list(zip(self.decisions, self.ways, strict=True))


def of(row: Complaint) -> Law:
    """Read it for a case that was found through `visible_to`."""
    case = Case(row, now())
    limits = list(row.earlier_limits.all())
    files = {each.blob_id: each for each in Attachment.objects.filter(file_id=row.pk)}
    files |= _of_merged(row, {limit.evidence for limit in limits} - files.keys())
    pauses = list(row.pauses.all())
    tellings = list(row.tellings.all())
    decisions = list(row.decisions.all())
    reviews = list(row.reviews.select_related("unit"))
    facts = list(row.new_facts.all())
    _name([*pauses, *tellings, *decisions, *reviews, *facts])
    language, known = get_language() or "zh", case.rulebook.method.remedies
    return Law(
        pauses=[_pause(case, pause, files) for pause in pauses],
        tellings=[_telling(case, telling, files) for telling in tellings],
        new_facts=facts,
        limits=[(limit, files.get(limit.evidence)) for limit in limits],
        decisions=decisions,
        reviews=reviews,
        ways=[
            listed(known[code].title.get(language) if code in known else code for code in decision.remedies)
            for decision in decisions
        ],
        last_day=None if row.under_review or remedies.reviewed_for_good(case) else review.last_day(case),
        missing=list(_missing(case, decisions, reviews)),
    )


def _of_merged(row: Complaint, papers: Set[str]) -> dict[str, Attachment]:
    """Papers that a limit rests on and that lie with a case that was merged into this one."""
    if not papers:
        return {}
    merged = Link.objects.filter(to=row, kind=LinkKind.MERGE, ended_at=None).values("complaint")
    return {each.blob_id: each for each in Attachment.objects.filter(file_id__in=merged, blob_id__in=papers)}


def tellings(row: Complaint) -> list[Telling]:
    """What the customer of a visible case was told, in the order of entry."""
    return list(row.tellings.select_related("by"))


def decisions(row: Complaint) -> list[Decision]:
    """Decisions on a visible case, the first first."""
    return list(row.decisions.select_related("by"))


def reviews(row: Complaint) -> list[Review]:
    """Reviews of a visible case, the first first."""
    return list(row.reviews.select_related("unit", "by", "decided_by"))


def _name(rows: Iterable[Pause | Telling | Decision | Review | NewFacts]) -> None:
    """Who entered each row: one query for all."""
    rows = list(rows)
    people = User.objects.in_bulk({row.by_id for row in rows if row.by_id})
    for row in rows:
        if row.by_id in people:
            row.by = people[row.by_id]


def _pause(case: Case, row: Pause, files: dict[str, Attachment]) -> PauseShown:
    language, known = get_language() or "zh", case.rulebook.method.proofs
    papers = [
        Shown(known[code].title.get(language) if code in known else code, files.get(file))
        for code, file in row.proof.items()
    ]
    days = (timezone.localdate(row.until) - timezone.localdate(row.since)).days if row.until else None
    return PauseShown(row, pausing.title(case, row.reason), papers, days)


def _telling(case: Case, row: Telling, files: dict[str, Attachment]) -> TellingShown:
    words = {
        "posted": _("posted"),
        "handed": _("handed over"),
        "sent": _("sent off"),
        "dialled": _("dialled"),
    }
    rules = case.rulebook.method.telling
    way = rules.means.get(row.means) if rules else None  # type: ignore[call-overload]
    return TellingShown(row, words[way.counts] if way else "", files.get(row.proof))


def _missing(case: Case, decisions: list[Decision], reviews: list[Review]) -> Iterable[tuple[str, str]]:
    language, row = get_language() or "zh", case.row
    if row.state in OPEN_STATES:
        for item in checklist.missing(case):
            yield item.title.get(language), "INT-12"
        for ground in sorted(pausing.open_grounds(case)):
            yield (
                _("The limit is paused (%(ground)s): its outcome.") % {"ground": pausing.title(case, ground)},
                "CLK-05",
            )
    if any(decision.state == DecisionState.MADE for decision in decisions) and not row.under_review:
        yield _("The customer has not been told the decision."), "COM-06"
    for each in reviews:
        if each.state == ReviewState.OPEN:
            yield _("%(unit)s has to decide the review.") % {"unit": each.unit}, "AUT-06"
        elif each.state == ReviewState.DECIDED:
            yield _("The customer has not been told the result of the review."), "AUT-06"
