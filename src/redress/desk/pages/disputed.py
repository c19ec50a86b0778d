"""The page of what is disputed of claims, and the note of it at a guide (CLM-13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from redress.assessment.kinds import LEADS
from redress.casework import moment
from redress.claims.disputing import CLASS
from redress.claims.kinds import SEES
from redress.claims.queries import disputed
from redress.claims.queries.disputed import Point
from redress.organisation.actor import Actor
from redress.policies import guides

DAYS = 365


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point in the language of the page, with what it leads to; '' where the reader may not, or there is none."""

    point: Point
    cause: str
    line: str
    action: str
    guides: list[tuple[str, str]]


def lines(actor: Actor, *, line: str = "") -> list[PointLine]:
    """Points of the last year, for who sees claims."""
    if not (actor.system or actor.over(SEES)):
        return []
    language, today = get_language() or "", timezone.localdate(moment.now())
    since = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS), time.min))
    books = guides.kinds(guides.standard(today, actor.unit))
    leads = actor.system or bool(actor.over(LEADS))
    return [
        PointLine(
            point,
            point.title.get(language),
            point.line_title.get(language),
            _action(point) if leads and point.cause else "",
            [(kind, guide.title.get(language)) for kind, guide in books.items() if guide.line == point.line],
        )
        for point in disputed.points(actor, since, line=line)
    ]


def at_guide(actor: Actor, kind: str) -> list[PointLine]:
    """What is disputed of claims of the guide's line: where its words may not be clear."""
    guide = guides.kinds(guides.standard(timezone.localdate(moment.now()), actor.unit)).get(kind)
    return lines(actor, line=guide.line) if guide else []


def _action(point: Point) -> str:
    """The form of a corrective action that begins with the point."""
    given = {
        "unit": point.unit,
        "cause": point.cause,
        "class_code": CLASS,
        "case": point.newest.complaint,
        "since": f"{timezone.localdate(point.since):%Y-%m-%d}",
    }
    return f"{reverse('desk:action_new')}?{urlencode(given)}"
