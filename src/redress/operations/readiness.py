"""What waits and for how long: the oldest due clock, job and message; which channels are paused.

GET /readyz for whoever balances or watches; GET /metrics the same in the words of Prometheus, for this machine or
with the bearer token REDRESS_METRICS_TOKEN. Neither says anything about a case.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from redress.clocks import lateness
from redress.jobs import waiting as jobs
from redress.messages import waiting as messages
from redress.operations import health
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.sealing import queries

LOCAL = frozenset({"127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits. `clocks`: seconds the oldest due step has waited."""

    clocks: float
    lanes: list[jobs.Lane]
    held: int
    failed: int
    channels: list[messages.Channel]
    verified: queries.Run | None = None
    """The last verification. What it found stops nobody: it is told here, on the page of checkpoints and by mail."""

    @property
    def well(self) -> bool:
        """Whether clocks are looked after; messages may wait for gateways that are none of ours."""
        return self.clocks < health.LATE.total_seconds()


def waiting() -> Waiting:
    """Eight statements, all by index. Raises DatabaseError."""
    with acting_as(SYSTEM):
        oldest = lateness.oldest_due()
        held, failed = jobs.left()
        return Waiting(
            clocks=max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0,
            lanes=jobs.lanes(),
            held=held,
            failed=failed,
            channels=messages.channels(),
            verified=queries.last_run(),
        )


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Ready when all that /healthz names is up and no due clock has waited a minute."""
    told = health.report()
    if told["migrations"] != health.OK:
        return JsonResponse({"status": "unwell", **told}, status=503)
    try:
        found = waiting()
    except DatabaseError:
        connection.close()
        return JsonResponse({"status": "unwell", **told, "database": "no answer"}, status=503)
    well = set(told.values()) == {health.OK} and found.well
    body = {"status": "ok" if well else "unwell", **told, "waiting": _shown(found)}
    return JsonResponse(body, status=200 if well else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Text exposition format 0.0.4."""
    if not _may_read(request):
        return HttpResponse(status=403)
    try:
        lines = list(_metrics(waiting()))
    except DatabaseError:
        connection.close()
        lines = ["redress_up 0"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read(request: HttpRequest) -> bool:
    """A proxy on this machine speaks for others: what it forwards is not local."""
    token = settings.REDRESS_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR", "") in LOCAL and not forwarded


def _shown(found: Waiting) -> dict[str, object]:
    now = timezone.now()
    return {
        "clocks": {"oldest_seconds": round(found.clocks, 1)},
        "jobs": {
            "lanes": {
                lane.name: {"jobs": lane.jobs, "oldest_seconds": round(lane.seconds, 1)}
                for lane in found.lanes
            },
            "held_by_dead_workers": found.held,
            "failed": found.failed,
        },
        "messages": {
            each.medium: {
                "due": each.due,
                "oldest_seconds": round((now - each.oldest).total_seconds(), 1) if each.oldest else 0,
                "uncertain": each.doubtful,
                "paused_since": each.paused_since.isoformat() if each.paused_since else None,
            }
            for each in found.channels
        },
        "verification": {
            "ended_at": found.verified.ended_at.isoformat() if found.verified else None,
            "faults": found.verified.found if found.verified else 0,
        },
    }


def _metrics(found: Waiting) -> Iterator[str]:
    now = timezone.now()
    yield "redress_up 1"
    yield "# TYPE redress_clock_oldest_due_seconds gauge"
    yield f"redress_clock_oldest_due_seconds {found.clocks:.1f}"
    yield "# TYPE redress_jobs_waiting gauge"
    for lane in found.lanes:
        yield f'redress_jobs_waiting{{lane="{lane.name}"}} {lane.jobs}'
        yield f'redress_job_oldest_seconds{{lane="{lane.name}"}} {lane.seconds:.1f}'
    yield f"redress_jobs_held_by_dead_workers {found.held}"
    yield f"redress_jobs_failed {found.failed}"
    if found.verified:
        yield "# TYPE redress_verification_faults gauge"
        yield f"redress_verification_faults {found.verified.found}"
        yield f"redress_verification_age_seconds {(now - found.verified.ended_at).total_seconds():.0f}"
    yield "# TYPE redress_messages_due gauge"
    for each in found.channels:
        seconds = (now - each.oldest).total_seconds() if each.oldest else 0.0
        yield f'redress_messages_due{{channel="{each.medium}"}} {each.due}'
        yield f'redress_message_oldest_due_seconds{{channel="{each.medium}"}} {seconds:.1f}'
        yield f'redress_messages_uncertain{{channel="{each.medium}"}} {each.doubtful}'
        yield f'redress_channel_paused{{channel="{each.medium}"}} {int(each.paused_since is not None)}'
