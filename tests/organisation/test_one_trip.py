"""Statements that are sent together (ADR 15)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DataError, connection

from redress.organisation.models import Unit
from redress.organisation.statements import Asked, Statement, together
from redress.sealing.doors import door

pytestmark = pytest.mark.django_db(transaction=True)

_UNIT = Statement(Unit, "WHERE t.code = %s")


@pytest.fixture
def unit() -> Unit:
    return Unit.objects.create(code="one", name="一", kind="head_office", path="/one/")


@contextmanager
def protocol(folder: Path) -> Iterator[Path]:
    """What was said meanwhile between this process and the server, a line each."""
    connection.ensure_connection()
    said = folder / "protocol"
    with said.open("w+") as file:
        connection.connection.pgconn.trace(file.fileno())
        yield said
        connection.connection.pgconn.untrace()


@contextmanager
def trips(folder: Path) -> Iterator[list[int]]:
    """How often the server said meanwhile that it is done and waits: once a trip, whatever went with it."""
    found = [0]
    with protocol(folder) as said:
        yield found
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


def test_nothing_is_sent_before_an_answer_is_wanted(unit, tmp_path):
    connection.ensure_connection()
    waiting = connection.connection.pgconn
    with together():
        asked = _asked(unit)
        assert waiting.pipeline_status and not waiting.is_busy()
        assert len(connection.connection._pipeline.command_queue) >= len(asked)
        assert _UNIT.made(asked[2]) == [unit]
        assert not connection.connection._pipeline.command_queue


def test_more_than_the_socket_takes_at_once_goes_all_the_same():
    long = "长" * 1_000_000
    with together():
        said = [Asked("SELECT %s::text", [long]) for _ in range(5)]
    assert all(each.all() == [(long,)] for each in said)


def test_the_seal_of_a_change_goes_with_its_end(unit, tmp_path):
    with door("test"), connection.cursor() as cursor:
        change = "UPDATE organisation_unit SET name = %s WHERE id = %s"
        cursor.execute(change, ["二", unit.pk])
        with trips(tmp_path) as taken:
            cursor.execute(change, ["三", unit.pk])
        assert cursor.rowcount == 1
    assert (Unit.objects.get(pk=unit.pk).name, taken) == ("三", [3])  # BEGIN, the change, seal and COMMIT


def test_a_change_that_is_refused_leaves_no_transaction_open(unit):
    with door("test"), connection.cursor() as cursor:
        with pytest.raises(DataError):
            cursor.execute("UPDATE organisation_unit SET name = (1 / %s::int)::text", [0])
        cursor.execute("UPDATE organisation_unit SET name = %s WHERE id = %s", ["四", unit.pk])
    assert not connection.in_atomic_block
    assert Unit.objects.get(pk=unit.pk).name == "四"
