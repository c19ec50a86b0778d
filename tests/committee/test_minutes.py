"""The minutes as a document: who was there, what was voted, who dissented, what was ruled (AUT-04)."""

from __future__ import annotations

import pytest
from django.utils import translation

from redress.committee import minutes
from redress.committee.commands.rule import Rule
from redress.committee.queries.sessions import opened
from redress.committee.sessions.meeting import Hear, Recuse
from redress.committee.sessions.minutes import SignMinutes, WriteMinutes
from redress.complaints.executor import execute
from tests.committee.conftest import MEMBERS, user
from tests.complaints.inputs import department

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(actor, agenda):
    """A session with one member recused, one dissent, and a ruling."""
    number, meeting = agenda
    meeting.attend(*MEMBERS)
    meeting.give("sc.saleshead", Recuse(item=1, member=user("sc.saleshead"), reason="本部门员工被投诉"))
    words = "销售过程有录音。"
    meeting.give(
        "sc.officer", Hear(item=1, department=department("sc", "sales"), speaker="马经理", words=words)
    )
    meeting.hear()
    for name in MEMBERS:
        if name == "sc.legal":
            meeting.vote(name, "against", reason="先查清责任再退费")
        elif name != "sc.saleshead":
            meeting.vote(name, "for")
    execute(Rule(session=meeting.number, item=1), actor("sc.manager"), number)
    meeting.give("sc.officer", WriteMinutes(words="会议讨论了退费依据。"))
    return meeting


def rows(meeting, actor):
    with translation.override("en"):
        said = minutes.content(opened(actor("sc.manager"), meeting.number))
    return said, {row["title"]: row["text"] for row in said["items"][0]["rows"]}


@pytest.mark.req("AUT-04")
def test_the_minutes_say_who_stood_aside_who_was_heard_who_dissented_and_what_was_ruled(actor, held):
    said, item = rows(held, actor)
    assert [person[3] for person in said["people"]] == ["present"] * 7
    assert item[next(title for title in item if title.startswith("Stood aside"))] == "本部门员工被投诉"
    assert item[next(title for title in item if title.startswith("Heard"))] == "销售过程有录音。"
    assert item[next(title for title in item if title.startswith("Dissent"))] == "先查清责任再退费"
    assert "6 of 7" in item["Vote"] and "for 5, against 1" in item["Vote"]
    assert item[f"Ruling {held.number}/1"] == "全额退还保费"
    assert said["watermark"]
    held.give("sc.manager", SignMinutes())
    said, _item = rows(held, actor)
    assert not said["watermark"], "signed minutes are no draft"


@pytest.mark.req("AUT-04")
def test_the_minutes_are_a_pdf_that_is_the_same_each_time(desk, actor, held):
    held.give("sc.manager", SignMinutes())
    first = desk("sc.manager").get(f"/committee/{held.number}/minutes")
    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert desk("sc.manager").get(f"/committee/{held.number}/minutes").content == first.content
    assert desk("gx.cshead").get(f"/committee/{held.number}/minutes").status_code == 404
