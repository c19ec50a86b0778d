"""What another register says was done with a case, and by when it was to be done there (INT-17).

The dates are kept with the case as that register has them. Those that meet a limit by what they are - the customer was
told of the acceptance, contacted, told of the progress - are told to the clocks of an open case. What was sent out
there is no order here that somebody could answer: an open case is sent out anew. None of them ends the legal limit: a
decision is told with proof (2020-3 Art. 21), and a register's date proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from redress.casework.inputs import Line, PastMoment
from redress.complaints.models import Complaint
from redress.rulebook.events import NAMES

Done = Literal[
    "confirmed",
    "contacted",
    "dispatched",
    "urged",
    "order_replied",
    "progress_told",
    "found",
    "proposed",
    "decided",
    "decision_told",
    "feedback_accepted",
    "feedback_rejected",
    "callback_done",
    "determined",
    "signed",
]
"""What a register may say was done, by the names of our own events."""
MEETS: Final = frozenset({"confirmed", "contacted", "progress_told"})
"""Those that the clocks of an open case are told."""
LIMIT: Final = "limit"


class Happened(BaseModel):
    """Something that was done. `said`: what the register calls it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: Done
    at: PastMoment
    said: Line


class Limit(BaseModel):
    """The last day, included, on which something was due there. `said`: what the register calls it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    last_day: date
    said: Line


class Told(NamedTuple):
    """One of the dates, to be shown: what it is, what the register calls it, the day, and the time if it is known."""

    what: str
    said: str
    at: datetime


def kept(happened: tuple[Happened, ...], limits: tuple[Limit, ...]) -> list[list[str]]:
    """As the row of the case keeps them: in the order of time."""
    done = [[each.what, each.at.isoformat(), each.said] for each in happened]
    due = [[LIMIT, each.last_day.isoformat(), each.said] for each in limits]
    return sorted(done + due, key=lambda each: (each[1][:10], each[0] == LIMIT, each[1]))


def told(case: Complaint) -> Iterator[Told]:
    """The dates of a case, in words of the active language."""
    language = get_language() or "zh"
    for what, at, said in case.external_dates:
        name = _("Limit in the earlier register") if what == LIMIT else NAMES[what].get(language)
        yield Told(name, said, _moment(at))


def _moment(said: str) -> datetime:
    found = datetime.fromisoformat(said)
    return found if timezone.is_aware(found) else timezone.make_aware(found)
