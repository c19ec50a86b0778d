"""All sections of the rulebook. A new one is its folder, a line here, and its fields in `Method`."""

from __future__ import annotations

from typing import Final

from redress.rulebook.sections.aftercare.section import SECTION as AFTERCARE
from redress.rulebook.sections.authority.section import SECTION as AUTHORITY
from redress.rulebook.sections.clocks.section import SECTION as CLOCKS
from redress.rulebook.sections.codes.section import SECTION as CODES
from redress.rulebook.sections.committee.section import SECTION as COMMITTEE
from redress.rulebook.sections.counting.section import SECTION as COUNTING
from redress.rulebook.sections.deputies.section import SECTION as DEPUTIES
from redress.rulebook.sections.guides.section import SECTION as GUIDES
from redress.rulebook.sections.handling.section import SECTION as HANDLING
from redress.rulebook.sections.law.section import SECTION as LAW
from redress.rulebook.sections.letters.section import SECTION as LETTERS
from redress.rulebook.sections.linking.section import SECTION as LINKING
from redress.rulebook.sections.messages.section import SECTION as MESSAGES
from redress.rulebook.sections.milestones.section import SECTION as MILESTONES
from redress.rulebook.sections.papers.section import SECTION as PAPERS
from redress.rulebook.sections.pickup.section import SECTION as PICKUP
from redress.rulebook.sections.promises.section import SECTION as PROMISES
from redress.rulebook.sections.recusal.section import SECTION as RECUSAL
from redress.rulebook.sections.reports.section import SECTION as REPORTS
from redress.rulebook.sections.risk.section import SECTION as RISK
from redress.rulebook.sections.section import Section
from redress.rulebook.sections.special_cases.section import SECTION as SPECIAL_CASES
from redress.rulebook.sections.special_flows.section import SECTION as SPECIAL_FLOWS

EVERY: Final[tuple[Section, ...]] = (
    CLOCKS,
    CODES,
    HANDLING,
    AUTHORITY,
    AFTERCARE,
    LETTERS,
    LAW,
    LINKING,
    DEPUTIES,
    RECUSAL,
    MESSAGES,
    COMMITTEE,
    REPORTS,
    SPECIAL_FLOWS,
    SPECIAL_CASES,
    COUNTING,
    GUIDES,
    PAPERS,
    MILESTONES,
    PROMISES,
    PICKUP,
    RISK,
)
"""In the order in which their looser rules are told and the chapter of claims has its tables."""
