"""Entries in the journal of the organisation; written in the transaction of the change."""

from __future__ import annotations

from redress.organisation.actor import Actor
from redress.organisation.kinds import Change
from redress.organisation.models import Department, OrganisationEntry, Unit, User

Values = dict[str, str]


def record(
    actor: Actor,
    what: Change,
    *,
    unit: Unit | None = None,
    department: Department | None = None,
    person: User | None = None,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """One entry; a department's entry is also its unit's. A deputy's says in whose place it was done (ORG-12)."""
    if actor.on_behalf_of is not None:
        after = (after or {}) | {"on_behalf_of": str(actor.on_behalf_of)}
    OrganisationEntry.objects.create(
        by_id=actor.id,
        what=what,
        unit=unit or (department.unit if department else None),
        department=department,
        person=person,
        before=before or {},
        after=after or {},
    )
