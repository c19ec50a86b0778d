"""Corrective action: what is done against the causes of this case (CLO-11)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.assessment.kinds import LEADS
from redress.assessment.queries.actions import of_case
from redress.complaints.queries.case import Row
from redress.desk.pages.improving import rows
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    cause = row.causes.first()
    return {
        "rows": rows(of_case(actor, row.pk)),
        "may_open": actor.has_over(LEADS, row.unit_id),
        "cause": cause.code if cause else "",
    }


SECTION = Section("actions", _("Corrective action"), "tools", _build)
