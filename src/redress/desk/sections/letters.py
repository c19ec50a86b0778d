"""Letters and forms of the case: versions, marks, what comes next (COM-04, COM-07)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from redress.casework.purposes import Purpose
from redress.complaints.letters.draft import DraftLetter
from redress.complaints.queries.case import Row
from redress.desk.pages.beside import may
from redress.desk.pages.letters import steps
from redress.desk.sections.section import Section
from redress.letters import queries
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    # Whoever holds an order writes letters, and nobody reviews a letter of which one wrote a version: every step asks.
    prefetch_related_objects([row], "orders", "letters")
    versions = queries.of_file(row)
    newest: set[str] = set()
    shown = []
    for version in versions:
        old = version.letter.number in newest
        newest.add(version.letter.number)
        shown.append((version, [] if old else steps(row, version, actor)))
    may_write = may(row, actor, DraftLetter)
    return {"letters": shown, "purposes": list(Purpose.choices), "may_write": may_write}


SECTION = Section("letters", _("Letters"), "mail", _build)
