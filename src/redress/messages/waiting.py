"""What waits to go out, by channel, and which channels are paused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from redress.casework import moment
from redress.messages.models import Medium, Message, MessageState, Pause
from redress.messages.sending.deliver import MEDIA
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM


@dataclass(frozen=True, slots=True)
class Channel:
    """`oldest`: since when its oldest message is due. `doubtful`: nobody knows whether they went out."""

    medium: str
    label: str
    due: int
    oldest: datetime | None
    doubtful: int
    paused_since: datetime | None
    next_try_at: datetime | None
    reason: str


def channels() -> list[Channel]:
    """Every channel: three statements by index. As the system: whose messages they are, is not said."""
    due = _due(MEDIA)
    doubtful = dict(
        Message.objects.filter(state=MessageState.UNCERTAIN).values_list("channel").annotate(Count("id"))
    )
    paused = {pause.medium: pause for pause in Pause.objects.filter(open_since__isnull=False)}
    return [
        _channel(medium, due.get(medium), doubtful.get(medium, 0), paused.get(medium)) for medium in MEDIA
    ]


def paused() -> list[Channel]:
    """The channels that are paused, the longest first, and what waits for them: two statements, one when none is."""
    pauses = list(Pause.objects.filter(open_since__isnull=False).order_by("open_since"))
    if not pauses:
        return []
    with acting_as(SYSTEM):
        due = _due([pause.medium for pause in pauses])
    return [_channel(Medium(each.medium), due.get(each.medium), 0, each) for each in pauses]


def unsent(media: Sequence[str]) -> dict[str, int]:
    """By channel: how many messages were not sent because it is not set up. One statement, by an index of these."""
    with acting_as(SYSTEM):
        found = Message.objects.filter(channel__in=media, state=MessageState.SUPPRESSED, attempts=0)
        return dict(found.values_list("channel").annotate(Count("id")))


def _due(media: Sequence[str]) -> dict[str, tuple[int, datetime]]:
    """By channel: how many are due, and since when the oldest is."""
    return {
        row["channel"]: (row["due"], row["oldest"])
        for row in Message.objects.filter(channel__in=media, next_attempt_at__lte=moment.now())
        .values("channel")
        .annotate(due=Count("id"), oldest=Min("next_attempt_at"))
    }


def _channel(medium: Medium, due: tuple[int, datetime] | None, doubtful: int, pause: Pause | None) -> Channel:
    return Channel(
        medium=medium.value,
        label=str(medium.label),
        due=due[0] if due else 0,
        oldest=due[1] if due else None,
        doubtful=doubtful,
        paused_since=pause.open_since if pause else None,
        next_try_at=pause.next_try_at if pause else None,
        reason=pause.reason if pause else "",
    )
