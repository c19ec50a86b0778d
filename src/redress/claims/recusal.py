"""Who must keep out of a claim: asked before every command and before papers are given (ORG-13).

The sources name recusal for complaints (2020-3 art. 17) and none for claims; the same is held here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.claims.file import OpenClaim
from redress.claims.kinds import HANDLES
from redress.claims.models import Claim, ClaimRecusal
from redress.organisation.actor import Actor
from redress.organisation.chain import chain


def kept_out(row: Claim, actor: Actor) -> list[str]:
    """Why who looks at the claim, or somebody that one stands in for, must keep out of it; none for who need not."""
    return _of(_standing(row).filter(person__in=actor.people), actor) if actor.people else []


def _standing(row: Claim) -> QuerySet[ClaimRecusal]:
    """Conflicts that nobody set aside."""
    return ClaimRecusal.objects.filter(claim=row, overridden_at=None)


def kept_out_of(file: OpenClaim, actor: Actor) -> list[str]:
    """The same of an open claim."""
    return _of(file.recusals, actor)


def standing(declared: Iterable[ClaimRecusal]) -> list[ClaimRecusal]:
    """Those of them that nobody set aside."""
    return [each for each in declared if each.overridden_at is None]


def _of(declared: Iterable[ClaimRecusal], actor: Actor) -> list[str]:
    return [
        f"{each.get_ground_display()}: {each.reason}"
        for each in standing(declared)
        if each.person_id in actor.people
    ]


def check(file: OpenClaim, actor: Actor) -> None:
    """Refuse whoever must keep out; the file is asked once for all that can be done with it."""
    for reason in _of(file.recusals, actor):
        refuse(
            "ORG-13",
            _("You must keep out of this claim: %(reason)s. Leave it to a colleague.") % {"reason": reason},
        )


def barred(row: Claim) -> frozenset[int]:
    """Who must keep out."""
    return frozenset(_standing(row).values_list("person_id", flat=True))


def free(row: Claim, without: Collection[int] = ()) -> list[int]:
    """Who handles claims of the unit or above it and need not keep out, the nearest first."""
    out = barred(row) | set(without)
    people = (each for level in chain(row.unit_id).levels for each in level.people(HANDLES))
    return [each for each in dict.fromkeys(people) if each not in out]
