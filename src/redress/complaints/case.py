"""A case while a command works on it: the locked row, its rulebook, and the changes collected so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.db import models

from redress.complaints.kinds import ConflictKind, OrderState
from redress.complaints.models import Complaint, Share
from redress.complaints.rulebooks import rulebook_of
from redress.organisation.chain import chain as chain_of
from redress.privacy.fields import BlindIndexField
from redress.rulebook import Event, Rulebook, State, Subject

if TYPE_CHECKING:
    from redress.complaints.models.handling import Order
    from redress.organisation.actor import Actor
    from redress.organisation.chain import Chain
    from redress.organisation.kinds import Duty


@dataclass
class Case:
    """An open case: what commands read and write. The executor makes it and flushes it."""

    row: Complaint
    now: datetime
    inserts: list[models.Model] = field(default_factory=list)
    updates: dict[tuple[type[models.Model], Any], tuple[models.Model, tuple[str, ...]]] = field(
        default_factory=dict
    )
    events: list[Event] = field(default_factory=list)
    since: datetime | None = None
    """When the new state holds from, if not from now: a withdrawal ends the case when its request came (INT-13)."""
    key: str = ""
    """The idempotency key of the command that makes this case."""
    keys: dict[type[models.Model], list[int]] = field(default_factory=dict)
    """Keys that were drawn for new rows, to be given to them in this order."""
    taken_over: bool = False
    """It comes from another register: what its clocks would have told before was not ours to tell (INT-17)."""
    reproject: bool = False
    """Compute the clocks again although nothing happened to the case itself."""
    chains: dict[int, Chain] = field(default_factory=dict)
    """Of units upwards with their people, as far as they were asked for."""
    conflicts: dict[tuple[frozenset[int], str], tuple[str, ...]] = field(default_factory=dict)
    """Why people must keep out of an act, as far as it was asked."""
    found_conflicts: dict[frozenset[int], dict[int, set[ConflictKind]]] = field(default_factory=dict)
    """Grounds that nobody need declare against these people, as far as it was asked."""
    to_be_linked: list[tuple[str, Complaint]] = field(default_factory=list)
    """Kind of link and earlier case, known before the link is made: it says who must keep out of a new case."""
    _before: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before = {} if self.row._state.adding else dict(self.row.__dict__)

    def ask_conflicts_again(self) -> None:
        """What is known of conflicts is no longer so: the case names somebody else, or is linked."""
        self.conflicts.clear()
        self.found_conflicts.clear()

    def as_read(self) -> Case:
        """The case as it was before the command, to compare with; nothing of it is to be changed or written."""
        row = copy(self.row)
        row.__dict__ = dict(self._before)
        return Case(row, self.now)

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rulebook version frozen at registration (CLK-09)."""
        return rulebook_of(self.row)

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

    def add(self, new: models.Model) -> None:
        """Insert a row with the command; rows of one kind go in one statement."""
        self.inserts.append(new)

    def change(self, existing: models.Model, *fields: str) -> None:
        """Write a changed row with the command: these columns, or all."""
        self.updates[type(existing), existing.pk] = (existing, fields)

    def event(self, name: str, at: datetime | None = None, **more: Any) -> None:
        """Tell the clocks. `at` is when it counts; default now."""
        self.events.append(Event(name=name, at=at or self.now, **more))

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

    def became(self, field: str) -> bool:
        """Whether the command has changed that column, or made the case; what nobody read nobody changed."""
        if field not in self.row.__dict__ and not self.row._state.adding:
            return False
        return bool(self._before.get(field) != getattr(self.row, field))

    def changed_fields(self) -> list[str]:
        """Columns of the case row that differ from what was read."""
        before, now = self._before, self.row.__dict__
        changed = [
            name
            for name in _columns()
            if now.get(name) is not before.get(name) and now.get(name) != before.get(name)
        ]
        indexes = _indexes()
        return changed + [indexes[name] for name in changed if name in indexes]

    def with_entry(self, sequence: int) -> list[Event]:
        """The events, knowing which journal entry they stand in."""
        return [replace(event, entry=sequence) for event in self.events]


@cache
def _columns() -> tuple[str, ...]:
    return tuple(column.attname for column in Complaint._meta.concrete_fields)


@cache
def _indexes() -> dict[str, str]:
    """Column -> the blind index that follows it."""
    fields = Complaint._meta.concrete_fields
    return {each.of: each.attname for each in fields if isinstance(each, BlindIndexField)}


def subject_change(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Facts that differ, for the event that changed them."""
    return {key: value for key, value in after.items() if before.get(key) != value}
