"""Telling the customer, with proof: what it counts as, whether it was in time, and what it brings about (COM-06)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.clocks.models import Clock
from redress.complaints.deciding import approvals
from redress.complaints.kinds import DecisionState, Means, Outcome, ReviewState, Told
from redress.complaints.law import extension, written
from redress.complaints.models import Decision, Review, Telling
from redress.rulebook import State

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.organisation.actor import Actor
    from redress.rulebook.sections.law.schema import Unreachable

AT_ONCE = frozenset({Means.CALL, Means.IN_PERSON, Means.EMAIL, Means.SMS})
"""Means by which what is told reaches the customer with the telling; a letter takes its time."""


def tell(
    case: Case, actor: Actor, what: Told, means: Means, at: datetime, *, reached: bool = True, **more: object
) -> Telling:
    """Write one telling or attempt with the command. `more`: words, proof, reference, delivered_at, about."""
    telling = Telling(
        complaint=case.row,
        what=what,
        means=means,
        at=at,
        reached=reached,
        in_time=in_time(case, what, at),
        by_id=actor.id,
        entered_at=case.now,
        **more,
    )
    case.add(telling)
    return telling


def in_time(case: Case, what: Told, at: datetime) -> bool | None:
    """Whether that counts as within the limit that runs; None when the rulebook sets none or none runs."""
    rules = case.rulebook.method.telling
    key = rules.limits.get(what.value) if rules else None  # type: ignore[call-overload]
    if not key:
        return None
    clock = Clock.objects.filter(file_id=case.row.pk, key=key, status__in=["running", "paused"]).first()
    return None if clock is None or clock.due_at is None else at < clock.due_at


def check_means(case: Case, what: Told, means: Means, proof: str, reference: str) -> None:
    """Refuse a means the law does not know, and what must be proven without proof (2020-3 Art. 21)."""
    rules = case.rulebook.method.telling
    if rules is None:
        return
    if means not in rules.means:
        names = listed(Means(code).label for code in rules.means)
        refuse(
            "COM-06",
            _("The customer is told by: %(means)s. Choose one of these.") % {"means": names},
            "means",
        )
    if what in rules.proven and not (proof or reference):
        refuse(
            "COM-06",
            _(
                "Proof of telling is kept: name the attached file, or the number of the letter, message or recording."
            ),
            "evidence",
        )


def received_at(means: Means, at: datetime, delivered_at: datetime | None) -> datetime | None:
    """When it reached the customer, as far as is known."""
    return delivered_at or (at if means in AT_ONCE else None)


def unreachable(case: Case, what: Told, about: str, now: Telling) -> datetime | None:
    """When telling counts as done because the customer cannot be reached; None while more attempts are due."""
    rules = case.rulebook.method.telling
    if rules is None:
        return None
    past = case.row.tellings.filter(what=what, about=about, reached=False).values_list("at", flat=True)
    return enough([*past, now.at], rules.unreachable)


def enough(attempts: list[datetime], rule: Unreachable) -> datetime | None:
    """The attempt that stands for the telling, when there were enough of them on enough days."""
    days = {timezone.localdate(at) for at in attempts}
    if len(attempts) < rule.attempts or len(days) < rule.days:
        return None
    return min(attempts) if rule.counts_at == "first_attempt" else max(attempts)


def about(case: Case, what: Told) -> Decision | Review | None:
    """The decision or review that is to be told; refused when there is none that waits for it."""
    if what is Told.DECISION:
        decision = case.row.decisions.filter(state=DecisionState.MADE).order_by("position").last()
        if decision is None:
            refuse("COM-06", _("No decision waits to be told; decide first."), "what")
        approvals.check_none_waits(case, "what")
        return decision
    if what is Told.REVIEW:
        review = case.row.reviews.filter(state=ReviewState.DECIDED).last()
        if review is None:
            refuse("AUT-06", _("No result of a review waits to be told; decide the review first."), "what")
        return review
    return None


def owed(case: Case) -> Told | None:
    """What is to be told before anything else comes: the result of a decided review, else a decision (COM-06, AUT-06).

    Asks nothing when the reviews of the case were read before, or when none is open.
    """
    if case.row.under_review:
        decided = any(review.state == ReviewState.DECIDED for review in case.row.reviews.all())
        return Told.REVIEW if decided else None
    untold = case.state is State.DECIDED and case.row.result_told_at is None
    return Told.DECISION if untold else None


def effect(
    case: Case, what: Told, matter: Decision | Review | None, at: datetime, received: datetime | None
) -> None:
    """What follows from having told: clocks stop, the time for a review begins to run."""
    if what is Told.PROGRESS:
        case.event("progress_told", at=at)
    elif what is Told.EXTENSION:
        extension.told(case, at)
    elif what is Told.ACCEPTANCE:
        counts = written.counted(case, at, proven=True)
        case.row.confirmed_at = counts
        case.event("confirmed", at=counts)
    elif isinstance(matter, Decision):
        _decision_told(case, matter, at, received)
    elif isinstance(matter, Review):
        matter.state, matter.told_at = ReviewState.TOLD, at
        case.change(matter)
        case.row.under_review = False
        if matter.outcome == Outcome.CHANGED:
            _decision_told(case, case.row.decisions.latest("position"), at, received)
        case.event("review_told", at=at, about=matter.number)


def _decision_told(case: Case, decision: Decision, at: datetime, received: datetime | None) -> None:
    """Whoever decided it, the handling or a review: what follows from a decision that was told follows (FLW-17)."""
    decision.state, decision.told_at, decision.received_at = DecisionState.TOLD, at, received
    case.change(decision)
    case.row.result_told_at, case.row.result_received_at = at, received
    case.event("decision_told", at=at)
    case.event("progress_told", at=at)
