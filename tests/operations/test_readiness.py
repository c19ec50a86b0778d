"""What waits is told with its age: by /readyz, by /metrics, by `redress health`."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from redress.clocks.models import Clock
from redress.clocks.tasks import recompute_provisional
from redress.complaints.executor import execute
from redress.messages.models import Pause
from redress.sealing.models import Verification
from tests.complaints.inputs import visit
from tests.messages.rows import message

pytestmark = [pytest.mark.django_db, pytest.mark.req("SYS-04")]


@pytest.fixture
def worker():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


def ago(seconds: float):
    return timezone.now() - timedelta(seconds=seconds)


def test_nothing_waits_and_all_is_ready(client, worker):
    answer = client.get("/readyz")
    assert answer.status_code == 200, answer.json()
    assert answer.json()["waiting"]["clocks"] == {"oldest_seconds": 0}


def test_a_clock_that_nobody_sweeps_makes_it_unwell_everywhere(client, worker, actor):
    execute(visit(), actor("cd.officer"))
    Clock.objects.filter(next_step_at__isnull=False).update(next_step_at=ago(90))
    ready, alive = client.get("/readyz"), client.get("/healthz")
    assert (ready.status_code, alive.status_code) == (503, 503)
    assert ready.json()["waiting"]["clocks"]["oldest_seconds"] >= 90
    assert "clocks have waited" in alive.json()["worker"]


def test_jobs_and_messages_are_told_by_lane_and_channel_and_a_pause_is_said(client, worker):
    recompute_provisional.defer()
    at = ago(600)
    message(created_at=at, next_attempt_at=at)
    message(key="d", state="uncertain", next_attempt_at=None)
    Pause.objects.create(
        medium="sms", faults=3, open_since=at, next_try_at=at, reason="ReadTimeout", changed_at=at
    )
    answer = client.get("/readyz")
    told = answer.json()["waiting"]
    assert answer.status_code == 200, "messages wait for a gateway that is none of ours"
    assert told["jobs"]["lanes"]["slow"]["jobs"] == 1
    assert told["messages"]["sms"]["due"] == 1
    assert told["messages"]["sms"]["oldest_seconds"] >= 600
    assert told["messages"]["sms"]["uncertain"] == 1
    assert told["messages"]["sms"]["paused_since"]
    assert told["messages"]["mail"]["paused_since"] is None


def test_metrics_are_for_this_machine_or_for_whoever_has_the_token(client, worker, settings):
    told = client.get("/metrics")
    assert told.status_code == 200
    assert "redress_clock_oldest_due_seconds 0.0" in told.content.decode()
    assert 'redress_channel_paused{channel="sms"} 0' in told.content.decode()
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    settings.REDRESS_METRICS_TOKEN = "t-1"
    given = {"Authorization": "Bearer t-1"}
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9", headers=given).status_code == 200
    assert (
        client.get("/metrics", REMOTE_ADDR="10.0.0.9", headers={"Authorization": "Bearer "}).status_code
        == 403
    )


@pytest.mark.req("SEC-04")
def test_what_the_last_verification_found_is_told_and_stops_nobody(client, worker):
    assert "redress_verification_faults" not in client.get("/metrics").content.decode()
    ended = ago(3600)
    Verification.objects.create(
        began_at=ended,
        ended_at=ended,
        whole=True,
        until=1,
        faults=[["letters_letter, row 3", "is gone"]],
        found=1,
    )
    ready, told = client.get("/readyz"), client.get("/metrics").content.decode()
    assert ready.status_code == 200
    assert ready.json()["waiting"]["verification"]["faults"] == 1
    assert "letters_letter" not in ready.content.decode(), "which rows is for auditors"
    assert "redress_verification_faults 1" in told
    assert "redress_verification_age_seconds 36" in told
