"""Conflicts of interest of one case: those on record, and those nobody needs to declare (ORG-13)."""

from __future__ import annotations

from dataclasses import dataclass

from redress.casework.conflicts import ConflictKind
from redress.complaints.case import Case
from redress.complaints.models import Recusal
from redress.complaints.queries import staff_options
from redress.complaints.recusing import recusal
from redress.organisation.models import User


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a person keeps out of the case; `record` is None where nobody declared it."""

    person: User
    kind: str
    record: Recusal | None

    @property
    def stands(self) -> bool:
        """Whether no superior has set it aside."""
        return self.record is None or self.record.overridden_at is None


def of_case(case: Case) -> list[Conflict]:
    """Those on record in their order, then those of staff around the case: at most eight queries."""
    declared = list(
        case.row.recusals.select_related("person__department", "by", "overridden_by", "confirmed_by")
    )
    known = {(each.person_id, each.kind) for each in declared}
    around = staff_options.around(case).order_by("pk").values_list("pk", flat=True)
    by_itself = recusal.found(case, list(around))
    people = User.objects.select_related("department").in_bulk(by_itself) if by_itself else {}
    return [Conflict(each.person, each.get_kind_display(), each) for each in declared] + [
        Conflict(people[person], str(kind.label), None)
        for person, kinds in sorted(by_itself.items())
        for kind in sorted(kinds)
        if (person, ConflictKind(kind)) not in known
    ]


def grounds(case: Case) -> list[ConflictKind]:
    """The grounds that the rulebook of the case knows: all of them where it says nothing."""
    rules = case.rulebook.method.recusal
    return [kind for kind in ConflictKind if rules is None or kind.value in rules.conflicts]
