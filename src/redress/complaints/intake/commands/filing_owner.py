"""Who owns a new case: never whom it is about, nor who handled the case that it is about (FLW-05, ORG-13)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.complaints.case import Case
from redress.complaints.intake.commands import intake
from redress.complaints.recusing import recusal, standing_aside
from redress.organisation.actor import Actor


def of(case: Case, username: str, setting: intake.Setting, actor: Actor) -> int:
    """The named person, the one who took it, or the unit's complaint post; where that one must keep out, the next
    who is free, in the unit or above it. Refused when there is nobody, or the named one must keep out.
    """
    owner = intake.owner(username, setting, actor)
    if username:
        recusal.check(case, owner, "owner")
        return owner
    if not recusal.reasons(case, owner, "work"):
        return owner
    free = standing_aside.free_owner(case, {owner})
    if free is None:
        refuse(
            "ORG-13",
            _(
                "Everybody who could own the case in %(unit)s and above must keep out of it: the complaint is about "
                "them, or about a case that they handled. Appoint somebody who handles complaints there."
            )
            % {"unit": setting.lineage.unit},
            field="unit",
        )
    return free
