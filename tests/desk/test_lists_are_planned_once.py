"""Lists that many look at are planned once a connection, whoever looks: PostgreSQL itself is asked (ADR 15)."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from redress.casework import moment
from redress.operations.generating.generate import generate
from tests.fixtures.insurer import local

NOW = local("2026-11-20 10:00")
PAGES = (
    "/?list=mine", "/?list=unit", "/?list=orders", "/?list=signatures", "/?list=approvals", "/?list=reviews",
    "/monitor", "/alerts", "/register",
)  # fmt: skip
PEOPLE = ("sc.officer", "sc.cshead", "sc.legal", "sc.manager")
"""Of one unit and of several, of one department and of several, with and without posts that approve, sign, review."""
TRIED = 5
"""After so many plans for what was given, PostgreSQL compares their costs with that of a plan for anything."""
KEPT = "SELECT custom_plans, generic_plans, statement FROM pg_prepared_statements"


def kept() -> list[tuple[int, int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(KEPT)
        return [(anew, once, " ".join(said.split())) for anew, once, said in cursor.fetchall()]


def whatever_is_given(said: str) -> str:
    """The statement, however long its lists are and of whatever type."""
    said = re.sub(r"\$\d+(::\w+(\[\])?)?", "$", said)
    return re.sub(r"\(?\$\)?(, \(?\$\)?)*", "$", said)


@pytest.fixture
def looked_at(db, desk):
    """Every list, by several people, often enough; among cases that the planner knows of."""
    generate(700, seed=7, open_share=0.5, until=NOW)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with moment.at(NOW):
        for client in map(desk, PEOPLE):
            for path in PAGES:
                for _ in range(TRIED + 3):
                    assert client.get(path).status_code in (200, 403), path
    return kept()


def test_no_list_is_planned_anew_each_time_and_none_is_another_statement_for_another_person(looked_at):
    often = [each for each in looked_at if sum(each[:2]) > TRIED]
    assert len(often) > 20
    assert [said for anew, _once, said in often if anew > TRIED] == []
    alike: dict[str, int] = {}
    for _anew, _once, said in often:
        alike[whatever_is_given(said)] = alike.get(whatever_is_given(said), 0) + 1
    assert [said for said, times in alike.items() if times > 1] == []
