"""Jobs that the web may ask for (SEC-01)."""

from __future__ import annotations

from dataclasses import dataclass

from redress.claims.kinds import LEADS as LEADS_CATASTROPHES
from redress.jobs.lanes import BEFORE, CHANNELS, SLOW, channel
from redress.jobs.lanes import HOUSE as HOUSE_LANE


@dataclass(frozen=True, slots=True)
class WebJob:
    """A kind of job that the web asks for. `duties`: one of them is needed; () is nobody's in particular."""

    lanes: tuple[str, ...]
    args: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()


WEB_JOBS = {
    "redress.messages.tasks.deliver_now": WebJob(
        (BEFORE, *(channel(each) for each in CHANNELS)), ("medium",)
    ),
    "redress.claims.tasks.follow_catastrophe": WebJob(
        (HOUSE_LANE,), ("catastrophe",), tuple(sorted(LEADS_CATASTROPHES))
    ),
    "redress.clocks.tasks.recompute_provisional": WebJob((SLOW,), duties=("administrator",)),
    "redress.clocks.tasks.recompute_unit": WebJob((SLOW,), ("path",), ("administrator",)),
    "redress.complaints.tasks.migrate_cases": WebJob((SLOW,), ("actor", "order"), ("cs_head", "manager")),
}
"""By the name under which the worker knows them; all others the worker asks of itself."""
