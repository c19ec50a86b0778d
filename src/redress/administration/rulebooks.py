"""Who may publish a rulebook (CLK-09, ORG-14)."""

from __future__ import annotations

from django.db.models import Q

from redress.administration.authority import ADMINISTRATORS, NotYourDuty
from redress.organisation.actor import Actor
from redress.organisation.inheritance import CLAIMS_STANDARD
from redress.organisation.models import Unit


def may_publish(actor: Actor, name: str, *, extended: bool) -> bool:
    """A version binds every unit that names the rulebook, and those below: the actor administers them all.

    One that others extend binds whoever follows those, and the claims standard whoever names none: the whole house
    administers it. A rulebook that nobody follows
    or extends yet is published by whoever administers a unit.
    """
    named_by = Q(rulebook=name) | Q(claims_rulebook=name)
    bound = Unit.objects.filter(Q(parent=None) if extended or name == CLAIMS_STANDARD else named_by)
    named = list(bound.values_list("pk", flat=True))
    administers = actor.system or bool(actor.over(ADMINISTRATORS))
    return administers and all(actor.has_over(ADMINISTRATORS, unit) for unit in named)


def need_publishing(actor: Actor, name: str, *, extended: bool) -> None:
    """Before it is kept, for the database asks the same of who keeps it. Raises NotYourDuty."""
    if not may_publish(actor, name, extended=extended):
        raise NotYourDuty(ADMINISTRATORS, name)
