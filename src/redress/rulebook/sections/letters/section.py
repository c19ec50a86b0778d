"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.letters import labels
from redress.rulebook.sections.letters.checks import check_blocks
from redress.rulebook.sections.letters.strictness import check_letters
from redress.rulebook.sections.section import Section

SECTION: Final = Section(labels.SECTIONS, stricter=(check_letters,), checks=(check_blocks,))
