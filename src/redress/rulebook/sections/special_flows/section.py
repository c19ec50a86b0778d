"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.section import Section
from redress.rulebook.sections.special_flows import checks, labels, strictness

SECTION: Final = Section(
    labels.SECTIONS,
    stricter=(strictness.check_flows,),
    checks=(checks.check_flows,),
    governs="complaints",
)
