"""One view of a customer across the companies of the group, and whom to ask in each (ORG-09)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from redress.casework import access, lookups
from redress.casework.refusals import Unknown
from redress.complaints.models import Complaint, Party
from redress.complaints.queries.case import find
from redress.complaints.searching import lookups as takers
from redress.organisation import holders
from redress.organisation.actor import Actor
from redress.organisation.kinds import UnitKind
from redress.organisation.models import Unit, User

MOST = 200
"""Cases shown; somebody with more is looked up with the search."""


@dataclass(frozen=True, slots=True)
class Company:
    """A company of the group: the person's cases there, newest first, and its complaint posts."""

    unit: Unit
    cases: Sequence[Complaint]
    posts: Sequence[tuple[User, str]]


@dataclass(frozen=True, slots=True)
class Customer:
    """A person of a case with all their cases that the actor may see."""

    case: Complaint
    party: Party
    companies: Sequence[Company]
    total: int
    open: int


def customer(actor: Actor, number: str, party: int) -> Customer:
    """Cases with the same identity number or telephone, by blind index, within the actor's scope.

    A name alone is nobody. The look-up is logged. Five queries. Raises Unknown for a case or person out of sight.
    """
    case = find(actor, number)
    person = case.parties.filter(pk=party).first()
    if person is None:
        raise Unknown(number)
    takers.admit(actor)
    lookups.count(actor)
    asked = lookups.prints(id_number=str(person.id_number or ""), phone=str(person.phone or ""))
    access.log(actor, access.Action.LOOK_UP, case.pk, purpose="ORG-09", fields="id_number,phone", asked=asked)
    same = Q(pk=person.pk)
    for field in ("id_number_index", "phone_index"):
        if value := getattr(person, field):
            same |= Q(**{field: value})
    ids = Party.objects.filter(same).values("complaint")
    found = list(
        Complaint.objects.visible_to(actor)
        .filter(pk__in=ids)
        .select_related("unit", "owner")
        .order_by("-received_at", "-id")[:MOST]
    )
    return Customer(case, person, _companies(actor, found), len(found), sum(each.is_open for each in found))


def _companies(actor: Actor, found: Sequence[Complaint]) -> list[Company]:
    """Companies where there are cases, and for the group's office every one below it (ORG-09)."""
    paths = {_company(each.unit.path) for each in found}
    units = Unit.objects.filter(Q(path__in=paths) | Q(kind=UnitKind.COMPANY, pk__in=actor.units)).order_by(
        "path"
    )
    posts = holders.complaint_posts([unit.path for unit in units])
    return [
        Company(
            unit,
            [each for each in found if _company(each.unit.path) == unit.path],
            posts.get(unit.path, ()),
        )
        for unit in units
    ]


def _company(path: str) -> str:
    return "/".join(path.split("/")[:3]) + "/"
