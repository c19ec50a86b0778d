"""What a policy may say, and what of it never stands in a log."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from redress.policies.kinds import PolicyState, Standing
from redress.policies.standing import standing
from redress.policies.values import Beneficiary, Clause, Cover, Policy
from tests.policies.made import LI_NA, MEDICAL, made

pytestmark = pytest.mark.req("SYS-02")

COVER = {"code": "a", "title": "住院医疗", "sum_insured": Decimal(100), "left": Decimal(100)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"left": Decimal("100.01")},
        {"left": Decimal(-1)},
        {"sum_insured": Decimal("0.001"), "left": Decimal(0)},
        {"deductible": Decimal(-1)},
        {"ratio": Decimal("1.01")},
        {"ratio": Decimal(0)},
        {"title": ""},
        {"code": "a b"},
        {"sum_insured": Decimal("NaN")},
    ],
    ids=str,
)
def test_a_cover_that_cannot_be_is_refused(wrong):
    Cover(**COVER)
    with pytest.raises(ValidationError):
        Cover(**(COVER | wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": date(2025, 2, 28)},
        {"covers": ()},
        {"insured": ()},
        {"covers": (*made().covers, *made().covers)},
        {"covers": (Cover(**COVER, clause="9.9"),)},
        {"beneficiaries": (Beneficiary(name="甲", share=1), Beneficiary(name="乙", share=Decimal("0.1")))},
        {"number": ""},
        {"number": "P1\u00072"},
        {"state": "sold"},
        {"premium": 3},
        {"product": MEDICAL.model_dump() | {"clauses": [Clause(code="1", title="a", text="b").model_dump()] * 2}},
    ],
    ids=lambda wrong: next(iter(wrong)),
)  # fmt: skip
def test_a_policy_that_does_not_fit_together_is_refused(wrong):
    with pytest.raises(ValidationError):
        made(**wrong)


def test_beneficiaries_of_different_orders_each_share_a_whole():
    made(beneficiaries=(Beneficiary(name="甲", share=1), Beneficiary(name="乙", share=1, order=2)))


def test_neither_a_policy_nor_its_people_show_themselves_in_a_log():
    kept = made().model_dump_json()
    shown = repr(made()) + str(made()) + repr(LI_NA) + repr(made().account) + repr(made().beneficiaries)
    for personal in ("李娜", "13900000001", "510104198805206023", "6217003810012345678", "P510104000001"):
        assert personal in kept
        assert personal not in shown


@pytest.mark.parametrize(
    ("state", "since", "day", "expected"),
    [
        (PolicyState.IN_FORCE, None, date(2025, 2, 28), Standing.BEFORE),
        (PolicyState.IN_FORCE, None, date(2025, 3, 1), Standing.COVERED),
        (PolicyState.IN_FORCE, None, date(2027, 2, 28), Standing.COVERED),
        (PolicyState.IN_FORCE, None, date(2027, 3, 1), Standing.AFTER),
        (PolicyState.LAPSED, date(2026, 5, 1), date(2026, 4, 30), Standing.COVERED),
        (PolicyState.LAPSED, date(2026, 5, 1), date(2026, 5, 1), Standing.LAPSED),
        (PolicyState.LAPSED, None, date(2026, 4, 30), Standing.LAPSED),
        (PolicyState.LAPSED, date(2026, 5, 1), date(2025, 2, 28), Standing.BEFORE),
        (PolicyState.SURRENDERED, date(2026, 5, 1), date(2026, 5, 1), Standing.ENDED),
        (PolicyState.ENDED, date(2027, 2, 28), date(2027, 3, 1), Standing.ENDED),
    ],
)
def test_how_cover_stood_on_a_day(state, since, day, expected):
    assert standing(made(state=state, since=since), day) is expected


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(state=st.sampled_from(PolicyState), since=st.none() | days, some=st.lists(days, min_size=2))
def test_once_cover_is_over_it_does_not_begin_again(state, since, some):
    policy = made(state=state, since=since)
    course = [standing(policy, day) for day in sorted(some)]
    over = {Standing.AFTER, Standing.LAPSED, Standing.ENDED}
    assert all(later in over for earlier, later in pairwise(course) if earlier in over)
    assert all(
        later is not Standing.BEFORE for earlier, later in pairwise(course) if earlier is not Standing.BEFORE
    )


def test_a_policy_is_the_same_written_and_read_again():
    assert Policy.model_validate_json(made().model_dump_json(), strict=True) == made()
