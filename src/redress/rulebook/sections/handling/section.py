"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.handling import labels
from redress.rulebook.sections.handling.keeping import check_keeping
from redress.rulebook.sections.handling.strictness import check_intake
from redress.rulebook.sections.section import Section

SECTION: Final = Section(
    labels.SECTIONS,
    stricter=(check_intake, check_keeping),
    governs="complaints",
    shared=("soothing", "taboo", "retention"),
)
