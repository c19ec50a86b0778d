"""The states of a case, their titles, and their place on the way (FLW-17)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from redress.rulebook.words import Words


class State(StrEnum):
    """Where a case stands. One at a time; only commands move it."""

    REGISTERED = "registered"
    INVESTIGATING = "investigating"
    RETURNED = "returned"
    """The main department gave the order back; customer service must assign again (FLW-03)."""
    PROPOSED = "proposed"
    """A result is being told to the customer."""
    REJECTED = "rejected"
    """The customer did not accept; a new proposal is due."""
    DECIDED = "decided"
    """A decision is made whatever the customer thinks of it; the remedies are open (2020-3 Art. 19)."""
    ANSWERED = "answered"
    """The customer accepted, or the case was settled on the spot."""
    DETERMINED = "determined"
    """Validity and causes are set; signatures are gathered."""
    CLOSED = "closed"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    """Out of scope: moved to the responsible function (INT-11)."""
    DECLINED = "declined"
    """Not taken on, because who complains has no authority to (2020-3 Art. 18)."""
    MERGED = "merged"
    """Handled under the number of an earlier case of the same complainant (CLO-08)."""
    TAKEN_BACK = "taken_back"
    """Came with an import that was taken back before anybody worked on it; number and journal are left (INT-17)."""


FINAL_STATES: Final = frozenset(
    {
        State.CLOSED,
        State.ARCHIVED,
        State.WITHDRAWN,
        State.TRANSFERRED,
        State.DECLINED,
        State.MERGED,
        State.TAKEN_BACK,
    }
)
"""Nothing is owed to the customer any more; a closed case still waits for its archive."""

OPEN_STATES: Final = frozenset(State) - FINAL_STATES

WITH_A_RESULT: Final = frozenset(
    {State.DECIDED, State.ANSWERED, State.DETERMINED, State.CLOSED, State.ARCHIVED}
)
"""Where a result was decided or accepted, so that the limits of law may have ended."""

IN_WORK: Final = frozenset(
    {State.REGISTERED, State.INVESTIGATING, State.RETURNED, State.PROPOSED, State.REJECTED}
)
"""Where a result is still owed."""

TITLES: Final[dict[State, Words]] = {
    State.REGISTERED: Words(zh="已登记", en="Registered"),
    State.INVESTIGATING: Words(zh="调查处理中", en="Under investigation"),
    State.RETURNED: Words(zh="已退回，待重新分派", en="Returned, to be assigned again"),
    State.PROPOSED: Words(zh="意见反馈中", en="Result being told"),
    State.REJECTED: Words(zh="客户不接受，待再次提出意见", en="Rejected, new proposal due"),
    State.DECIDED: Words(zh="已作出处理决定", en="Decided"),
    State.ANSWERED: Words(zh="客户已接受", en="Accepted by the customer"),
    State.DETERMINED: Words(zh="已认定，签字确认中", en="Determined, being signed off"),
    State.CLOSED: Words(zh="已结案", en="Closed"),
    State.ARCHIVED: Words(zh="已归档", en="Archived"),
    State.WITHDRAWN: Words(zh="已撤回", en="Withdrawn"),
    State.TRANSFERRED: Words(zh="已转出", en="Transferred out"),
    State.DECLINED: Words(zh="不予受理", en="Declined"),
    State.MERGED: Words(zh="已并案", en="Merged"),
    State.TAKEN_BACK: Words(zh="导入已撤销", en="Import taken back"),
}

STAGES: Final = (
    State.REGISTERED,
    State.INVESTIGATING,
    State.PROPOSED,
    State.ANSWERED,
    State.DETERMINED,
    State.CLOSED,
    State.ARCHIVED,
)
"""The straight way, in order, for a stepper."""

STAGE_OF: Final[dict[State, State]] = {
    **{state: state for state in STAGES},
    State.RETURNED: State.INVESTIGATING,
    State.REJECTED: State.PROPOSED,
    State.DECIDED: State.PROPOSED,
    State.WITHDRAWN: State.CLOSED,
    State.TRANSFERRED: State.CLOSED,
    State.DECLINED: State.CLOSED,
    State.MERGED: State.CLOSED,
    State.TAKEN_BACK: State.CLOSED,
}
"""Which step of the stepper a state lights up."""
