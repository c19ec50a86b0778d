"""Authority: what was asked of whom, authorisations, conflicts of interest, and who may decide (AUT-01, ORG-13)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.casework import moment
from redress.complaints.case import Case
from redress.complaints.deciding.commands.authorise import RevokeAuthorisation
from redress.complaints.deciding.queries.approvals import of_case
from redress.complaints.queries.case import Row
from redress.complaints.recusing.commands.recuse import OverrideRecusal
from redress.complaints.recusing.queries import conflicts
from redress.desk.pages.steps_beside import step
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    matters, case = of_case(row), Case(row, moment.now())
    return {
        "matters": matters,
        "authorisations": [
            (each, step(case, actor, RevokeAuthorisation, each)) for each in matters.authorisations
        ],
        "conflicts": [(each, step(case, actor, OverrideRecusal, each)) for each in conflicts.of_case(case)],
        "now": case.now,
    }


SECTION = Section("authority", _("Authority"), "gavel", _build)
