"""A list of claims says whose they are, which limit governs, and whose turn it is, as the page of each does."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.claims.commands.agree import Agree
from redress.claims.commands.money import ChangeAccount
from redress.claims.commands.object import Object
from redress.claims.commands.questions import AskQuestion
from redress.claims.door import execute
from redress.claims.models import Claim
from redress.claims.next_step import next_step
from redress.claims.queries import lists
from redress.claims.queries.claim import opened
from redress.clocks.sweeper import sweep
from redress.desk.pages.claim_lines import lines
from redress.desk.pages.claim_words import TURNS
from tests.claims.conftest import report
from tests.claims.on_the_way import complete, decided, told
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.mark.req("CLM-05", "SEC-02")
def test_a_row_says_the_customer_masked_the_cause_and_the_name_of_the_limit(desk, reported):
    reported(AskQuestion(question="误工费？"), "2026-03-02 10:00")
    with moment.at(local("2026-03-02 11:00")):
        sweep()
        words = desk("psc.claims", "en").get("/claims").content.decode()
        shown = lines(lists.page(reported.by).rows, reported.by)[0]
    assert shown.customer == "刘**"
    assert "刘**" in words
    assert "刘建国" not in words
    assert shown.limit and f">{shown.limit}</span>" in words
    assert "Traffic accident" in words


@pytest.mark.req("CLM-05", "FLW-17")
@pytest.mark.parametrize(
    "steps",
    [
        [],
        [complete],
        [decided],
        [told],
        [lambda c: told(c, "refuse")],
        [told, lambda c: c(Object(reason="免赔额"), "2026-03-05 10:00")],
        [told, lambda c: c(Agree(), "2026-03-05 10:00")],
        [lambda c: c(AskQuestion(question="误工费？"), "2026-03-02 10:00")],
        [
            lambda c: c(
                ChangeAccount(account="6222020200112239999", holder="刘建国", verified_by="回拨核实"),
                "2026-03-02 10:00",
            )
        ],
    ],
    ids=["reported", "complete", "decided", "told", "refused", "objected", "agreed", "asked", "account"],
)
def test_whose_turn_the_list_says_is_what_the_page_says(steps, reported):
    for step in steps:
        step(reported)
    with moment.at(local("2026-03-05 11:00")):
        whole = opened(reported.by, reported.number)
        page = str(TURNS[next_step(whole.file, reported.by).turn])
        assert [each.turn for each in lines(lists.page(reported.by).rows, reported.by)] == [page]


@pytest.mark.req("CLM-05", "ORG-11")
def test_the_list_is_narrowed_to_those_of_who_looks(handler, actor, desk, reported):
    theirs = execute(report(policy_number="P9"), handler).number
    Claim.objects.filter(number=theirs).update(owner_id=actor("psc.officer").id)
    Claim.objects.filter(number=reported.number).update(owner_id=handler.id)
    assert [each.number for each in lists.page(handler).rows] == [theirs, reported.number]
    assert [each.number for each in lists.page(handler, mine=True).rows] == [reported.number]
    assert [each.number for each in lists.page(handler, mine=True, policy="P9").rows] == []
    assert [each.number for each in lists.page(handler, mine=True, state="closed").rows] == []
    words = desk("psc.claims", "en").get("/claims?handler=mine").content.decode()
    assert reported.number in words
    assert theirs not in words
