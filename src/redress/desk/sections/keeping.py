"""Archive: how long each paper is kept, legal holds, revisions by the superior unit, disposal (CLO-03, CLO-10)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from redress.complaints.keeping.queries.keeping import keeping
from redress.complaints.queries.case import Row
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    return {"keeping": keeping(row, get_language() or "zh")}


SECTION = Section("keeping", _("Archive, holds and revisions"), "archive", _build)
