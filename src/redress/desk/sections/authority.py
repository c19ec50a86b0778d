"""Authority: what was asked of whom, authorisations, conflicts of interest, and who may decide (AUT-01, ORG-13)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.complaints import moment
from redress.complaints.case import Case
from redress.complaints.commands.authorise import RevokeAuthorisation, may_revoke
from redress.complaints.commands.recuse import OverrideRecusal
from redress.complaints.queries import conflicts
from redress.complaints.queries.approvals import Held, of_case
from redress.complaints.queries.case import Row
from redress.desk.pages.beside import Step, step
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    matters, case = of_case(row), Case(row, moment.now())
    return {
        "matters": matters,
        "authorisations": [(each, _revoke(case, actor, each)) for each in matters.authorisations],
        "conflicts": [(each, _aside(row, actor, each)) for each in conflicts.of_case(case)],
        "now": case.now,
    }


def _revoke(case: Case, actor: Actor, held: Held) -> Step | None:
    """Whoever gave it revokes it, or who may decide as much."""
    if not may_revoke(case, actor, held):
        return None
    return step(case.row, actor, RevokeAuthorisation, authorisation=held.number)


def _aside(row: Row, actor: Actor, conflict: conflicts.Conflict) -> Step | None:
    """Nobody is offered to set their own conflict aside, nor that of whom they act for."""
    if not conflict.stands or conflict.person.pk in actor.people:
        return None
    return step(row, actor, OverrideRecusal, person=conflict.person.username)


SECTION = Section("authority", _("Authority"), "gavel", _build)
