"""The flow of the case: steps, who has which role, what is next and by when (FLW-11..13, FLW-17, FLW-19)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.complaints.queries.case import Row
from redress.complaints.queries.flow import flow_page
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, _actor: Actor) -> Mapping[str, object]:
    return {"flow": flow_page(row)}


SECTION = Section("flow", _("Flow"), "route", _build)
