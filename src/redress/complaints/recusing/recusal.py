"""Recusal (回避) and four eyes: who must keep out of a case or of a decision, with the reason shown (ORG-13, AUT-03).

The door asks `keep_out` before every command, by the act that the command declares (`Command.act`). Commands themselves
call `check` before a person is given work of the case; `casework.four_eyes` asks who wrote what is being decided. Which
ground bars from which act stands in the rulebook's `recusal`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from redress.casework.conflicts import ConflictKind
from redress.casework.kinds import KINDS
from redress.casework.refusals import refuse
from redress.complaints.handling import solving
from redress.complaints.models import Complaint, JournalEntry, Link, Recusal
from redress.complaints.recusing import whom_it_names
from redress.organisation.models import User
from redress.rulebook.sections.recusal.schema import ABOUT_THE_HANDLING, Act

MAY_CONFLICT_SQL = "redress_may_conflict(t.id)"
"""Whether there is anything to ask, for statements that read a case as `t`: of most cases there is not."""
MAY_CONFLICT = Exists(Recusal.objects.filter(complaint=OuterRef("pk"))) | Exists(
    Link.objects.filter(complaint=OuterRef("pk"))
)
"""The same for queries of cases; without this annotation (`may_conflict`) it is asked."""
READS = frozenset({"about_whom", "owner_id", "callback_finding"})
"""Columns of the case that are looked at."""

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.organisation.actor import Actor


def keep_out(case: Case, actor: Actor, act: Act | None) -> None:
    """Refuse an act on the case, of whatever kind its command declares, to who must keep out of it (ORG-13).

    The door asks this before every command, and the buttons ask it too. `act` None: the command neither handles nor
    decides.
    """
    if act is None or not actor.people:
        return
    if act == "decide":
        check_decision(case, actor)
    else:
        check_actor(case, actor, act)


def suspected(cases: Iterable[Complaint], people: Collection[int]) -> dict[int, set[int]]:
    """Case -> which of these people something could be held against, so that it is worth asking: three queries.

    Whoever is not among them need not keep out; whether somebody who is must, the rulebook of the case says.
    """
    known = {case.pk: case for case in cases}
    found: dict[int, set[int]] = {}
    declared = Recusal.objects.filter(complaint__in=known, person__in=people, overridden_at=None)
    for case, person in declared.values_list("complaint_id", "person_id"):
        found.setdefault(case, set()).add(person)
    for case in Link.objects.filter(complaint__in=known, ended_at=None).values_list(
        "complaint_id", flat=True
    ):
        found[case] = set(people)
    colleagues = list(User.objects.filter(pk__in=people).values_list("pk", "name", "username"))
    for case, row in known.items():
        if row.about_whom:
            found.setdefault(case, set()).update(whom_it_names.among(row.about_whom, colleagues))
        if row.callback_finding:
            found[case] = set(people)
    return found


def handled_before(case: Case) -> list[int]:
    """Who handled the earlier case that this one is about, as far as no superior has set it aside."""
    earlier = _earlier(case)
    people = {each for each in (_handlers(list(earlier)) | set(earlier.values()) if earlier else ()) if each}
    kinds = found(case, people) if people else {}
    return sorted(person for person in kinds if ConflictKind.HANDLED_BEFORE in kinds[person])


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


def check_actor(case: Case, actor: Actor, act: Act, field: str = "") -> None:
    """Refuse an act by a person with a conflict of interest, or by who acts for that person."""
    for reason in _conflicts(case, sorted(actor.people), act):
        refuse(
            "ORG-13",
            _("You must keep out of this case: %(reason)s. Leave it to a colleague.") % {"reason": reason},
            field,
        )


def check_decision(case: Case, actor: Actor, field: str = "") -> None:
    """Refuse a decision by a person with a conflict of interest, or by one of that person's department."""
    if actor.id is None:
        return
    check_actor(case, actor, "decide", field)
    for reason in _team_conflicts(case, actor.departments):
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
    entries = JournalEntry.objects.filter(complaint_id__in=cases).exclude(command__in=_not_handling())
    return set(entries.order_by().values_list("by_id", flat=True).distinct())


