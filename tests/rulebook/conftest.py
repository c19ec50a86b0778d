from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from redress.rulebook import ClockState, Event, Rulebook, RulebookError, load, loads, project
from redress.worktime import Calendar, shipped

HEAD = """\
rulebook: {name}
version: "1"
effective: 2026-01-01
title: {{zh: 测试, en: Test}}
sources:
  A-1: {{title: {{zh: 第一条, en: Article 1}}, text: {{zh: 内容, en: Words}}}}
levels:
  general: {{title: {{zh: 一般, en: General}}, cite: A-1}}
  major: {{title: {{zh: 重大, en: Major}}, cite: A-1}}
"""


@pytest.fixture(scope="session")
def cn() -> Calendar:
    return shipped.load("cn")


@pytest.fixture(scope="session")
def life() -> Rulebook:
    return load("life-method")


@pytest.fixture(scope="session")
def law() -> Rulebook:
    return load("statutory-2020")


@pytest.fixture
def at(cn: Calendar) -> Callable[[str], datetime]:
    """`at("2026-02-13 10:00")` in the calendar's zone."""
    return lambda text: datetime.fromisoformat(text).replace(tzinfo=cn.zone)


@pytest.fixture
def clocks(cn: Calendar) -> Callable[..., dict[str, ClockState]]:
    """The last state of each clock by key."""

    def run(rulebook: Rulebook, *events: Event) -> dict[str, ClockState]:
        return {clock.key: clock for clock in project(events, rulebook, cn)}

    return run


@pytest.fixture
def book() -> Callable[..., Rulebook]:
    """A small rulebook: the head above, and whatever else."""
    return lambda body="", name="small": loads(HEAD.format(name=name) + body, file="small.yaml")


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., RulebookError]:
    """The error with which a rulebook file is refused."""

    def run(body: str, *, head: str | None = None, **others: str) -> RulebookError:
        for name, text in others.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        path = tmp_path / "small.yaml"
        path.write_text((HEAD.format(name="small") if head is None else head) + body, encoding="utf-8")
        with pytest.raises(RulebookError) as caught:
            load(path)
        return caught.value

    return run


def case(at: Callable[[str], datetime], when: str, **facts: Any) -> Event:
    """A registration at that time."""
    subject = {
        "channel": "email",
        "source": "direct",
        "level": "general",
        "complexity": "simple",
        "unit": "counter_a",
    }
    return Event("registered", at(when), 1, {**subject, "class": "claims", **facts})
