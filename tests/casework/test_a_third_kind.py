"""The kernel knows no kind of file: a house with one room more has all of it (SYS-01).

That house is another than the one that tests are run in, so its tests run in a process of their own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

THERE = Path(__file__).resolve().parents[1] / "third_kind"


@pytest.mark.slow
@pytest.mark.req("SYS-01")
def test_a_room_that_nobody_planned_gets_all_that_the_house_does_for_a_file(database_url):
    settings = "--ds=tests.third_kind.settings"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", settings, str(THERE)],
        cwd=THERE.parents[1],
        env=os.environ | {"TEST_DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": ""},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert ran.returncode == 0, ran.stdout[-5000:] + ran.stderr[-2000:]
    assert " passed" in ran.stdout
