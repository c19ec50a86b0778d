"""What `sealing/one_trip.py` overrides are private parts of psycopg: another psycopg must not change them unseen."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from psycopg import Connection, Cursor, Pipeline

from redress.sealing.one_trip import OneTrip

OVERRIDDEN = {
    Pipeline._communicate_gen: "e1b241de73fc",
    Pipeline._sync_gen: "e808e0941b7e",
    Pipeline._exit_gen: "fd7793ca0482",
    Pipeline._fetch_gen: "c2bcdf56de27",
}
"""Steps of a pipeline for which OneTrip has others, by their text."""
LEANT_ON = {
    Pipeline.__enter__: "9d77ad4c775a",
    Pipeline.__exit__: "0f93e86e8d39",
    Pipeline._enqueue_sync: "976a6bf02bf2",
    Pipeline._exit: "e6448c31df6a",
    Connection.pipeline: "954640e51e5d",
    Cursor._maybe_prepare_gen: "86dc8e74d068",
}
"""What calls them, what they call, and how a connection comes to its pipeline."""


def digest(part: Callable[..., Any]) -> str:
    return hashlib.sha256(inspect.getsource(part).encode()).hexdigest()[:12]


@pytest.mark.parametrize("part", [*OVERRIDDEN, *LEANT_ON], ids=lambda part: part.__qualname__)
def test_a_step_of_the_pipeline_is_the_one_that_one_trip_was_written_against(part):
    assert digest(part) == (OVERRIDDEN | LEANT_ON)[part], (
        f"psycopg {psycopg.__version__} has another {part.__qualname__}: read sealing/one_trip.py beside it, run"
        " tests/organisation/test_one_trip.py and benchmarks/registration.py, then write the digest here"
    )


def test_one_trip_overrides_these_steps_and_nothing_else_of_psycopg():
    own = {name for name, value in vars(OneTrip).items() if inspect.isfunction(value)}
    assert own == {part.__name__ for part in OVERRIDDEN}
