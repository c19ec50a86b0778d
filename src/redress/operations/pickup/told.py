"""Figures of picking up, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from redress.claims.queries.pickup import Figures, Share
from redress.operations.speech import gettext as _


def lines(found: Figures) -> Iterator[str]:
    """What is asked for, what was reached by day and by night, then unit by unit, the newest day first."""
    rule = found.rule
    yield _("Asked for: %(share)s %% answered within %(seconds)s s. %(since)s to %(until)s:") % {
        "share": rule.share,
        "seconds": rule.within_seconds,
        "since": found.since,
        "until": found.until,
    }
    if not found.days:
        yield _("No calls. Import the call centre's records with 'redress pickup import'.")
        return
    yield _("By day: %(told)s") % {"told": _told(found, found.by_day)}
    yield _("By night: %(told)s") % {"told": _told(found, found.by_night)}
    for day in found.days:
        when = _("night") if day.night else _("day")
        yield f"  {day.day} {day.unit} {when}: {_told(found, day)}"


def _told(found: Figures, share: Share) -> str:
    if not share.calls:
        return _("no calls")
    words = _("%(share)s of %(calls)s in time, %(given_up)s given up, longest %(longest)s s") % {
        "share": f"{share.share:.1%}",
        "calls": f"{share.calls:,}",
        "given_up": f"{share.given_up:,}",
        "longest": f"{share.longest:,}",
    }
    return words if found.enough(share) else _("%(words)s - too few") % {"words": words}
