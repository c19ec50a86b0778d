"""A row of the queue says whose turn it is as the page of the case does, what it is about, who complains (FLW-17)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from redress.casework.models import AccessEntry
from redress.casework.next_step import Turn
from redress.casework.subject_line import LONGEST, first_sentence
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.lists.filters import Filters
from redress.complaints.lists.queue import Scope, queue
from redress.complaints.models import Complaint
from redress.complaints.next_step import next_step
from redress.complaints.queries.case import opened
from redress.organisation.acting import acting_as
from redress.organisation.actor import Actor
from tests.complaints.inputs import transfer
from tests.complaints.test_next_step import KINDS, WAY, go_on

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-17")]

BESIDES = {
    "INT-07": "the confirmation",
    "FLW-16": "the report of an emergency",
    "FLW-11": "a step of its flow",
    "CLO-02": "what was promised, before the case is closed",
}
"""What a handler owes while the case lies with somebody else. The row tells it by what is due, not as a turn."""
READERS = ("sc.officer", "sc.cshead")


def row(reader: Actor, number: str, **narrowed: str):
    """The row of that case in the queue of its unit, if it stands there."""
    filters = Filters.read(narrowed)
    return next(
        (each for each in queue(reader, Scope.UNIT, filters, whole=True).rows if each.number == number), None
    )


def also_mine(shown: Turn, told: Turn, lies: str) -> bool:
    """Of a case that all have signed the row says to its handler and to who closes it that it is theirs."""
    return lies == "determined" and {shown, told} <= {Turn.ME, Turn.COLLEAGUE}


@pytest.mark.parametrize("kind", ["payments", "major", "claims"])
def test_at_every_stage_the_row_says_whose_turn_it_is_as_the_page_does(actor, wednesday, kind):
    number = execute(transfer(**KINDS[kind]), actor("sc.officer")).number
    seen: set[Turn] = set()
    for stage in ("registered", *WAY):
        if stage != "registered":
            go_on(number, stage, kind)
        for who in READERS:
            reader = actor(who)
            file = opened(reader, number)
            told = next_step(file)
            if told.command is not None and told.turn is Turn.ME and file.row.owner_id != reader.id:
                continue  # a superior may take nearly every step; in a list it stays with whom it lies
            shown = row(reader, number).turn
            seen.add(shown)
            if told.command is not None and shown is not Turn.ME and told.rule in BESIDES:
                continue
            assert shown is told.turn or also_mine(shown, told.turn, file.row.state), (stage, who)
    assert seen >= {Turn.ME, Turn.DEPARTMENT, Turn.CUSTOMER}


def test_the_list_narrowed_by_a_turn_holds_just_the_cases_with_that_turn(actor, wednesday):
    reader = actor("sc.officer")
    numbers = {}
    for stage in ("registered", "dispatched", "replied", "proposed", "answered", "determined", "signed"):
        number = numbers[stage] = execute(transfer(**KINDS["payments"]), reader).number
        for each in WAY if stage != "registered" else ():
            if each in ("returned", "again", "rejected", "again proposed"):
                continue
            go_on(number, each, "payments")
            if each == stage:
                break
    with acting_as(reader):
        for scope in Scope:
            every = queue(reader, scope).rows
            assert {each.number for each in every} == set(numbers.values())
            for turn in Turn:
                if turn is Turn.NOBODY:
                    continue
                found = queue(reader, scope, Filters.read({"turn": turn.value})).rows
                assert [each.number for each in found] == [each.number for each in every if each.turn is turn]
    assert {each.turn for each in every} >= {Turn.ME, Turn.DEPARTMENT, Turn.CUSTOMER}


@pytest.mark.req("SEC-02")
def test_who_handles_a_case_reads_the_name_whole_and_nobody_else_does(actor, wednesday, desk):
    number = execute(transfer(**KINDS["payments"]), actor("sc.officer")).number
    name = str(Complaint.objects.get(number=number).parties.first().name)
    assert row(actor("sc.officer"), number).customer == name
    assert row(actor("sc.cshead"), number).customer != name
    client = desk("sc.officer")
    assert name in client.get("/?list=mine").content.decode()
    entry = AccessEntry.objects.order_by("id").last()
    assert (entry.action, entry.purpose, entry.fields) == ("list", "contact", "name")
    assert AccessEntry.objects.filter(user_id=actor("sc.officer").id).count() == 1, "one entry a list"
    assert name not in desk("sc.cshead").get("/?list=unit").content.decode()


def test_a_row_says_what_the_case_is_about_in_its_first_sentence(actor, wednesday):
    facts = "  \n业务员承诺“像存款一样”。到期才知道是十年期。"
    number = execute(transfer(**KINDS["payments"], facts=facts), actor("sc.officer")).number
    assert row(actor("sc.officer"), number).about == "业务员承诺“像存款一样”"


def test_what_a_colleague_did_is_new_until_one_opens_the_case(actor, desk):
    """By the clock of the house: it is compared with when the case was opened."""
    officer = actor("sc.officer")
    before = timezone.localtime() - timedelta(hours=1)
    number = execute(transfer(received_at=f"{before:%Y-%m-%dT%H:%M}"), officer).number

    def new(who: str) -> bool:
        with acting_as(actor(who)) as reader:
            return row(reader, number).unread

    assert not new("sc.officer"), "one's own doing is no news"
    assert new("sc.cshead")
    desk("sc.cshead").get(f"/case/{number}")
    assert not new("sc.cshead")
    execute(Confirm(means="call", words="已受理"), actor("sc.cshead"), number)
    assert new("sc.officer")
    assert not new("sc.cshead")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        ("。。。", ""),
        ("\n\n 第一 \t 行\r\n第二行", "第一 行"),
        ("What? No.", "What"),
        ("长" * 10_000, "长" * (LONGEST - 1) + "…"),
    ],
)
def test_a_line_is_the_first_sentence_that_says_something(text, line):
    assert first_sentence(text) == line


@pytest.mark.parametrize(
    "said", ["2026-13-01", "yesterday", "0001-01-01", "9999-12-31", "", "２０２６-01-01x"]
)
def test_a_day_that_is_none_narrows_nothing(said):
    assert Filters.read({"since": said, "until": said}) == Filters()


def test_the_days_of_receipt_include_the_last(actor, wednesday):
    number = execute(transfer(**KINDS["payments"]), actor("sc.officer")).number
    day = timezone.localdate(Complaint.objects.get(number=number).received_at).isoformat()
    reader = actor("sc.officer")
    assert row(reader, number, since=day, until=day) is not None
    assert row(reader, number, until="2026-01-01") is None
    assert row(reader, number, since="2027-01-01") is None
