"""Who signs for a department: its head or, where nobody heads it, the superior by post (CLO-02, CLK-08).

The superior is the manager over the department's unit, and the head of the same department in a unit above. A head who
must keep out of the case is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from redress.complaints import recusal
from redress.complaints.refusals import refuse
from redress.organisation import holders
from redress.organisation.chain import chain
from redress.organisation.kinds import Duty
from redress.organisation.models import Department

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.organisation.actor import Actor

HEADS = frozenset({Duty.DEPARTMENT_HEAD, Duty.CS_HEAD})
SIGNS = HEADS | {Duty.MANAGER}


def may_sign(case: Case, actor: Actor, department: Department) -> bool:
    """Whether the actor signs for that department in this case; asks the database only of who may be the superior."""
    if actor.has_in(HEADS, department.pk):
        return True
    return _is_above(actor, department) and not _headed(case, department)


def _is_above(actor: Actor, department: Department) -> bool:
    return any(
        post.duty == Duty.MANAGER or (post.duty in HEADS and post.kind == department.kind)
        for post in actor.reaching(SIGNS, department.unit_id)
    )


def _headed(case: Case, department: Department) -> bool:
    return any(not recusal.reasons(case, head, "work") for head in holders.people_in(department.pk, HEADS))


def superior(case: Case, department: Department) -> Department | None:
    """The department that is told to sign because nobody heads that one; None where somebody does.

    Refused where nobody is above it either: then the determination could never be signed.
    """
    if _headed(case, department):
        return None
    found = _nearest(case, department)
    if found is None:
        refuse(
            "ORG-04",
            _(
                "Nobody heads %(department)s and nobody above it could sign in that place. Appoint a head there first."
            )
            % {"department": department},
            field="causes",
        )
    return Department.objects.select_related("unit").get(pk=found)


def _nearest(case: Case, department: Department) -> int | None:
    """The department of the nearest who signs in that place and need not keep out: heads of its kind, then managers."""
    levels = chain(department.unit_id).levels
    alike = Department.objects.filter(unit__in=[level.unit for level in levels], kind=department.kind)
    kind = set(alike.values_list("pk", flat=True)) - {department.pk}
    ranks: tuple[tuple[frozenset[Duty], set[int] | None], ...] = (
        (HEADS, kind),
        (frozenset({Duty.MANAGER}), None),
    )
    for duties, within in ranks:
        for level in levels:
            for duty, sits, person in level.holders:
                fits = duty in duties and (within is None or sits in within)
                if fits and not recusal.reasons(case, person, "work"):
                    return sits
    return None


def departments_of(actor: Actor) -> set[int]:
    """The departments for which the actor signs today: no query, or one for who is a superior of others."""
    own = set(actor.departments_of(HEADS))
    above = actor.over({Duty.MANAGER})
    if above:
        own |= set(
            Department.objects.filter(~holders.somebody(HEADS), unit_id__in=above).values_list(
                "pk", flat=True
            )
        )
    return own


def waiting(case: Case) -> Iterable[Department]:
    """The departments whose signature is waited for."""
    return [sign.department for sign in case.row.sign_offs.all() if sign.signed_at is None]
