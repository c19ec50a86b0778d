"""A case while a command works on it: the locked row, its rulebook, and the changes collected so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from redress.casework.conflicts import ConflictKind
from redress.complaints.kinds import OrderState
from redress.complaints.models import Complaint, Share
from redress.messages.alerting import Alerting
from redress.organisation.chain import chain as chain_of
from redress.rulebook import ClockState, Event, State, Subject
from redress.rulebook.known import LEGAL_LIMIT

if TYPE_CHECKING:
    from redress.complaints.models.handling import Order
    from redress.organisation.actor import Actor
    from redress.organisation.chain import Chain
    from redress.organisation.kinds import Duty


@dataclass
class Case(Alerting[Complaint]):
    """An open case: what commands read and write. The door makes it and writes what it collected."""

    since: datetime | None = None
    """When the new state holds from, if not from now: a withdrawal ends the case when its request came (INT-13)."""
    came: datetime | None = None
    """When it came from another register: what had passed before was not late here (INT-17)."""
    chains: dict[int, Chain] = field(default_factory=dict)
    """Of units upwards with their people, as far as they were asked for."""
    conflicts: dict[tuple[frozenset[int], str], tuple[str, ...]] = field(default_factory=dict)
    """Why people must keep out of an act, as far as it was asked."""
    found_conflicts: dict[frozenset[int], dict[int, set[ConflictKind]]] = field(default_factory=dict)
    """Grounds that nobody need declare against these people, as far as it was asked."""
    to_be_linked: list[tuple[str, Complaint]] = field(default_factory=list)
    """Kind of link and earlier case, known before the link is made: it says who must keep out of a new case."""

    def ask_conflicts_again(self) -> None:
        """What is known of conflicts is no longer so: the case names somebody else, or is linked."""
        self.conflicts.clear()
        self.found_conflicts.clear()

    @property
    def state(self) -> State:
        return State(self.row.state)

    @property
    def subject(self) -> Subject:
        """The facts of the case as rulebook conditions see them."""
        row = self.row
        return Subject(
            {
                "channel": row.channel,
                "source": row.source,
                "class": row.class_code,
                "level": row.level,
                "complexity": row.complexity,
                "complainant": row.complainant_kind,
                "unit": row.received_unit.kind,
                "company": row.unit.line,
                "flow": row.flow,
                "sale_stage": row.sale_stage or "none",
                "grade": row.grade or "none",
                "callback_finding": row.callback_finding or "none",
                "processing": row.other_classes.get("processing", ""),
            }
        )

    @property
    def chain(self) -> Chain:
        """The units from the case's upwards with their people: one query, however often it is asked."""
        unit = self.row.unit_id
        if unit not in self.chains:
            self.chains[unit] = chain_of(unit)
        return self.chains[unit]

    def timed(self, states: Sequence[ClockState], events: Sequence[Event]) -> None:
        super().timed(states, events)
        running = self.counting(states)
        ours = [state.due_at for state in running if self.came is None or state.due_at > self.came]
        self.row.late_from = min(ours, default=None)
        self.row.legal_due_at = next((state.due_at for state in running if state.key == LEGAL_LIMIT), None)

    def share(self, why: str, *, department: int | None = None, user: int | None = None) -> None:
        """Let a department or a person see the case (ORG-11). Sharing twice is sharing once."""
        self.add(Share(complaint=self.row, department_id=department, user_id=user, why=why))

    def concerns(self, actor: Actor, duties: Collection[Duty]) -> bool:
        """Whether the actor has one of the duties over the case's unit, or in a department that shares the case.

        For acts whose own rule says further whose they are: a question, a letter, a referral. A department of another
        unit that was asked is reached by its share alone.
        """
        if actor.has_over(duties, self.row.unit_id):
            return True
        departments = actor.departments_of(duties)
        return bool(departments) and not departments.isdisjoint(self._shared_with)

    @cached_property
    def _shared_with(self) -> frozenset[int]:
        """The departments that the case was shared with: one query, asked once."""
        shared = Share.objects.filter(complaint=self.row, department__isnull=False)
        return frozenset(shared.values_list("department_id", flat=True))

    def open_orders(self) -> list[Order]:
        """Orders that still wait for a reply. Asks nothing when the orders of the case were read before."""
        return [order for order in self.row.orders.all() if order.state == OrderState.OPEN]


def subject_change(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Facts that differ, for the event that changed them."""
    return {key: value for key, value in after.items() if before.get(key) != value}
