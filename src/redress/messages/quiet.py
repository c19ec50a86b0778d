"""Hours in which no telephone rings: what is written then goes out when they end (COM-10).

The rulebook says which hours, for which ways, and what goes out all the same. What holds for a message is kept with it
in the words '21:00-08:00 Asia/Shanghai', in the time zone of the unit, so that whoever takes it up knows: a message
that waited for a worker, a gateway or a person is as quiet as a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from redress.messages.models import Medium
from redress.rulebook.conditions import matches
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.messages.schema import MessageRule


def hours(
    method: Method, rule: MessageRule, medium: Medium, zone: ZoneInfo, subject: Mapping[str, str]
) -> str:
    """The hours in which a message of that rule waits; '' when it goes out at any."""
    rules = method.quiet_hours
    if rules is None or medium not in rules.by:
        return ""
    if rule.at_any_hour is not None and matches(rule.at_any_hour, subject):
        return ""
    return f"{rules.since}-{rules.until} {zone.key}"


def end(quiet: str, now: datetime) -> datetime | None:
    """When the hours end that are running now; None when none are, or the message knows none."""
    if not quiet:
        return None
    span, _space, zone = quiet.partition(" ")
    since, until = (time.fromisoformat(part) for part in span.split("-"))
    local = now.astimezone(ZoneInfo(zone))
    at, over_midnight = local.time(), since > until
    quiet_now = (at >= since or at < until) if over_midnight else since <= at < until
    if not quiet_now:
        return None
    day = local.date() + timedelta(days=1 if over_midnight and at >= since else 0)
    return datetime.combine(day, until, tzinfo=ZoneInfo(zone))


def first(quiet: str, now: datetime) -> datetime:
    """When a message may go out that is ready now."""
    return end(quiet, now) or now
