"""The customer reads why the limit was extended, until when, by which article, and what one may do (AUT-05, COM-07)."""

from __future__ import annotations

import pytest
from django.utils import translation

from redress.casework import moment
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.law.commands.extend import AskExtension
from redress.complaints.letters.draft import DraftLetter
from redress.messages.composing.writing import write
from redress.messages.models import Message
from tests.complaints.inputs import transfer
from tests.fixtures.insurer import local
from tests.letters.inputs import version

pytestmark = [pytest.mark.django_db, pytest.mark.req("AUT-05", "COM-07", "COM-10")]

REASON = "病历在外省，需要调取"
LAST_DAY = "2027年1月17日"
"""Received on 18 November 2026; 30 calendar days and 30 more, the day of receipt not counted."""


@pytest.fixture
def extended(actor):
    """The number of a city's complex case whose limit the province extended."""
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct", complexity="complex"), actor("cd.officer")).number
        execute(Confirm(means="call", words="已受理"), actor("cd.officer"), number)
        execute(AskExtension(reason=REASON), actor("cd.officer"), number)
        execute(Approve(approval=1), actor("sc.cshead"), number)
    return number


def test_the_message_says_why_until_when_by_which_article_and_what_one_may_do(extended):
    told = Message.objects.get(file__number=extended, rule="extension")
    assert told.template == "extension"
    for words in (REASON, LAST_DAY, "第十八条第一款", "调解", "诉讼"):
        assert words in told.body, words


@pytest.mark.parametrize(("channel", "language"), [("mail", "zh-hans"), ("mail", "en"), ("letter", "en")])
def test_mail_and_letter_say_it_at_length_in_both_languages(channel, language):
    with moment.at(local("2026-11-18 10:00")) as now:
        facts = {"number": "L1", "reason": REASON, "until": now.date(), "article": "18(1)", "name": "刘建国"}
        body = write("extension", channel, language, facts).body
    rights = (
        ("查询进展", "调解", "仲裁", "诉讼", "核查")
        if language != "en"
        else ("mediation", "arbitration", "review")
    )
    for words in (REASON, "18(1)", *rights):
        assert words in body, words


def test_the_letter_begins_with_reason_limit_basis_and_rights(extended, actor):
    with moment.at(local("2026-11-19 10:00")):
        number = str(
            execute(DraftLetter(kind="extension_notice"), actor("cd.officer"), extended).facts["letter"]
        )
    parts = version(number).parts
    assert parts["reason"] == REASON
    assert parts["until"] == f"{LAST_DAY}。"
    assert "第十八条第一款" in parts["basis"]
    assert "核查" in parts["rights"]


def test_who_tells_finds_the_words_written_and_the_letter_chosen(extended, desk):
    client = desk("cd.officer", language="en")
    with moment.at(local("2026-11-19 10:00")), translation.override("en"):
        form = client.get(f"/case/{extended}/do/tell_extension").content.decode()
        assert REASON in form
        assert LAST_DAY in form
        letter = client.get(f"/case/{extended}/do/draft_letter").content.decode()
        assert '<option value="extension_notice" selected' in letter


def test_who_asks_for_more_time_is_told_while_typing_that_the_customer_reads_it(extended, desk, actor):
    number = execute(transfer(source="direct", complexity="complex"), actor("cd.officer")).number
    form = desk("cd.officer", language="en").get(f"/case/{number}/do/ask_extension").content.decode()
    assert "Reason, which the customer is told" in form
    assert f"/case/{number}/wording" in form, "phrases that are not said to customers are flagged"
