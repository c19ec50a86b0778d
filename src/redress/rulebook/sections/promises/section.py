"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.promises import chapter, labels
from redress.rulebook.sections.promises.strictness import check_promises
from redress.rulebook.sections.section import Section

SECTION: Final = Section(
    labels.SECTIONS,
    special=labels.SPECIAL,
    stricter=(check_promises,),
    governs="claims",
    tables=chapter.tables,
)
