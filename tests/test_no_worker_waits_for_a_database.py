"""A run of several workers: who need not wait for the database that the first one makes does something else."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.order import asks, ordered


@dataclass(eq=False)
class Item:
    number: int
    fixturenames: list[str] = field(default_factory=list)

    def get_closest_marker(self, name: str) -> None:
        return None


items = st.lists(st.booleans(), max_size=60).map(
    lambda kinds: [Item(at, ["db"] if kind else ["tmp_path"]) for at, kind in enumerate(kinds)]
)


@given(items, st.integers(2, 8))
def test_every_test_is_there_once_and_those_of_the_database_in_their_order(several, workers):
    found = ordered(several, workers)
    assert sorted(each.number for each in found) == [each.number for each in several]
    for kind in (True, False):
        numbers = [each.number for each in found if asks(each) is kind]
        assert all(one < other for one, other in pairwise(numbers))


def test_the_second_of_two_begins_with_what_asks_no_database():
    several = [Item(at, ["db"] if at % 3 else []) for at in range(90)]
    found = ordered(several, 2)
    assert all(asks(each) for each in found[:45])
    assert not any(asks(each) for each in found[45:75])
    assert all(asks(each) for each in found[75:])
