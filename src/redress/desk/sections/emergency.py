"""The emergency process: team, reports, media watch (FLW-16)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.complaints.flows.queries.emergency import emergency_page
from redress.complaints.queries.case import Row
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, _actor: Actor) -> Mapping[str, object]:
    return {"emergency": emergency_page(row)}


SECTION = Section("emergency", _("Emergency process"), "urgent", _build)
