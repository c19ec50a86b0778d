"""Whoever acted before acts again afterwards: in this process and in the database, whatever happened between."""

from __future__ import annotations

import time

import pytest
from django.db import Error, connection, transaction

from redress.organisation import acting
from redress.organisation.acting import acting_as, become, current
from redress.organisation.actor import NOBODY, SYSTEM, Actor
from tests.fixtures.desk import _as_the_house

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01", "SEC-06")]


@pytest.fixture(autouse=True)
def home():
    yield
    _as_the_house()


def told() -> tuple[object, ...]:
    """Who the database takes to be acting, and how."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT redress_staff(), redress_all(), redress_purpose(), redress_units(), redress_people(),"
            " redress_posts(), current_user, current_setting('synchronous_commit')"
        )
        found: tuple[object, ...] = cursor.fetchone()
        return found


class Trouble(Exception):
    pass


def nothing() -> None:
    pass


def trouble() -> None:
    raise Trouble


def broken_statement() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


def somebody_else() -> None:
    with acting_as(SYSTEM):
        trouble()


def becomes_nobody() -> None:
    become(NOBODY)
    trouble()


@pytest.mark.parametrize("inside", [nothing, trouble, broken_statement, somebody_else, becomes_nobody])
@pytest.mark.parametrize("before", ["sc.officer", "system", "nobody"])
@pytest.mark.parametrize("as_whom", ["sc.handler", "gx.officer", "system"])
def test_who_acted_before_acts_again(before, as_whom, inside, actor):
    def who(name: str) -> Actor:
        return {"system": SYSTEM, "nobody": NOBODY}.get(name) or actor(name)

    first, second = who(before), who(as_whom)
    become(first, reads=True)
    stood = told()
    try:
        with acting_as(second):
            assert current() == second
            assert told()[:2] == (second.id, second.system)
            inside()
    except (Trouble, Error):
        pass
    assert current() == first
    assert told() == stood


def test_nested_each_comes_back_in_turn(actor):
    chain = [actor("sc.officer"), SYSTEM, actor("gx.officer"), actor("sc.handler")]
    become(chain[0])
    seen = [told()]
    with acting_as(chain[1]):
        seen.append(told())
        with acting_as(chain[2]):
            seen.append(told())
            with acting_as(chain[3]):
                assert current() == chain[3]
            assert (current(), told()) == (chain[2], seen[2])
        assert (current(), told()) == (chain[1], seen[1])
    assert (current(), told()) == (chain[0], seen[0])


def test_time_that_passed_inside_is_not_given_again(actor, monkeypatch):
    monkeypatch.setattr(acting.tickets, "HOLDS", 1)
    become(actor("sc.officer"))
    with acting_as(SYSTEM):
        time.sleep(1.5)
    time.sleep(0.6)
    assert told()[:2] == (None, False), "its ticket has ended"


def test_a_transaction_that_is_taken_back_leaves_the_one_before(actor):
    become(actor("sc.officer"))
    stood = told()
    with pytest.raises(Trouble), transaction.atomic(), acting_as(SYSTEM):
        raise Trouble
    assert told() == stood
