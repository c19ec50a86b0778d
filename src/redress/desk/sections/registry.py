"""The sections there are, in the order of the page."""

from __future__ import annotations

from typing import Final

from redress.claims.kind_of_file import CLAIM
from redress.complaints.kind_of_file import COMPLAINT
from redress.desk.sections import (
    actions,
    authority,
    callback,
    claim,
    committee,
    emergency,
    flow,
    guidance,
    judgements,
    keeping,
    law,
    letters,
    links,
    messages,
)
from redress.desk.sections.section import Section

SECTIONS: Final[tuple[Section, ...]] = (
    flow.SECTION,
    emergency.SECTION,
    authority.SECTION,
    law.SECTION,
    links.SECTION,
    claim.SECTION,
    letters.SECTION,
    committee.SECTION,
    callback.SECTION,
    guidance.SECTION,
    actions.SECTION,
    keeping.SECTION,
    messages.SECTION,
    judgements.SECTION,
)

OF_CLAIMS: Final[tuple[Section, ...]] = (letters.SECTION, messages.SECTION)
"""Those of the page of a claim."""

BY_KIND: Final = {COMPLAINT.name: SECTIONS, CLAIM.name: OF_CLAIMS}
