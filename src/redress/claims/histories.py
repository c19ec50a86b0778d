"""What another system says happened to a claim, and where the claim stands after it (INT-17, CLM-09)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from redress.casework.inputs import PastMoment, RequiredLine
from redress.claims.states import ClaimState

What = Literal[
    "loss_known",
    "claim_reported",
    "claim_requested",
    "papers_received",
    "papers_missing_told",
    "papers_complete",
    "acceptance_told",
    "inquiry_started",
    "inquiry_ended",
    "progress_told",
    "claim_decided",
    "claim_decision_told",
    "objected",
    "claim_agreed",
    "ascertainable_paid",
    "claim_paid",
    "disputed",
    "withdrawn",
    "closed",
]
"""What a history may say was done, by the names of our own events."""
WHATS: Final[tuple[str, ...]] = get_args(What)

LEADS: Final[Mapping[str, ClaimState]] = {
    "claim_reported": ClaimState.REPORTED,
    "papers_received": ClaimState.CHECKING,
    "papers_missing_told": ClaimState.SUPPLEMENTING,
    "papers_complete": ClaimState.ADJUSTING,
    "inquiry_started": ClaimState.INVESTIGATING,
    "inquiry_ended": ClaimState.ADJUSTING,
    "claim_decided": ClaimState.DECIDED,
    "claim_decision_told": ClaimState.TOLD,
    "objected": ClaimState.OBJECTED,
    "claim_agreed": ClaimState.AGREED,
    "claim_paid": ClaimState.PAID,
    "withdrawn": ClaimState.WITHDRAWN,
    "closed": ClaimState.CLOSED,
}
"""Where each of them leaves a claim; the others leave it where it is."""
_BEGUN: Final = "inquiry_started"
_INQUIRY: Final = (_BEGUN, "inquiry_ended", "claim_decided")
BEYOND: Final = frozenset(
    {ClaimState.DECIDED, ClaimState.TOLD, ClaimState.OBJECTED, ClaimState.AGREED, ClaimState.PAID}
)
"""Where work goes on only with a decision whose amount is known."""
AFTER: Final[Sequence[tuple[str, tuple[str, ...]]]] = (
    ("claim_decision_told", ("claim_decided",)),
    ("claim_agreed", ("claim_decided",)),
    ("claim_paid", ("claim_decided", "claim_agreed")),
)
"""What comes no earlier than the first of which others, where both are said."""


class Happened(BaseModel):
    """One row of the history: what it calls it, when it was, and which of our events it is; none is only kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    said: RequiredLine
    at: PastMoment
    what: Annotated[tuple[What, ...], Field(max_length=len(WHATS))] = ()


def in_order(happened: Iterable[Happened]) -> list[tuple[What, datetime]]:
    """Our events with their times, as they followed one another; of one moment as the history has them."""
    return [(what, each.at) for each in sorted(happened, key=_at) for what in each.what]


def _at(each: Happened) -> datetime:
    return each.at


def stands(events: Iterable[tuple[str, datetime]]) -> tuple[ClaimState, datetime | None]:
    """Where the claim stands after these events, and since when."""
    state, since, inquiry = ClaimState.REPORTED, None, False
    for what, at in events:
        if what in LEADS:
            state, since = LEADS[what], at
        if what in _INQUIRY:
            inquiry = what == _BEGUN
        if inquiry and state is ClaimState.ADJUSTING:
            state = ClaimState.INVESTIGATING
    return state, since


def inquiry_open(events: Iterable[str]) -> bool:
    """Whether an investigation was begun that has not ended: papers that come in meanwhile do not end it (CLM-07)."""
    return [name for name in events if name in _INQUIRY][-1:] == [_BEGUN]


def first(events: Iterable[tuple[str, datetime]], what: str) -> datetime | None:
    """When that happened for the first time."""
    return next((at for name, at in events if name == what), None)
