"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.milestones import chapter, labels
from redress.rulebook.sections.milestones.strictness import check_milestones
from redress.rulebook.sections.section import Section

SECTION: Final = Section(
    labels.SECTIONS, stricter=(check_milestones,), governs="claims", tables=chapter.tables
)
