"""Who solves what a callback found: people other than those who sell (Order 2010-4, Art. 18).

They may be asked, like any department; the case is not theirs, and they neither write the opinion nor decide.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.organisation.models import Appointment, Department, User

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.rulebook.sections.recusal.schema import Act

RULE: Final = "2010-4/18"
_SOLVING: Final = frozenset({"propose", "decide"})


def check_main(case: Case, to: Department, field: str = "") -> None:
    """Refuse to send the case to a department whose people do not solve it."""
    rule = case.rulebook.solved_by_others(case.subject) if case.row.callback_finding else None
    if rule is not None and to.kind in rule.than:
        refuse(
            RULE,
            _(
                "A callback found this, and it is solved by people other than those who sell: %(department)s may be "
                "asked, not be the main department. Choose another one."
            )
            % {"department": to},
            field,
        )


def barred(case: Case, people: Collection[int], act: Act | None) -> list[User]:
    """Those of the people who work, or sit, in a department that does not solve the case, where the act solves it."""
    if act not in _SOLVING or not case.row.callback_finding:
        return []
    rule = case.rulebook.solved_by_others(case.subject)
    if rule is None:
        return []
    kinds = sorted(rule.than)
    posts = Appointment.objects.filter(department__kind__in=kinds, period__contains=timezone.localdate())
    there = Q(department__kind__in=kinds) | Q(pk__in=posts.values("user_id"))
    return list(User.objects.filter(there, pk__in=people).order_by("pk"))
