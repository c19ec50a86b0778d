"""A list that stands open is told which of its rows have changed, by the question for counts (FLW-17, SEC-06)."""

from __future__ import annotations

import re

import pytest

from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.models import Complaint
from tests.complaints.inputs import transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-17")]


@pytest.fixture
def numbers(actor, wednesday):
    return [execute(transfer(), actor("sc.officer")).number for _ in range(3)]


def told(client, rows: str) -> list[str] | None:
    """The places that the page is told; None where it is told of no rows."""
    answer = client.get("/counts", {"tabs": "1", "rows": rows}).content.decode()
    found = re.search(r'id="rows-changed"[^>]*data-places="([^"]*)"', answer)
    assert not re.search(r"[A-Z]\d{4}-\d{7}", answer), "places, no numbers"
    return found[1].split() if found else None


def test_a_row_that_changed_is_told_by_its_place(desk, numbers, actor):
    client = desk("sc.officer")
    page = client.get("/?list=mine").content.decode()
    rows = re.findall(r'data-version="(\d+)"><a class="number" href="/case/([^"]+)"', page)
    shown = [f"{number}.{version}" for version, number in rows]
    assert len(shown) == 3
    assert told(client, ",".join(shown)) == []
    changed = shown[1].split(".")[0]
    execute(Confirm(means="call", words="已受理"), actor("sc.officer"), changed)
    assert told(client, ",".join(shown)) == ["1"]


def test_what_one_does_not_see_tells_nothing_of_its_versions(desk, numbers):
    version = Complaint.objects.get(number=numbers[0]).version
    client = desk("gx.officer")
    assert told(client, f"{numbers[0]}.{version}") == told(client, f"{numbers[0]}.{version + 7}") == ["0"]


@pytest.mark.parametrize(
    "rows", ["", "x", "L2026-0000001", "L2026-0000001.99999999999", ",,,", "'; --", "９" * 5000]
)
def test_what_is_no_row_is_passed_over(desk, wednesday, rows):
    assert told(desk("sc.officer"), rows) == []
