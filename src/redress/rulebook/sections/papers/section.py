"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.papers import chapter, labels
from redress.rulebook.sections.papers.strictness import check_papers
from redress.rulebook.sections.section import Section

SECTION: Final = Section(
    labels.SECTIONS, fields=labels.FIELDS, stricter=(check_papers,), governs="claims", tables=chapter.tables
)
