from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from redress.worktime import Calendar, shipped

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="session")
def cn() -> Calendar:
    return shipped.load("cn")


@pytest.fixture(scope="session")
def gx() -> Calendar:
    return shipped.load("cn-gx")


@pytest.fixture(scope="session")
def at():
    """Wall time in Shanghai, from `2026-02-13 16:30`."""
    return lambda text: datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
