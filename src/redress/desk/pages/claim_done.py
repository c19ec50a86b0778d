"""What is said when a step on a claim has been taken that leads further than its page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redress.casework.door import Outcome


def reported(done: Outcome) -> str:
    """What the customer is told while they are still on the telephone (CLM-02, CLM-03)."""
    asked = done.facts["asked"]
    n = len(asked) if isinstance(asked, list) else 0
    return ngettext(
        "Reported as %(number)s. Tell the customer now: this number, with which they can ask how it stands at any "
        "time; the %(n)d paper of the list below; and about how long it takes.",
        "Reported as %(number)s. Tell the customer now: this number, with which they can ask how it stands at any "
        "time; the %(n)d papers of the list below; and about how long it takes.",
        n,
    ) % {"number": done.number, "n": n}


def gone_on(done: Outcome) -> str:
    """Where a dispute goes on (CLM-10)."""
    return _("The dispute goes on as complaint %(number)s.") % {"number": done.facts["case"]}
