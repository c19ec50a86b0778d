"""Authority: what was asked of whom, authorisations, conflicts of interest, and who may decide (AUT-01, ORG-13)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.complaints import moment
from redress.complaints.queries.approvals import of_case
from redress.complaints.queries.case import Row
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    return {"matters": of_case(row), "now": moment.now()}


SECTION = Section("authority", _("Authority"), "gavel", _build)
