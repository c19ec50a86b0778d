"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.section import Section
from redress.rulebook.sections.special_cases import labels
from redress.rulebook.sections.special_cases.strictness import check_special

SECTION: Final = Section(labels.SECTIONS, stricter=(check_special,), governs="complaints")
