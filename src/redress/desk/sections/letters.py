"""Letters and forms of the file: versions, marks, what comes next (COM-04, COM-07)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from redress.casework.purposes import Purpose
from redress.desk import files
from redress.desk.pages.letters import steps
from redress.desk.sections.section import Section
from redress.letters import queries
from redress.letters.dossier.contents import has_dossier
from redress.organisation.actor import Actor


def _build(row: Any, actor: Actor) -> Mapping[str, object]:
    # Whoever holds an order writes letters, and nobody reviews a letter of which one wrote a version: every step asks.
    prefetch_related_objects([row], *(name for name in ("orders", "letters") if hasattr(type(row), name)))
    versions = queries.of_file(row)
    newest: set[str] = set()
    shown = []
    for version in versions:
        old = version.letter.number in newest
        newest.add(version.letter.number)
        shown.append((version, [] if old else steps(row, version, actor)))
    return {
        "letters": shown,
        "purposes": list(Purpose.choices),
        "write": files.writing_url(row, actor),
        "dossier": has_dossier(row),
    }


SECTION = Section("letters", _("Letters"), "mail", _build)