@cache
def _not_handling() -> tuple[str, ...]:
    """Commands by which nobody has handled a case: each says so itself."""
    commands = KINDS.named("complaint").commands
    return tuple(each.name for each in commands if each.act is None or not each.handles)


def found(case: Case, people: Collection[int]) -> dict[int, set[ConflictKind]]:
    """Conflicts that nobody need declare: the complaint names the person, or is about how the person handled
    the earlier case, as the journal of that case tells. What a superior has set aside is left out."""
    seen: dict[int, set[ConflictKind]] = {}
    row = case.row
    if row.about_whom:
        for user_id in whom_it_names.named(row.about_whom, whom_it_names.THESE, people):
            seen.setdefault(user_id, set()).add(ConflictKind.COMPLAINED_OF)
    if earlier := _earlier(case):
        for person in (_handlers(list(earlier)) | set(earlier.values())) & set(people):
            if person is not None:
                seen.setdefault(person, set()).add(ConflictKind.HANDLED_BEFORE)
    if seen and may_conflict(case):
        aside = Recusal.objects.filter(complaint=row, person__in=seen, overridden_at__isnull=False)
        for user_id, kind in aside.values_list("person_id", "kind"):
            seen[user_id].discard(ConflictKind(kind))
    return {person: kinds for person, kinds in seen.items() if kinds}


def linked_now(case: Case) -> dict[int, int | None]:
    """Earlier cases whose handling this one is about, with their owners, as the command itself says it: the links that
    it makes, which are not yet to be read, and those of a filing whose owner is chosen before they are made."""
    made = [*case.to_be_linked, *((each.kind, each.to) for each in case.inserts if isinstance(each, Link))]
    kinds = _about_the_handling(case) if made else ()
    return {to.pk: to.owner_id for kind, to in made if kind in kinds}


def _earlier(case: Case) -> dict[int, int | None]:
    """The same with what stands on record already; a query only where anything may."""
    if not may_conflict(case):
        return linked_now(case)
    rows = Link.objects.filter(complaint=case.row, kind__in=_about_the_handling(case), ended_at=None)
    return dict(rows.values_list("to_id", "to__owner_id")) | linked_now(case)


def _found_once(case: Case, people: Collection[int]) -> dict[int, set[ConflictKind]]:
    """The same for the buttons of a page, which ask about the same people for every act."""
    key = frozenset(people)
    if key not in case.found_conflicts:
        case.found_conflicts[key] = found(case, people)
    return case.found_conflicts[key]


def may_decide(case: Case, user_id: int) -> bool:
    """Whether a person who works on the way up from the case could decide: neither that person nor a colleague of a
    department in which the person works there must keep out of it."""
    if reasons(case, user_id, "decide"):
        return False
    return not _team_conflicts(case, case.chain.departments_of(user_id))


def free(case: Case, user_id: int, act: Act) -> bool:
    """Whether nothing stands against the person in that act, nor, for a decision, against the person's department."""
    return may_decide(case, user_id) if act == "decide" else not reasons(case, user_id, act)


def reasons(case: Case, user_id: int, act: Act) -> list[str]:
    """Why a person must keep out of that act, in words; empty when nothing stands against it."""
    return list(_conflicts(case, [user_id], act))


def kept_out(case: Case, actor: Actor) -> list[str]:
    """Why the actor must keep out of handling the case, in words; the buttons of its page have asked already."""
    return list(_conflicts(case, sorted(actor.people), "work")) if actor.people else []


def _about_the_handling(case: Case) -> tuple[str, ...]:
    rules = case.rulebook.method.recusal
    return ABOUT_THE_HANDLING if rules is None else rules.links


