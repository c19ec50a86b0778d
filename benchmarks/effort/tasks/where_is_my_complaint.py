"""A customer asks where the complaint is, and says the last four digits of the telephone."""

from __future__ import annotations

import re
import time

from benchmarks.effort.desk import Desk

ORDER = 3
TITLE = '"where is my complaint": seconds by the last four digits of the telephone'
BEFORE = "not possible"
AIM = "5"


def measure(desk: Desk) -> str:
    page = desk.signed_in("cd.officer")
    began = time.monotonic()
    page.fill("header input[type=search], header [name=q]", "1234")
    page.press("header input[type=search], header [name=q]", "Enter")
    page.wait_for_load_state("networkidle")
    found = page.locator("main").get_by_role("link", name=re.compile(r"^L\d{4}-\d+$")).count()
    return f"{time.monotonic() - began:.1f}" if found else "not possible"
