"""Recusal (回避) and four eyes: who must keep out of a case or of a decision, with the reason shown (ORG-13, AUT-03).

Commands call these from `check`: `check` before a person is given work of the case, `check_decision` before
somebody approves, reviews or rules, `four_eyes` with whoever wrote what is being decided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.complaints.kinds import About
from redress.complaints.models import Recusal
from redress.complaints.refusals import refuse
from redress.organisation.kinds import Duty
from redress.organisation.models import User

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.organisation.actor import Actor


def check(case: Case, user_id: int | None, field: str = "") -> None:
    """Refuse to give the case to a person with a conflict of interest in it; `field` names the input at fault."""
    if user_id is None:
        return
    for reason in _conflicts(case, [user_id]):
        refuse(
            "ORG-13",
            _(
                "This person must keep out of the case: %(reason)s. Choose somebody else, or let a superior decide."
            )
            % {"reason": reason},
            field,
        )


def conflicted(case: Case, user_id: int) -> bool:
    """Whether the person must keep out of the case."""
    return any(True for _reason in _conflicts(case, [user_id]))


def check_department(case: Case, department_id: int, field: str) -> None:
    """Refuse a department all of whose people that answer its orders must keep out of the case (ORG-13)."""
    holders = User.objects.filter(
        appointments__department=department_id,
        appointments__duty__in=[Duty.COORDINATOR, Duty.DEPARTMENT_HEAD, Duty.CS_HEAD],
        appointments__period__contains=timezone.localdate(),
        is_active=True,
    )
    people = sorted(set(holders.values_list("pk", flat=True)))
    if people and all(conflicted(case, person) for person in people):
        refuse(
            "ORG-13",
            _("All who answer for this department must keep out of the case: %(reason)s. Choose another one.")
            % {"reason": next(_conflicts(case, people))},
            field,
        )


def check_actor(case: Case, actor: Actor, field: str = "") -> None:
    """Refuse an act by a person with a conflict of interest, or by who acts for that person."""
    for reason in _conflicts(case, sorted(actor.people)):
        refuse("ORG-13", _("You must keep out of this case: %(reason)s.") % {"reason": reason}, field)


def check_decision(case: Case, actor: Actor, field: str = "") -> None:
    """Refuse a decision by a person with a conflict of interest, or by one of that person's department."""
    if actor.id is None:
        return
    check_actor(case, actor, field)
    for reason in _team_conflicts(case, actor):
        refuse(
            "ORG-13",
            _("Your department must keep out of this decision: %(reason)s. Let the superior unit decide.")
            % {"reason": reason},
            field,
        )


def four_eyes(actor: Actor, authors: Iterable[int | None], field: str = "") -> None:
    """Refuse whoever wrote what is decided, whoever acts for that person, and who wrote it as a deputy (AUT-03)."""
    if actor.people & {author for author in authors if author is not None}:
        refuse(
            "AUT-03",
            _(
                "Nobody decides on their own work, nor does the deputy of whoever wrote it. Ask somebody else."
            ),
            field,
        )


def reasons(case: Case, user_id: int) -> list[str]:
    """Why a person must keep out of the case, in words; empty when nothing stands against it."""
    return list(_conflicts(case, [user_id]))


def _conflicts(case: Case, people: Collection[int]) -> Iterator[str]:
    """Why any of these people must keep out, in words; declared, or because the complaint names them."""
    declared = Recusal.objects.filter(complaint=case.row, person__in=people, overridden_at=None)
    for recusal in declared.select_related("person"):
        yield _("%(person)s - %(kind)s") % {"person": recusal.person, "kind": recusal.get_kind_display()}
    if case.row.about == About.PERSON and case.row.about_whom:
        overridden = Recusal.objects.filter(
            complaint=case.row, person__in=people, kind="complained_of", overridden_at__isnull=False
        ).values_list("person_id", flat=True)
        for user in User.objects.filter(pk__in=people).exclude(pk__in=overridden):
            if user.name and user.name in case.row.about_whom:
                yield _("the complaint names %(person)s") % {"person": user}


def _team_conflicts(case: Case, actor: Actor) -> Iterator[str]:
    """Colleagues of the actor's department who must keep out of the case."""
    declared = Recusal.objects.filter(
        person__department__in=actor.departments, complaint=case.row, overridden_at=None
    )
    for recusal in declared.select_related("person"):
        yield _("%(person)s - %(kind)s") % {"person": recusal.person, "kind": recusal.get_kind_display()}
