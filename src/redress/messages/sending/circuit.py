"""A channel whose far end does not answer is paused: one message at a time asks whether it is there again.

Without it every message would wait as long as the first, and each attempt would be used up on a far end that is away.
"""

from __future__ import annotations

import logging
import random
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from redress.casework import moment
from redress.messages.channels import Answer
from redress.messages.models import Pause
from redress.messages.sending.backoff import backoff

logger = logging.getLogger(__name__)
_random = random.SystemRandom()


def may_try(medium: str, now: datetime) -> bool:
    """Whether a message may go this way now. Of those who ask while it is paused, one is the probe, once its time is.

    Called within the transaction that claims the message.
    """
    paused = Pause.objects.filter(medium=medium, open_since__isnull=False)
    if not paused.exists():
        return True
    # Should the probe's worker die, another one follows after this.
    after = now + timedelta(seconds=3 * settings.REDRESS_GATEWAY_SECONDS)
    return bool(paused.filter(next_try_at__lte=now).update(next_try_at=after))


def heard(medium: str, answer: Answer) -> None:
    """What the talk says about the far end: an answer of any kind ends a pause, silence and overload lead to one."""
    if not answer.trouble:
        _well(medium)
    else:
        _faulty(medium, answer)


def _well(medium: str) -> None:
    ended = Pause.objects.filter(medium=medium, faults__gt=0).update(
        faults=0, open_since=None, next_try_at=None, reason="", changed_at=moment.now()
    )
    if ended:
        logger.info("Channel %s answers again.", medium)


@transaction.atomic
def _faulty(medium: str, answer: Answer) -> None:
    now = moment.now()
    Pause.objects.get_or_create(medium=medium, defaults={"changed_at": now})
    pause = Pause.objects.select_for_update().get(pk=medium)
    pause.faults += 1
    pause.reason, pause.changed_at = _kind(answer.error), now
    over = pause.faults - settings.REDRESS_CHANNEL_FAULTS
    if over >= 0:
        if pause.open_since is None:
            logger.warning("Channel %s is paused after %d faults: %s", medium, pause.faults, pause.reason)
        pause.open_since = pause.open_since or now
        pause.next_try_at = now + _wait(over + 1, answer.wait)
    pause.save()


def _kind(error: str) -> str:
    """'503', 'ConnectTimeout': what stands before the words."""
    return error.split(maxsplit=1)[0].rstrip(":")[:60] if error.strip() else ""


def _wait(attempt: int, asked: float | None) -> timedelta:
    first, most = settings.REDRESS_CHANNEL_PAUSE_SECONDS, settings.REDRESS_CHANNEL_PAUSE_MOST
    return timedelta(seconds=backoff(attempt, _random.random(), first=first, most=most, asked=asked))
