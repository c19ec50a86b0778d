"""Which standard claims of a unit follow: its own stricter one, or what the nearest superior unit names (ORG-14)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from redress.casework import rulebooks
from redress.casework.models import RulebookVersion
from redress.casework.refusals import refuse
from redress.organisation.inheritance import lineage
from redress.organisation.models import Unit
from redress.rulebook import Rulebook


class Followed(NamedTuple):
    """A unit, the version that its claims of a day follow, and what that says."""

    unit: Unit
    version: RulebookVersion
    rulebook: Rulebook


def followed(unit: str | int | None, day: date) -> Followed | None:
    """None where there is no such unit. Refuses a standard that does not extend the one of the superior unit, or that
    is for complaints."""
    found = lineage(unit) if unit else None
    if found is None:
        return None
    name, *above = found.claims
    version = rulebooks.in_force(name, day, "claims")
    book = rulebooks.opened(version)
    if above and above[0] not in (name, *book.chain):
        refuse(
            "ORG-14",
            _("The claims standard '%(own)s' of %(unit)s does not extend '%(above)s', which its superior follows. "
              "Publish one that extends it, or choose another for the unit.")
            % {"own": name, "unit": found.unit, "above": above[0]},
            field="unit",
        )  # fmt: skip
    return Followed(found.unit, version, book)
