"""Statements that are sent together (ADR 15)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DataError, connection

from redress.organisation.models import Unit
from redress.organisation.statements import Asked, Statement, together

pytestmark = pytest.mark.django_db(transaction=True)

_UNIT = Statement(Unit, "WHERE t.code = %s")


@pytest.fixture
def unit() -> Unit:
    return Unit.objects.create(code="one", name="一", kind="head_office", path="/one/")


@contextmanager
def trips(folder: Path) -> Iterator[list[int]]:
    """How often the server said meanwhile that it is done and waits: once a trip, whatever went with it."""
    connection.ensure_connection()
    said, found = folder / "protocol", [0]
    with said.open("w+") as file:
        connection.connection.pgconn.trace(file.fileno())
        yield found
        connection.connection.pgconn.untrace()
    found[0] = said.read_text().count("ReadyForQuery")


def _asked(unit: Unit) -> list[Asked]:
    return [Asked("SELECT %s::int", [1]), Asked("SELECT %s::int", [2]), _UNIT.ask([unit.code])]


def test_what_is_asked_together_is_found_as_if_it_was_asked_alone(unit):
    with together():
        one, two, third = _asked(unit)
    assert (one.all(), two.all(), _UNIT.made(third)) == ([(1,)], [(2,)], [unit])


def test_an_answer_may_be_looked_at_before_all_was_asked(unit):
    with together():
        one, two, third = _asked(unit)
        assert _UNIT.made(third) == [unit]
        fourth = Asked("SELECT %s::int", [4])
    assert (one.all(), two.all(), fourth.all()) == ([(1,)], [(2,)], [(4,)])


def test_a_statement_that_fails_says_so_and_undoes_those_sent_with_it():
    with pytest.raises(DataError), together():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('redress.test', %s, false)", ["said"])
        Asked("SELECT 1 / %s::int", [0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('redress.test', true)")
        assert cursor.fetchone()[0] in (None, "")


def test_what_fails_before_it_is_sent_leaves_the_connection_as_it_was():
    with pytest.raises(ZeroDivisionError), together():
        Asked("SELECT %s::int", [1])
        raise ZeroDivisionError
    assert Asked("SELECT %s::int", [2]).all() == [(2,)]


def test_what_is_asked_together_takes_one_trip(unit, tmp_path):
    with trips(tmp_path) as taken, together():
        _asked(unit)
    assert taken == [1]
