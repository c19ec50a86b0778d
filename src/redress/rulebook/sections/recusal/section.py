"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.recusal import labels
from redress.rulebook.sections.recusal.strictness import check_recusal
from redress.rulebook.sections.section import Section

SECTION: Final = Section(labels.SECTIONS, stricter=(check_recusal,))
