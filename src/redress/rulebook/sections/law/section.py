"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.law import labels
from redress.rulebook.sections.law.strictness import check_law
from redress.rulebook.sections.section import Section

SECTION: Final = Section(
    labels.SECTIONS, stricter=(check_law,), governs="complaints", shared=("proofs", "telling")
)
