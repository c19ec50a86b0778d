"""The end of a day is written in one way, whether a limit or a promised day ends with it (CLK-01)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from redress.casework.due import until
from redress.rulebook import phrases

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.req("CLK-01")
@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-25 00:00:00", "2026-11-24 24:00"),
        ("2026-11-24 23:59:59", "2026-11-24 24:00"),
        ("2026-11-24 23:59:00", "2026-11-24 23:59"),
        ("2026-11-24 17:30:00", "2026-11-24 17:30"),
    ],
)
def test_midnight_and_the_last_second_of_a_day_are_its_24_00(at, said):
    instant = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    assert until(instant, ZONE) == said
    assert phrases.instant(instant, "en", end=True).removeprefix("Tue ") == said
