"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.authority import labels
from redress.rulebook.sections.authority.deciding import check_deciding
from redress.rulebook.sections.authority.strictness import check_authority
from redress.rulebook.sections.section import Section

SECTION: Final = Section(labels.SECTIONS, stricter=(check_authority, check_deciding))