def barring(case: Case, act: Act | None, *, colleague: bool = False) -> list[ConflictKind]:
    """The grounds that bar from the act; of any act, and where the rulebook is silent, all of them."""
    rules = case.rulebook.method.recusal
    if rules is None or act is None:
        return list(ConflictKind)
    return [kind for kind in ConflictKind if rules.bars(kind, act, colleague=colleague)]


def may_conflict(case: Case) -> bool:
    """Whether a conflict or a link of the case is on record at all; asked once with the case, else taken so."""
    return not case.row._state.adding and bool(getattr(case.row, "may_conflict", True))


def _conflicts(case: Case, people: Collection[int], act: Act | None) -> tuple[str, ...]:
    """Why any of these people must keep out of the act; read once a case and act."""
    key = (frozenset(people), act or "")
    if key not in case.conflicts:
        case.conflicts[key] = tuple(_read_conflicts(case, people, act))
    return case.conflicts[key]


def _read_conflicts(case: Case, people: Collection[int], act: Act | None) -> Iterator[str]:
    """Declared, or found in the complaint or the journal; or it is not theirs to solve."""
    for user in solving.barred(case, people, act):
        yield _("a callback found it, and %(person)s works where it is sold") % {"person": user}
    if not (may_conflict(case) or case.row.about_whom or linked_now(case)):
        return
    grounds = barring(case, act)
    if may_conflict(case):
        declared = Recusal.objects.filter(
            complaint=case.row, person__in=people, overridden_at=None, kind__in=grounds
        )
        for recusal in declared.select_related("person"):
            yield _("%(person)s - %(kind)s") % {"person": recusal.person, "kind": recusal.get_kind_display()}
    by_itself = _found_once(case, people)
    for user in User.objects.filter(pk__in=by_itself) if by_itself else ():
        kinds = by_itself[user.pk] & set(grounds)
        if ConflictKind.COMPLAINED_OF in kinds:
            yield _("the complaint names %(person)s") % {"person": user}
        if ConflictKind.HANDLED_BEFORE in kinds:
            yield _("%(person)s handled the earlier case that this one is about") % {"person": user}


def _team_conflicts(case: Case, departments: frozenset[int]) -> tuple[str, ...]:
    """Colleagues of these departments whose conflict bars the department from deciding too; read once."""
    key = (departments, "team")
    if key not in case.conflicts:
        case.conflicts[key] = tuple(_read_team_conflicts(case, departments))
    return case.conflicts[key]


def _read_team_conflicts(case: Case, departments: frozenset[int]) -> Iterator[str]:
    """Those who declared a conflict, whom the complaint names, and who handled the earlier case that it is about."""
    grounds = barring(case, "decide", colleague=True)
    if may_conflict(case):
        declared = Recusal.objects.filter(
            person__department__in=departments,
            complaint=case.row,
            overridden_at=None,
            kind__in=grounds,
        )
        for recusal in declared.select_related("person"):
            yield _("%(person)s - %(kind)s") % {"person": recusal.person, "kind": recusal.get_kind_display()}
    named: set[int] = set()
    if case.row.about_whom and ConflictKind.COMPLAINED_OF in grounds:
        named |= set(whom_it_names.named(case.row.about_whom, whom_it_names.TEAM, departments))
    if ConflictKind.HANDLED_BEFORE in grounds and (earlier := _earlier(case)):
        handled = _handlers(list(earlier)) | set(earlier.values())
        team = User.objects.filter(pk__in=[each for each in handled if each], department__in=departments)
        named |= set(team.values_list("pk", flat=True))
    by_itself = found(case, named) if named else {}
    for user in User.objects.filter(pk__in=by_itself).order_by("pk") if by_itself else ():
        kinds = by_itself[user.pk] & set(grounds)
        if ConflictKind.COMPLAINED_OF in kinds:
            yield _("the complaint names %(person)s") % {"person": user}
        if ConflictKind.HANDLED_BEFORE in kinds:
            yield _("%(person)s handled the earlier case that this one is about") % {"person": user}
