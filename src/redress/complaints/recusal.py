"""Recusal (回避) and four eyes: who must keep out of a case or of a decision, with the reason shown (ORG-13, AUT-03).

Commands call these from `check`: `check` before a person is given work of the case, `check_decision` before
somebody approves, reviews or rules, `four_eyes` with whoever wrote what is being decided. Which ground bars from which
act stands in the rulebook's `recusal`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.complaints.kinds import About, ConflictKind
from redress.complaints.models import Complaint, JournalEntry, Link, Recusal
from redress.complaints.refusals import refuse
from redress.organisation.kinds import Duty
from redress.organisation.models import User
from redress.rulebook.schema.recusal import ABOUT_THE_HANDLING, Act

_NOT_HANDLING = (
    "register",
    "confirm",
    "attach_evidence",
    "receive_papers",
    "record_contact",
    "record_telling",
    "record_attempt",
    "request_review",
    "urge",
)
"""Who only took in, wrote down or passed on has not handled the case."""

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.organisation.actor import Actor


def check(case: Case, user_id: int | None, field: str = "", act: Act = "work") -> None:
    """Refuse to give the case to a person with a conflict of interest in it; `field` names the input at fault."""
    if user_id is None:
        return
    for reason in _conflicts(case, [user_id], act):
        refuse(
            "ORG-13",
            _(
                "This person must keep out of the case: %(reason)s. Choose somebody else, or let a superior decide."
            )
            % {"reason": reason},
            field,
        )


def conflicted(case: Case, user_id: int) -> bool:
    """Whether a conflict of the person stands against the case, whatever it bars from."""
    return any(True for _reason in _conflicts(case, [user_id], None))


def check_department(case: Case, department_id: int, field: str) -> None:
    """Refuse a department all of whose people that answer its orders must keep out of the case (ORG-13)."""
    holders = User.objects.filter(
        appointments__department=department_id,
        appointments__duty__in=[Duty.COORDINATOR, Duty.DEPARTMENT_HEAD, Duty.CS_HEAD],
        appointments__period__contains=timezone.localdate(),
        is_active=True,
    )
    people = sorted(set(holders.values_list("pk", flat=True)))
    if people and all(any(_conflicts(case, [person], "work")) for person in people):
        refuse(
            "ORG-13",
            _("All who answer for this department must keep out of the case: %(reason)s. Choose another one.")
            % {"reason": next(_conflicts(case, people, "work"))},
            field,
        )


def check_actor(case: Case, actor: Actor, act: Act, field: str = "") -> None:
    """Refuse an act by a person with a conflict of interest, or by who acts for that person."""
    for reason in _conflicts(case, sorted(actor.people), act):
        refuse("ORG-13", _("You must keep out of this case: %(reason)s.") % {"reason": reason}, field)


def check_decision(case: Case, actor: Actor, field: str = "") -> None:
    """Refuse a decision by a person with a conflict of interest, or by one of that person's department."""
    if actor.id is None:
        return
    check_actor(case, actor, "decide", field)
    for reason in _team_conflicts(case, actor):
        refuse(
            "ORG-13",
            _("Your department must keep out of this decision: %(reason)s. Let the superior unit decide.")
            % {"reason": reason},
            field,
        )


def handlers(case: Complaint) -> set[int | None]:
    """Who handled a case by its journal: its owner, and whoever did more on it than take in and pass on."""
    return _handlers([case.pk]) | {case.owner_id}


def _handlers(cases: Collection[int]) -> set[int | None]:
    entries = JournalEntry.objects.filter(complaint_id__in=cases).exclude(command__in=_NOT_HANDLING)
    return set(entries.order_by().values_list("by_id", flat=True).distinct())


def found(case: Case, people: Collection[int]) -> dict[int, set[ConflictKind]]:
    """Conflicts that nobody need declare: the complaint names the person, or is about how the person handled
    the earlier case, as the journal of that case tells. What a superior has set aside is left out."""
    seen: dict[int, set[ConflictKind]] = {}
    row = case.row
    if row.about == About.PERSON and row.about_whom:
        for user in User.objects.filter(pk__in=people):
            if user.name and user.name in row.about_whom:
                seen.setdefault(user.pk, set()).add(ConflictKind.COMPLAINED_OF)
    earlier = dict(
        Link.objects.filter(complaint=row, kind__in=_about_the_handling(case), ended_at=None).values_list(
            "to_id", "to__owner_id"
        )
    )
    if earlier:
        for person in (_handlers(list(earlier)) | set(earlier.values())) & set(people):
            if person is not None:
                seen.setdefault(person, set()).add(ConflictKind.HANDLED_BEFORE)
    if seen:
        aside = Recusal.objects.filter(complaint=row, person__in=seen, overridden_at__isnull=False)
        for user_id, kind in aside.values_list("person_id", "kind"):
            seen[user_id].discard(ConflictKind(kind))
    return {person: kinds for person, kinds in seen.items() if kinds}


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


def reasons(case: Case, user_id: int, act: Act) -> list[str]:
    """Why a person must keep out of that act, in words; empty when nothing stands against it."""
    return list(_conflicts(case, [user_id], act))


def _about_the_handling(case: Case) -> tuple[str, ...]:
    rules = case.rulebook.method.recusal
    return ABOUT_THE_HANDLING if rules is None else rules.links


def _barring(case: Case, act: Act | None, *, colleague: bool = False) -> list[ConflictKind]:
    """The grounds that bar from the act; of any act, and where the rulebook is silent, all of them."""
    rules = case.rulebook.method.recusal
    if rules is None or act is None:
        return list(ConflictKind)
    return [kind for kind in ConflictKind if rules.bars(kind, act, colleague=colleague)]


def _conflicts(case: Case, people: Collection[int], act: Act | None) -> Iterator[str]:
    """Why any of these people must keep out of the act: declared, or found in the complaint or the journal."""
    barring = _barring(case, act)
    declared = Recusal.objects.filter(
        complaint=case.row, person__in=people, overridden_at=None, kind__in=barring
    )
    for recusal in declared.select_related("person"):
        yield _("%(person)s - %(kind)s") % {"person": recusal.person, "kind": recusal.get_kind_display()}
    by_itself = found(case, people)
    for user in User.objects.filter(pk__in=by_itself) if by_itself else ():
        kinds = by_itself[user.pk] & set(barring)
        if ConflictKind.COMPLAINED_OF in kinds:
            yield _("the complaint names %(person)s") % {"person": user}
        if ConflictKind.HANDLED_BEFORE in kinds:
            yield _("%(person)s handled the earlier case that this one is about") % {"person": user}


def _team_conflicts(case: Case, actor: Actor) -> Iterator[str]:
    """Colleagues of the actor's department whose conflict bars the department from deciding too."""
    declared = Recusal.objects.filter(
        person__department__in=actor.departments,
        complaint=case.row,
        overridden_at=None,
        kind__in=_barring(case, "decide", colleague=True),
    )
    for recusal in declared.select_related("person"):
        yield _("%(person)s - %(kind)s") % {"person": recusal.person, "kind": recusal.get_kind_display()}
