"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.pickup import chapter, labels
from redress.rulebook.sections.pickup.strictness import check_pickup
from redress.rulebook.sections.section import Section

SECTION: Final = Section(
    labels.SECTIONS, fields=labels.FIELDS, stricter=(check_pickup,), governs="claims", tables=chapter.tables
)
