"""What every adapter to a policy system must do (SYS-02). Whoever writes another one adds it to `ADAPTERS`."""

from __future__ import annotations

from datetime import date

import pytest

from redress.policies.port import MOST, Asked
from tests.policies.conftest import Holding
from tests.policies.made import CHEN_YU, LI_NA, MEDICAL, made

pytestmark = [pytest.mark.req("SYS-02", "INT-03")]

ADAPTERS = ("table", "http")


@pytest.fixture(params=ADAPTERS)
def holding(request: pytest.FixtureRequest) -> Holding:
    return request.getfixturevalue(request.param)


def test_a_policy_comes_back_as_it_was_with_everything_it_says(holding):
    assert holding([made()]).find(Asked(number="P510104000001")).policies == (made(),)


def test_a_policy_without_end_account_beneficiaries_and_clauses_comes_back_as_it_was(holding):
    bare = made(ends=None, account=None, beneficiaries=(), unit="")
    assert holding([bare]).find(Asked(number=bare.number)).policies == (bare,)


@pytest.mark.parametrize(
    "asked",
    [
        Asked(id_number=LI_NA.id_number),
        Asked(id_number=CHEN_YU.id_number),
        Asked(phone=LI_NA.phone),
        Asked(name="陈宇", born=date(2015, 3, 12)),
    ],
    ids=["identity of the holder", "identity of the insured", "telephone", "name and birth day"],
)
def test_a_policy_is_found_by_its_people(holding, asked):
    other = made(number="P510104000002", holder=made().holder.model_copy(update={"name": "王芳", "id_number": "X1",
                 "phone": "13911112222"}), insured=(LI_NA.model_copy(update={"name": "陈宇", "id_number": "X2",
                 "phone": "", "born": date(2015, 3, 13)}),), beneficiaries=())  # fmt: skip
    found = holding([made(), other]).find(asked)
    assert [each.number for each in found.policies] == ["P510104000001"]
    assert not found.more


@pytest.mark.parametrize("written", ["p5101-0400-0001", "Ｐ５１０１０４０００００１", " P510104000001 "])
def test_a_number_is_found_however_it_is_written(holding, written):
    assert len(holding([made()]).find(Asked(number=written)).policies) == 1


@pytest.mark.parametrize(
    "asked",
    [
        Asked(),
        Asked(number="P999"),
        Asked(number="—"),
        Asked(phone="无"),
        Asked(name="李娜"),
        Asked(born=date(1988, 5, 20)),
        Asked(name="李娜", born=date(1988, 5, 21)),
    ],
    ids=repr,
)
def test_nobody_is_found_by_nothing_by_what_is_unknown_or_by_a_name_alone(holding, asked):
    found = holding([made()]).find(asked)
    assert (found.policies, found.more) == ((), False)


def test_of_many_policies_the_newest_come_and_it_is_said_that_there_are_more(holding):
    many = [made(number=f"P{n:06}", begins=date(2020, 1, 1 + n)) for n in range(MOST + 1)]
    found = holding(many).find(Asked(phone=LI_NA.phone))
    assert [each.number for each in found.policies] == [f"P{n:06}" for n in range(MOST, 0, -1)]
    assert found.more


def test_products_come_with_their_clauses(holding):
    system = holding([made()])
    assert system.product(MEDICAL.code) == MEDICAL
    assert system.product("nothing") is None
    assert MEDICAL in system.products()


def test_a_system_that_holds_policies_is_ready_to_be_asked(holding):
    assert holding([made()]).ready()
