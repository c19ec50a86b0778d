"""A new case is what Django would make, and shares nothing with the one before."""

from __future__ import annotations

import pytest

from redress.casework import blank
from redress.clocks.models import Clock
from redress.complaints.models import CaseText, Complaint, JournalEntry, JournalText, Party
from redress.messages.models import Alert, Message
from redress.organisation.models import Unit
from redress.rulebook import State

pytestmark = pytest.mark.req("INT-01")


def new_case() -> Complaint:
    return blank.new(Complaint, state=State.REGISTERED)


def test_a_new_case_is_as_django_makes_one():
    made, usual = new_case(), Complaint(state=State.REGISTERED)
    assert {**made.__dict__, "_state": None} == {**usual.__dict__, "_state": None}
    assert list(made.__dict__) != [] and made._state.adding and made._state.db is None


@pytest.mark.parametrize("kind", [Clock, CaseText, JournalEntry, JournalText, Party, Alert, Message])
def test_a_new_row_beneath_it_is_as_django_makes_one(kind):
    said = {"file_id" if hasattr(kind, "file") else "complaint_id": 7}
    made, usual = blank.new(kind, **said), kind(**said)
    assert {**made.__dict__, "_state": None} == {**usual.__dict__, "_state": None}
    assert made._state.adding and made._state.db is None


def test_no_two_new_cases_share_anything_that_can_be_changed():
    one, other = new_case(), new_case()
    shared = [
        name
        for name, value in one.__dict__.items()
        if value is other.__dict__[name] and not isinstance(value, str | int | float | type(None))
    ]
    assert shared in ([], ["recovered"])
    one.other_classes["a"] = "b"
    assert other.other_classes == {} and one._state is not other._state


def test_a_row_that_is_referred_to_stands_there_as_if_django_had_set_it():
    counter_a = Unit(pk=4, code="sh-pd-a", kind="counter_a")
    made, usual = new_case(), new_case()
    blank.refer(made, unit=counter_a, received_unit=counter_a)
    usual.unit, usual.received_unit = counter_a, counter_a
    assert {**made.__dict__, "_state": None} == {**usual.__dict__, "_state": None}
    assert made._state.fields_cache == usual._state.fields_cache
