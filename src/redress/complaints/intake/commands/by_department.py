"""A department's coordinator takes a complaint that a customer makes directly to the department (INT-21).

What it is, and what the customer demands, is written in detail; the customer is soothed, and the case enters the
register like any other: customer service owns it, and confirms it as one that a department passed on (INT-07).
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework.refusals import Forbidden, refuse
from redress.complaints.case import Case
from redress.complaints.intake.commands.new_complaint import NewComplaint
from redress.complaints.kinds import Source
from redress.organisation.actor import Actor
from redress.organisation.kinds import CASE_DUTIES, Duty
from redress.rulebook import Rulebook

_COORDINATES = frozenset({Duty.COORDINATOR})


def takes(actor: Actor) -> bool:
    """Whether the actor takes complaints for a department alone, and not for customer service."""
    return not actor.system and not actor.over(CASE_DUTIES) and bool(actor.over(_COORDINATES))


def check(given: NewComplaint, actor: Actor, rulebook: Rulebook) -> None:
    """Refuse what is no complaint made to the department, and one without the demand or the first soothing."""
    if not takes(actor):
        return
    passed_on = rulebook.channel(given.channel).source not in (None, Source.DEPARTMENT)
    if passed_on or given.source not in (Source.DIRECT, Source.DEPARTMENT):
        raise Forbidden(
            "INT-21",
            _(
                "A coordinator takes what customers bring to the department. What a regulator or a superior unit "
                "hands over is entered by customer service; give it to them."
            ),
            "source" if not passed_on else "channel",
        )
    if not given.demand:
        refuse("INT-21", _("Write down in detail what the customer demands."), field="demand")
    if not given.soothing and rulebook.method.soothing:
        refuse(
            "INT-21",
            _("Explain and soothe first, and say which wording you used."),
            field="soothing",
        )


def share(case: Case, actor: Actor) -> None:
    """The department goes on seeing what it took in (ORG-11)."""
    if takes(actor):
        for department in sorted(actor.departments_of(_COORDINATES)):
            case.share("taken_in", department=department)
