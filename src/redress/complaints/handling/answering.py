"""Whether somebody is there who can take what is addressed to a department (ORG-04): one answer for every command.

An order, a question, a case that goes to a department without people would be with nobody: it is refused, with who is
missing and what to do. A department whose only people must keep out of the case is no better (ORG-13).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NoReturn

from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.complaints.recusing import recusal
from redress.organisation import holders
from redress.organisation.kinds import CASE_DUTIES, DepartmentKind, Duty
from redress.organisation.models import Department

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.rulebook.sections.recusal.schema import Act


def check(
    case: Case, to: Department, duties: Collection[Duty], field: str = "", *, act: Act = "work"
) -> None:
    """Refuse a department where nobody with one of the duties works today, or all who do must keep out of the case."""
    people = holders.people_in(to.pk, duties)
    if not people:
        nobody(case, to, duties, field)
    barred = [recusal.reasons(case, person, act) for person in people]
    if all(barred):
        refuse(
            "ORG-13",
            _("All who answer for this department must keep out of the case: %(reason)s. Choose another one.")
            % {"reason": barred[0][0]},
            field,
        )


def nobody(case: Case, to: Department, duties: Collection[Duty], field: str = "") -> NoReturn:
    """Refuse: who is missing there, and which department of the same kind has somebody."""
    other = nearest(case, DepartmentKind(to.kind), duties)
    service = to.kind == DepartmentKind.CUSTOMER_SERVICE
    fitting = [duty for duty in Duty if duty in duties and (duty in CASE_DUTIES) == service]
    missing = {"department": to, "duties": listed(duty.label for duty in fitting), "other": other}
    if other is None:
        because = _("%(department)s has nobody who could take it: %(duties)s. Appoint somebody there first.")
    else:
        because = _(
            "%(department)s has nobody who could take it: %(duties)s. Appoint somebody there first, or choose "
            "%(other)s."
        )
    refuse("ORG-04", because % missing, field)


def nearest(case: Case, kind: DepartmentKind, duties: Collection[Duty]) -> Department | None:
    """The case's unit's department of that kind, or the nearest superior's, where somebody with the duties works."""
    found = holders.nearest_holder(case.row.unit, kind, sorted(duties))
    return found[0] if found else None


def free(case: Case, people: Collection[int], without: Collection[int | None], act: Act) -> bool:
    """Whether one of these people is none of those and need not keep out of the act."""
    return any(person not in without and not recusal.reasons(case, person, act) for person in people)


def nearest_free(
    case: Case, kind: DepartmentKind, duties: Collection[Duty], without: Collection[int | None], act: Act
) -> Department | None:
    """The same where somebody works who is none of these people and need not keep out of the act; two queries."""
    return holders.nearest_free(
        case.chain,
        kind,
        duties,
        lambda person: person not in without and not recusal.reasons(case, person, act),
    )
