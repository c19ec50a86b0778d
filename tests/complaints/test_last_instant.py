"""A limit in days ends at the midnight after its last day, and is told by that day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from redress.casework.due import last_day, until
from redress.desk import badges
from tests.fixtures.insurer import local

pytestmark = pytest.mark.req("CLK-07")
MIDNIGHT = local("2026-08-01 00:00")


def test_midnight_is_the_24th_hour_of_the_day_before():
    assert until(MIDNIGHT) == "2026-07-31 24:00"
    assert last_day(MIDNIGHT) == date(2026, 7, 31)


def test_any_other_hour_is_told_as_it_is():
    assert until(local("2026-08-01 17:30")) == "2026-08-01 17:30"
    assert last_day(local("2026-08-01 17:30")) == date(2026, 8, 1)


def test_an_hour_that_ends_in_the_first_minute_of_a_day_is_not_the_end_of_that_day():
    assert until(local("2026-08-01 00:00:30")) == "2026-08-01 00:00"
    assert last_day(local("2026-08-01 00:00:30")) == date(2026, 8, 1)


def test_in_another_zone_the_midnight_is_that_zones():
    assert until(MIDNIGHT, UTC) == "2026-07-31 16:00"
    assert until(datetime(2026, 8, 1, tzinfo=UTC), UTC) == "2026-07-31 24:00"


def test_the_day_is_the_houses_whatever_the_zone_of_the_instant():
    assert until(MIDNIGHT.astimezone(UTC)) == "2026-07-31 24:00"
    assert last_day(MIDNIGHT.astimezone(UTC)) == date(2026, 7, 31)


def test_a_list_shows_the_last_day_itself():
    assert ">07-31</time>" in badges.last_day(MIDNIGHT)
    assert 'title="2026-07-31 24:00"' in badges.last_day(MIDNIGHT)
