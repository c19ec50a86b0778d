"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.codes import labels
from redress.rulebook.sections.section import Section

SECTION: Final = Section(labels.SECTIONS, governs="complaints")
