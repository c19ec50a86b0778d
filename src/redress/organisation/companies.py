"""Of which company somebody takes something: customers of one company tell another nothing (ORG-09, SEC-01)."""

from __future__ import annotations

from collections.abc import Collection

from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import Unit


def takes_for(actor: Actor, duties: Collection[Duty], unit: Unit) -> bool:
    """Whether a post of these duties reaches the unit, as one of the group does, or is of the unit's company.

    Customers come to any counter of their insurer; another company of the group is another insurer. `redress_takes_for`
    asks the same.
    """
    if actor.has_over(duties, unit.pk):
        return True
    posts = {post.unit for post in actor.posts if post.duty in duties}
    within = unit.company_path
    return within != unit.paths()[0] and Unit.objects.filter(pk__in=posts, path__startswith=within).exists()


def taken_for(actor: Actor, duties: Collection[Duty]) -> list[str]:
    """Beginnings of the paths of all units for which `takes_for` holds, for queries of units."""
    posts = {post.unit for post in actor.posts if post.duty in duties}
    return sorted({unit.company_path for unit in Unit.objects.filter(pk__in=posts)})
