"""The shape of a clock rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from redress.rulebook.conditions import Condition, matches
from redress.rulebook.events import NAMES
from redress.rulebook.kinds import Whom
from redress.rulebook.limits import AmountField, BeforeField, Unit
from redress.rulebook.schema.base import Code, Part, Rule
from redress.rulebook.words import Title


def _known(name: str) -> str:
    if name not in NAMES:
        raise ValueError(f"'{name}' is not an event; events are {', '.join(sorted(NAMES))}")
    return name


EventName = Annotated[str, AfterValidator(_known)]


class Trigger(Part):
    """An event that counts, perhaps only for some subjects."""

    event: EventName
    when: Condition = {}
    step: str = ""
    """Only where the event's `about` says so: the step of a flow, the department that found something."""


def _triggers(raw: Any) -> Any:
    items = raw if isinstance(raw, list | tuple) else [raw]
    return [{"event": item} if isinstance(item, str) else item for item in items]


def _names(raw: Any) -> Any:
    return [raw] if isinstance(raw, str) else raw


Triggers = Annotated[tuple[Trigger, ...], BeforeValidator(_triggers)]
EventNames = Annotated[tuple[EventName, ...], BeforeValidator(_names)]


ENDS: Final = ("withdrawn", "declined", "transferred", "merged")
"""A case that ended so owes nothing more under its own number, whatever a rule lists (INT-11..INT-13, CLO-08)."""


def _with_ends(names: tuple[str, ...]) -> tuple[str, ...]:
    return (*names, *(end for end in ENDS if end not in names))


CancelNames = Annotated[EventNames, AfterValidator(_with_ends)]
"""Events that end a clock without being what it waits for; the ends of a case are always among them."""


class TableRef(Part):
    """The limit stands in a table of `limits`."""

    table: str


class ToldWithin(Rule):
    """How soon after a pause began the customer is told of it; told later, it counts from the telling (Art. 18(2))."""

    within: AmountField


class PauseRule(Rule):
    """A ground that stops the clock for a while (CLK-05)."""

    reason: Code
    title: Title
    proof: tuple[Code, ...] = Field(min_length=1)
    """What must be attached; a pause without proof is none."""
    report: tuple[Code, ...] = ()
    """What must be attached for the clock to go on: the outcome of what it waited for."""
    told: ToldWithin | None = None
    """None: it counts whether or not the customer was told."""


NOTICE: Final = "notice_to_customer"
"""The need of an extension that is no approval: the customer is told of it (AUT-05)."""


class ExtendRule(Rule):
    """How far the limit may be pushed out, and how often (CLK-04). `needs` are keys of `approvers`, and NOTICE."""

    by: AmountField
    times: int = Field(default=1, ge=1)
    when: Condition = {}
    """It holds as long as the case is such a one."""
    needs: tuple[Code, ...] = ()
    holds_from: Literal["approval", "telling"] = "approval"
    """`telling`: it moves the limit once the customer was told, while the limit before it still runs (Art. 18(1))."""

    @model_validator(mode="after")
    def _somebody_is_told(self) -> ExtendRule:
        if self.holds_from == "telling" and NOTICE not in self.needs:
            raise ValueError(f"an extension that holds from the telling needs {NOTICE}")
        return self


class _Act(Part):
    urge: Whom | None = None
    tell: Whom | None = None
    notify: Whom | None = None

    @model_validator(mode="after")
    def _one(self) -> _Act:
        if sum(value is not None for value in (self.urge, self.tell, self.notify)) != 1:
            raise ValueError("give exactly one of urge, tell or notify")
        return self

    @property
    def action(self) -> str:
        return "urge" if self.urge else "tell" if self.tell else "notify"

    @property
    def to(self) -> str:
        return self.urge or self.tell or self.notify or ""


class NearStep(_Act):
    """What happens before the limit (FLW-04)."""

    before: BeforeField


class LateStep(_Act):
    """What happens after the limit (CLK-08)."""

    after: AmountField


class LadderTimes(Rule):
    """Where the times come from at which somebody is told before a limit and after it (CLK-08, FLW-04).

    These are `warn`, `near` and `late` of every clock, and `remind` of every report.
    """


class ClockRule(Rule):
    """A time limit: what starts and stops it, how long, and what happens near and past it (CLK-01)."""

    title: Title
    starts: Triggers = Field(min_length=1)
    counts_from: Literal["event", "received"] = Field(default="event", alias="from")
    """`received`: the clock counts from receipt although another event starts it."""
    stops: Triggers = Field(min_length=1)
    until: Triggers = ()
    """Events that end a recurring clock for good."""
    restarts: EventNames = ()
    cancels: CancelNames = ("withdrawn", "declined", "transferred", "merged", "closed")
    per: Literal["case", "order"] = "case"
    recurs: bool = False
    only_for: Condition = Field(default={}, alias="for")
    or_for: Condition | None = None
    """Also for these; None: for no others."""
    if_later: Literal["start", "change"] = "start"
    """Where a case comes under the rule later: counted from its start, or from the change."""
    limit: AmountField | TableRef
    planned: bool = False
    """A time planned with the start event governs if it is earlier."""
    ends: Literal["midnight", "closing"] = "midnight"
    roll: Literal["none", "next_working_day"] = "none"
    day_off: Literal["counts", "next_working_day"] = "counts"
    """What day 0 is when the start falls on a day off: that day, or the next working day."""
    pauses: tuple[PauseRule, ...] = ()
    extends: ExtendRule | None = None
    warn: BeforeField | None = None
    near: tuple[NearStep, ...] = ()
    late: tuple[LateStep, ...] = ()
    group: str = ""

    def is_for(self, subject: Mapping[str, str]) -> bool:
        """Whether the limit holds for such a case."""
        return matches(self.only_for, subject) or (self.or_for is not None and matches(self.or_for, subject))

    @model_validator(mode="after")
    def _makes_sense(self) -> ClockRule:
        if self.until and not self.recurs:
            raise ValueError("'until' belongs to a clock that recurs")
        if self.recurs and self.per == "order":
            raise ValueError("a clock that recurs is per case")
        reasons = [pause.reason for pause in self.pauses]
        if len(reasons) != len(set(reasons)):
            raise ValueError("a pause reason stands twice")
        if self.extends and self.extends.by.unit is Unit.PLANNED:
            raise ValueError("an extension is an amount of time, not the planned time")
        return self


class LimitRow(Rule):
    """One line of a table of limits."""

    when: Condition = {}
    limit: AmountField


class LimitTable(Rule):
    """Limits by kind of case, as in the method's annex 2 (CLK-11)."""

    title: Title
    rows: tuple[LimitRow, ...] = Field(min_length=1)
