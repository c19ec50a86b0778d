"""The law's section of the case page: pauses, tellings, decision, review, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.complaints.law.queries import law
from redress.complaints.queries.case import Row
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, _actor: Actor) -> Mapping[str, object]:
    return {"law": law.of(row)}


SECTION = Section("law", _("Law"), "scale", _build)
