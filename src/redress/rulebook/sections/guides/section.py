"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.guides import chapter, checks, labels, strictness
from redress.rulebook.sections.section import Section

SECTION: Final = Section(
    labels.SECTIONS,
    fields=labels.FIELDS,
    special=labels.SPECIAL,
    stricter=(strictness.check_guides,),
    checks=(checks.check_guides,),
    governs="claims",
    tables=chapter.tables,
)
