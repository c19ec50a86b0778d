"""The sweeper: due steps found by index, each taken once, whoever else is working."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from redress.casework import moment
from redress.clocks.models import Clock
from redress.clocks.sweeper import sweep
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.models import Complaint, JournalEntry, UrgingNotice
from redress.messages.models import Alert
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from tests.complaints.inputs import department, transfer
from tests.fixtures.insurer import local


@pytest.fixture
def number(actor, wednesday):
    """Dispatched to claims on Wednesday; the department has until the end of Friday."""
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    return number


def steps(number):
    return list(
        JournalEntry.objects.filter(complaint__number=number, command="advance_clock")
        .order_by("sequence")
        .values_list("facts__clock", "facts__action")
    )


@pytest.mark.django_db
@pytest.mark.req("FLW-04", "CLK-01")
def test_warning_urging_and_breach_come_in_their_order_and_once(number):
    with moment.at(local("2026-11-23 09:00")):
        sweep()
        sweep()
    taken = [action for clock, action in steps(number) if clock == "investigation"]
    assert taken == ["warn", "urge", "breach", "urge"]
    assert UrgingNotice.objects.filter(order__isnull=False, by=None).count() >= 2
    assert Clock.objects.get(key="investigation").due_at == local("2026-11-21 00:00")


@pytest.mark.django_db
@pytest.mark.req("FLW-04")
def test_nothing_is_done_before_its_time(number):
    with moment.at(local("2026-11-18 10:15")):
        assert sweep().taken == 0
    assert steps(number) == []


@pytest.mark.django_db
@pytest.mark.req("FLW-04")
def test_the_department_of_the_order_is_told(number):
    with moment.at(local("2026-11-20 14:00")):
        sweep()
    assert Alert.objects.filter(kind="urged", department_id=department("sc", "claims")).exists()


@pytest.mark.django_db
@pytest.mark.req("CLK-01")
def test_a_breach_tells_the_head_and_then_the_superior(number, actor):
    with moment.at(local("2026-11-30 09:00")):
        sweep()
    told = set(Alert.objects.filter(kind__in=["warning", "breach"]).values_list("user__username", flat=True))
    assert "sc.cshead" in told
    assert "ho.cshead" in told


@pytest.mark.django_db
def test_a_sweep_with_nothing_due_asks_one_question(number, django_assert_max_num_queries):
    with moment.at(local("2026-11-18 10:15")):
        sweep()  # a connection proves once who it is
        with django_assert_max_num_queries(3):
            sweep()


@pytest.mark.django_db
def test_a_sweep_asks_as_much_for_many_cases_as_for_two(actor):
    """The columns a step reads are read with the case: none is asked for case by case."""
    officer = actor("sc.officer")

    def asked(cases: int) -> int:
        for _ in range(cases):
            number = execute(transfer(), officer).number
            execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
        with moment.at(moment.now() + timedelta(days=9)), CaptureQueriesContext(connection) as captured:
            taken = sweep().taken
        assert taken >= cases
        return len(captured)

    assert asked(7) == asked(2)


@pytest.mark.django_db
def test_what_is_due_is_found_by_the_partial_index(number):
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM clocks_clock WHERE next_step_at <= now() ORDER BY next_step_at LIMIT 500"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "clock_sweep" in plan


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("FLW-04")
def test_two_sweepers_at_once_take_each_step_once_and_leave_a_locked_case(actor, wednesday):
    officer = actor("sc.officer")
    numbers = [execute(transfer(), officer).number for _ in range(6)]
    for number in numbers:
        execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    held = Complaint.objects.get(number=numbers[0])

    def run():
        with moment.at(local("2026-11-23 09:00")):
            sweep()
        connections.close_all()

    with transaction.atomic():
        Complaint.objects.select_for_update().get(pk=held.pk)
        threads = [threading.Thread(target=run) for _ in range(2)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    assert steps(held.number) == []
    with moment.at(local("2026-11-23 09:00")):
        sweep()
    expected = steps(numbers[1])
    assert expected
    for number in numbers:
        assert sorted(steps(number)) == sorted(expected)


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("FLW-04", "CLK-08")
def test_many_due_steps_are_shared_by_several_sweepers_and_each_is_taken_once(actor, wednesday, monkeypatch):
    monkeypatch.setattr("redress.clocks.sweeper.BATCH", 3)
    officer = actor("sc.officer")
    numbers = [execute(transfer(), officer).number for _ in range(8)]
    with moment.at(local("2026-12-20 09:00")):
        first, second = sweep(), sweep()
    assert first.taken > len(numbers)
    assert second.taken == 0
    taken = JournalEntry.objects.filter(command="advance_clock").values_list(
        "complaint__number", "facts__clock", "facts__action", "facts__whom", "facts__due"
    )
    assert len(taken) == first.taken
    assert {number for number, *_ in taken} == set(numbers)
    assert not Clock.objects.filter(next_step_at__lte=local("2026-12-20 09:00")).exists()


@pytest.mark.django_db
@pytest.mark.req("FLW-04")
def test_limits_that_are_near_together_urge_an_order_once(actor):
    """Received on Wednesday, three days; dispatched on Thursday, two days: both end with Monday."""
    officer = actor("sc.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(class_code="payments"), officer).number
    with moment.at(local("2026-11-19 10:00")):
        execute(Dispatch(to=department("sc", "finance"), opinion="请核实"), officer, number)
    ends = Clock.objects.filter(file__number=number, key__in=["investigation", "resolution"])
    assert set(ends.values_list("due_at", flat=True)) == {local("2026-11-24 00:00")}
    for minute in ("13:30", "14:00", "14:01", "14:30", "17:00"):
        with moment.at(local(f"2026-11-23 {minute}")):
            sweep()
    urged = UrgingNotice.objects.filter(complaint__number=number, order__isnull=False)
    assert urged.count() == 1
    near = [clock for clock, action in steps(number) if action == "urge" and clock != "confirm"]
    assert sorted(near) == ["investigation", "resolution"], "each limit took its step all the same"
    assert Alert.objects.filter(file__number=number, kind="urged", department__kind="finance").count() == 1
