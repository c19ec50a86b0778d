"""What of a case is destroyed, and what stays for figures and the hash chain (CLO-10)."""

from __future__ import annotations

from collections.abc import Sequence

from redress.casework.disposal import Keeps
from redress.casework.kinds import KINDS, Kind
from redress.disposal import destruction

KEPT: dict[str, tuple[str, ...]] = {
    "complaints.share": (),
    "complaints.link": ("reason", "end_reason"),
    "complaints.cause": (),
    "complaints.signoff": ("remark",),
    "complaints.revision": ("reasons",),
    "assessment.spotcheck": ("remark",),
    "assessment.correctiveaction": (),
    "assessment.knowledgearticle": (),
    "assessment.assessmententry": (),
    "committee.referral": (),
}
"""Tables whose rows stay, and the columns of them that are emptied.

Links stay because figures of other cases follow from them. Registers that the database itself lets nobody delete from
(the committee's rulings and votes, say) stay as well, and lose their words in `redress_dispose`; the certificate counts
them in `emptied`.
"""

CODES = frozenset(
    {
        "channel", "source", "class_code", "reason_code", "class_at_intake", "level",
        "level_at_intake", "level_rule", "complexity", "complainant_kind", "product_line", "about", "soothing",
        "validity", "callback", "external_source", "flow",
    }
)  # fmt: skip
"""Text columns of the case that are codes of the rulebook or of the house."""


KEEPS = Keeps(KEPT, CODES)


def kind() -> Kind:
    return KINDS.named("complaint")


def take_back(cases: Sequence[int]) -> dict[str, int]:
    """Delete what imported cases that nobody worked on have beside their rows and journals, their clocks too: nothing
    ran, so no figure follows from them. How many rows of each table."""
    return destruction.delete(kind(), cases, destruction.kept_of(kind()).keys() - {"clocks.clock"})
