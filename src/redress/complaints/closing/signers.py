"""Who signs for a department: its head or, where nobody heads it, the superior by post (CLO-02, CLK-08).

The superior is the manager over the department's unit, and the head of the same department in a unit above. A head who
must keep out of the case is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.refusals import refuse
from redress.complaints.case import Case
from redress.complaints.models import Complaint, SignOff
from redress.complaints.recusing import recusal, standing_aside
from redress.messages.models import AlertKind
from redress.organisation import holders
from redress.organisation.chain import chain
from redress.organisation.conditions import Among, Is
from redress.organisation.kinds import HEADS, Duty
from redress.organisation.models import Department
from redress.rulebook import State

if TYPE_CHECKING:
    from redress.organisation.actor import Actor

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


def _headed(case: Case, department: Department, without: Collection[int] = ()) -> bool:
    heads = (head for head in holders.people_in(department.pk, HEADS) if head not in without)
    return any(not recusal.reasons(case, head, "work") for head in heads)


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


def _nearest(case: Case, department: Department, without: Collection[int] = ()) -> int | None:
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
                if fits and person not in without and not recusal.reasons(case, person, "work"):
                    return sits
    return None


@dataclass(frozen=True, slots=True)
class Signing:
    """What the actor signs: of these departments everything, and these signatures of others, whose heads keep out."""

    departments: frozenset[int]
    signatures: frozenset[int] = frozenset()


def of(actor: Actor, most: int = 100) -> Signing:
    """No query for who heads a department and nobody beneath; else one, and three where a conflict may stand in the
    way of a head. At most so many signatures of others are looked at, the longest waiting first.
    """
    own = actor.departments_of(HEADS)
    beneath = Q()
    for post in actor.posts:
        if post.duty == Duty.MANAGER:
            beneath |= Q(Among("unit_id", post.below))
        elif post.duty in HEADS and len(post.below) > 1:
            beneath |= Q(Among("unit_id", post.below), kind=post.kind)
    if not beneath:
        return Signing(own)
    found = (
        Department.objects.filter(beneath).exclude(Among("pk", own)).annotate(headed=holders.somebody(HEADS))
    )
    headed = dict(found.values_list("pk", "headed"))
    vacant = own | {pk for pk, somebody in headed.items() if not somebody}
    return Signing(vacant, frozenset(_barred(actor, headed.keys() - vacant, most)))


def _barred(actor: Actor, departments: Collection[int], most: int) -> Iterator[int]:
    """Signatures that wait at departments each of whose heads must keep out of the case."""
    waiting = _uncertain(actor, departments, most)
    if not waiting:
        return
    heads = holders.people_of({sign.department_id for sign in waiting}, HEADS)
    cases = {sign.complaint_id: sign.complaint for sign in waiting}
    suspects = recusal.suspected(cases.values(), {user for people in heads.values() for user in people})
    now = moment.now()
    for sign in waiting:
        suspected = suspects.get(sign.complaint_id, set()) & set(heads.get(sign.department_id, ()))
        if suspected and not _headed(Case(sign.complaint, now), sign.department):
            yield sign.pk


def kept_out(actor: Actor, most: int = 100) -> frozenset[int]:
    """Signatures that wait at departments the actor heads, of cases that the actor must keep out of: others sign them.

    One query, and three where a conflict may stand in the way.
    """
    own = actor.departments_of(HEADS)
    found = _uncertain(actor, own, most) if own else []
    if not found:
        return frozenset()
    suspects = recusal.suspected({sign.complaint_id: sign.complaint for sign in found}.values(), actor.people)
    now = moment.now()
    return frozenset(
        sign.pk
        for sign in found
        if suspects.get(sign.complaint_id) and not _free(Case(sign.complaint, now), actor, sign.department_id)
    )


def _free(case: Case, actor: Actor, department: int) -> bool:
    """Whether the actor, for oneself or in the place of somebody, heads it and need not keep out."""
    return any(
        way.has_in(HEADS, department)
        and not any(recusal.reasons(case, person, "work") for person in way.people)
        for way in actor.ways
    )


def _uncertain(actor: Actor, departments: Collection[int], most: int) -> list[SignOff]:
    """Signatures that wait at the departments in cases where a conflict may stand in the way of somebody."""
    may = Complaint.objects.visible_to(actor).filter(Is("state", State.DETERMINED))
    may = may.filter(Q(about_whom_index__isnull=False) | recusal.MAY_CONFLICT)
    open_ = SignOff.objects.filter(Among("department_id", departments), signed_at=None, complaint__in=may)
    return list(open_.select_related("complaint", "department").order_by("id")[:most])


def follow(case: Case, actor: Actor) -> None:
    """Tell who signs in the place of heads of whom it comes out, while the signatures are gathered, that they keep out.

    Whichever command brought it to light: a declaration, a link, an amendment, a merge (ORG-13, CLO-02). Who signed in
    that place before the command is not told again.
    """
    if case.row.state != State.DETERMINED or case.became("state") or not standing_aside.comes_out(case):
        return
    case.ask_conflicts_again()
    barred = standing_aside.barred_now(case, "work")
    before = case.as_read()
    for sign in case.row.sign_offs.filter(signed_at=None).select_related("department__unit"):
        found = _instead(case, sign.department, barred)
        if found and found != _instead(before, sign.department):
            case.share("sign_off", department=found)
            case.alert(AlertKind.SIGN, department_id=found)


def _instead(case: Case, department: Department, without: Collection[int] = ()) -> int | None:
    """The department that signs in the place of that one; None where a head of its own is free, or nobody is there."""
    return None if _headed(case, department, without) else _nearest(case, department, without)


def waiting(case: Case) -> Iterable[Department]:
    """The departments whose signature is waited for."""
    return [sign.department for sign in case.row.sign_offs.all() if sign.signed_at is None]
