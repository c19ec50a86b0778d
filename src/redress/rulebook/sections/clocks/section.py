"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.clocks import labels
from redress.rulebook.sections.clocks.ladder import check_ladder
from redress.rulebook.sections.clocks.strictness import check_clocks
from redress.rulebook.sections.section import Section

SECTION: Final = Section(labels.SECTIONS, stricter=(check_clocks, check_ladder))
