"""The one door: versions, keys, states, and nothing half-written."""

import threading

import pytest
from django.db import connections

from redress.casework.door import Call
from redress.casework.refusals import Forbidden, KeyReused, Refusal, Stale, Unknown, WrongState
from redress.complaints.executor import execute, execute_many
from redress.complaints.handling.commands.contact import Confirm, RecordContact
from redress.complaints.handling.commands.investigate import Propose
from redress.complaints.intake.commands.classify import Amend
from redress.complaints.models import Complaint, JournalEntry, JournalText
from tests.complaints.inputs import transfer, visit

pytestmark = pytest.mark.django_db


@pytest.mark.req("SYS-01")
def test_a_retry_with_the_same_key_is_told_the_first_answer_and_does_nothing(actor, wednesday):
    officer = actor("cd.officer")
    first = execute(visit(), officer, key="retry-1")
    again = execute(visit(), officer, key="retry-1")
    assert again.replayed
    assert again.number == first.number
    assert again.version == first.version
    assert Complaint.objects.count() == 1


@pytest.mark.req("SYS-01")
def test_a_key_that_comes_again_with_another_request_is_refused(actor, wednesday):
    officer = actor("cd.officer")
    execute(visit(), officer, key="retry-1")
    with pytest.raises(KeyReused):
        execute(visit(facts="别的事情"), officer, key="retry-1")


@pytest.mark.req("FLW-18")
def test_a_stale_version_is_refused_and_told_what_changed(actor, wednesday):
    officer = actor("cd.officer")
    number = execute(visit(), officer).number
    execute(RecordContact(means="call", words="客户来电催问"), actor("cd.intake"), number, version=1)
    with pytest.raises(Stale) as refused:
        execute(Amend(reason="补充", demand="退还全部保费"), officer, number, version=1)
    assert refused.value.version == 2
    assert [change.command for change in refused.value.changes] == ["record_contact"]
    assert Complaint.objects.get(number=number).demand == "立即退保并到账"


@pytest.mark.req("FLW-17")
def test_a_command_in_the_wrong_state_is_refused_with_the_state(actor, wednesday):
    officer = actor("cd.officer")
    number = execute(visit(), officer).number
    with pytest.raises(WrongState):
        execute(Propose(plan="赔付", basis="条款"), officer, number)


@pytest.mark.req("ORG-11")
def test_a_case_out_of_scope_is_unknown_not_forbidden(actor, wednesday):
    number = execute(visit(), actor("cd.officer")).number
    with pytest.raises(Unknown):
        execute(RecordContact(means="call", words="好奇"), actor("gx.officer"), number)


@pytest.mark.req("SEC-01")
def test_who_lacks_the_duty_is_told_which_duty_it_takes(actor, wednesday):
    with pytest.raises(Forbidden) as refused:
        execute(visit(), actor("sc.ithead"))
    assert refused.value.status == 403


def test_of_several_commands_all_are_done_or_none(actor, wednesday):
    officer = actor("sc.officer")
    one, two = (execute(transfer(), officer).number for _ in range(2))
    confirm = Confirm(means="call", words="已告知受理")
    execute(confirm, officer, two)
    with pytest.raises(Refusal):
        execute_many([Call(confirm, one), Call(confirm, two)], officer)
    assert Complaint.objects.get(number=one).confirmed_at is None


@pytest.mark.req("SEC-04")
def test_an_execution_writes_one_journal_entry_that_chains_to_the_one_before(actor, wednesday):
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    execute(Confirm(means="call", words="已告知受理"), officer, number)
    first, second = JournalEntry.objects.order_by("sequence")
    assert second.previous == first.hash
    assert Complaint.objects.get(number=number).journal_head == second.hash


@pytest.mark.req("SEC-02")
def test_the_journal_keeps_no_personal_data(actor, wednesday):
    execute(visit(), actor("cd.officer"))
    kept = str(JournalEntry.objects.get().payload)
    assert "刘**" in str(JournalText.objects.get().texts)
    assert "刘" not in kept
    assert "刘建国" not in kept
    assert "13800001234" not in kept


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("FLW-18", "SYS-01")
def test_of_two_at_the_same_moment_with_one_version_exactly_one_wins(actor, wednesday):
    officer = actor("cd.officer")
    number = execute(visit(), officer).number
    results = []

    def contact(words):
        from redress.casework import moment

        with moment.at(wednesday):
            try:
                results.append(execute(RecordContact(means="call", words=words), officer, number, version=1))
            except Stale as stale:
                results.append(stale)
        connections.close_all()

    threads = [threading.Thread(target=contact, args=(words,)) for words in ("一", "二", "三")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sum(isinstance(result, Stale) for result in results) == 2
    assert JournalEntry.objects.count() == 2


def test_registering_takes_few_statements(actor, wednesday, django_assert_max_num_queries):
    officer = actor("cd.officer")
    execute(visit(), officer)
    with django_assert_max_num_queries(6):
        execute(visit(), officer)
