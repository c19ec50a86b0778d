"""Saved views stand as tabs, with how many cases they hold (FLW-17, FLW-18)."""

from __future__ import annotations

import re

import pytest

from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from tests.complaints.inputs import department, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-18")]


def counted(client) -> list[str]:
    """What the question for counts says of the views that stand as tabs, in their order."""
    answer = client.get("/counts", {"tabs": "1", "views": "1"}).content.decode()
    return re.findall(r'id="count-view-\d+"[^>]*>([^<]*)<', answer)


def test_a_view_is_a_tab_that_is_open_where_it_is_looked_at_and_counts_its_cases(desk, actor, wednesday):
    officer = actor("sc.officer")
    numbers = [execute(transfer(), officer).number for _ in range(3)]
    execute(Dispatch(to=department("sc", "finance"), opinion="请核实"), officer, numbers[0])
    client = desk("sc.officer")
    for name, query in (
        ("甲：在部门", "list=mine&turn=department"),
        ("乙：已登记", "list=mine&state=registered"),
        ("丙：全部", "list=mine"),
    ):
        client.post("/views", {"name": name, "query": query})
    shown = client.get("/?list=mine&turn=department").content.decode()
    tabs = re.findall(r'<a class="view-tab"[^>]*>', shown)
    assert len(tabs) == 3
    assert sum("aria-current" in tab for tab in tabs) == 1
    assert sorted(counted(client)) == ["1", "2", "3"]


def test_a_view_of_ones_own_turn_has_no_count_and_ones_views_are_nobody_elses(desk, actor, wednesday):
    execute(transfer(), actor("sc.officer"))
    desk("sc.officer").post("/views", {"name": "轮到我", "query": "list=mine&turn=me"})
    assert counted(desk("sc.officer")) == []
    desk("sc.officer").post("/views", {"name": "全部", "query": "list=mine"})
    assert counted(desk("sc.officer")) == ["1"]
    assert counted(desk("sc.cshead")) == []
