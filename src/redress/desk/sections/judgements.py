"""Responsible persons, for those who may read of them (CLO-13)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.complaints.queries.case import Row
from redress.complaints.queries.judgements import judgements_page
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    return {"judgements": judgements_page(row, actor)}


SECTION = Section("judgements", _("Responsible persons"), "user-exclamation", _build)
