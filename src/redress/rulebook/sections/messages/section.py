"""The section as it is put into the rulebook."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.messages import labels
from redress.rulebook.sections.messages.strictness import check_messages, check_quiet_hours
from redress.rulebook.sections.section import Section

SECTION: Final = Section(labels.SECTIONS, stricter=(check_messages, check_quiet_hours))
