"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.risk import chapter, labels
from redress.rulebook.sections.risk.strictness import check_risk
from redress.rulebook.sections.section import Section

SECTION: Final = Section(
    labels.SECTIONS, fields=labels.FIELDS, stricter=(check_risk,), governs="claims", tables=chapter.tables
)
