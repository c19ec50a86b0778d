"""The journal of a session is a chain, as that of a case is (SEC-04, AUT-04)."""

from __future__ import annotations

import pytest
from django.db import connection

from redress.casework.refusals import KeyReused
from redress.committee import chains
from redress.committee.door import give
from redress.committee.models import SessionEntry
from redress.committee.sessions.agenda import AddTopic
from redress.committee.sessions.meeting import CastVote
from redress.operations.verifying import journals
from redress.operations.verifying.report import Report
from tests.committee.conftest import MEMBERS, Meeting

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-04")]


@pytest.fixture
def voted(agenda: tuple[str, Meeting]) -> Meeting:
    meeting = agenda[1]
    meeting.attend(*MEMBERS)
    meeting.vote("sc.manager", "for")
    meeting.vote("sc.legal", "against", reason="条款释义有分歧")
    return meeting


def _faults() -> list[str]:
    report = Report()
    journals.verify(report, lambda _what: None)
    return [f"{fault.where}: {fault.what}" for fault in report.faults]


def _by_force(statement: str, *given: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE committee_sessionentry DISABLE TRIGGER USER")
        cursor.execute(statement, given)
        cursor.execute("ALTER TABLE committee_sessionentry ENABLE TRIGGER USER")


def test_each_act_follows_the_one_before_it_also_what_is_done_through_the_case(voted):
    entries = list(SessionEntry.objects.order_by("sequence"))
    assert [each.command for each in entries] == ["plan_session", "put_on_agenda", "attend", "vote", "vote"]
    assert [each.previous for each in entries] == ["", *(each.hash for each in entries[:-1])]
    assert [each.state for each in entries] == ["planned", "planned", "meeting", "meeting", "meeting"]
    assert voted.row.journal_head == entries[-1].hash
    assert _faults() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE committee_sessionentry SET facts = '{}' WHERE sequence = 4",
        "UPDATE committee_sessionentry SET by_id = (SELECT max(id) FROM organisation_user) WHERE sequence = 4",
        "UPDATE committee_sessionentry SET state = 'signed' WHERE sequence = 4",
        "UPDATE committee_sessionentry SET at = at + interval '1 second' WHERE sequence = 4",
        "UPDATE committee_sessionentry SET request = md5('another vote') WHERE sequence = 4",
        "UPDATE committee_sessionentry SET hash = '', previous = '' WHERE sequence = 4",
        "DELETE FROM committee_sessionentry WHERE sequence = 4",
        "DELETE FROM committee_sessionentry WHERE sequence = 5",
        "UPDATE committee_session SET journal_head = ''",
    ],
)
def test_whatever_is_changed_by_force_is_found(voted, statement):
    _by_force(statement)
    assert any(fault.startswith(voted.number) for fault in _faults())


def test_sessions_of_before_there_was_a_chain_hold_and_go_on_with_one(agenda, actor):
    _number, meeting = agenda
    _by_force("UPDATE committee_sessionentry SET hash = '', previous = '', request = '', state = ''")
    _by_force("UPDATE committee_session SET journal_head = ''")
    assert list(chains.verify()) == [(meeting.number, [])]
    meeting.attend(*MEMBERS)
    meeting.vote("sc.manager", "for")
    assert list(chains.verify()) == [(meeting.number, [])]
    _by_force("UPDATE committee_sessionentry SET hash = '' WHERE sequence = 4")
    assert list(chains.verify()) != [(meeting.number, [])]


@pytest.mark.req("SYS-01")
def test_a_key_stands_for_one_act_with_one_input(voted, actor):
    office = actor("sc.officer")
    topic = AddTopic(topic="退保流程", motion="简化流程")
    first = give(topic, office, voted.number, key="k-1")
    again = give(topic, office, voted.number, key="k-1")
    assert (again.version, again.facts, again.replayed) == (first.version, first.facts, True)
    assert voted.row.items.count() == 2
    with pytest.raises(KeyReused):
        give(AddTopic(topic="退保流程", motion="另行研究"), office, voted.number, key="k-1")
    with pytest.raises(KeyReused):
        give(CastVote(item=1, choice="for"), office, voted.number, key="k-1")
    assert voted.row.items.count() == 2
