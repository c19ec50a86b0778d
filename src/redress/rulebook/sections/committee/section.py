"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.committee import labels
from redress.rulebook.sections.committee.strictness import check_committee
from redress.rulebook.sections.section import Section

SECTION: Final = Section(labels.SECTIONS, stricter=(check_committee,), governs="complaints")
