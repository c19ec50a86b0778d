"""Nothing can be without an owner and a next date (FLW-17)."""

from __future__ import annotations

import pytest
from django.db.models import Count, Min

from redress.casework import moment
from redress.clocks.sweeper import sweep
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.kinds import FindingKind
from redress.complaints.models import Complaint, Order
from redress.complaints.oversight.queries.monitor import adrift, board
from redress.organisation.acting import acting_as
from redress.organisation.models import Unit, User
from redress.rulebook import OPEN_STATES
from tests.complaints.inputs import department, transfer
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-17")]


def order(number):
    return Order.objects.filter(complaint__number=number, state="open").get().number


def registered(officer, claims):
    return execute(transfer(), officer).number


def dispatched(officer, claims):
    number = registered(officer, claims)
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    return number


def returned(officer, claims):
    number = dispatched(officer, claims)
    execute(RefuseOrder(order=order(number), reason="不属于本部门"), claims, number)
    return number


def replied(officer, claims):
    number = dispatched(officer, claims)
    execute(ReplyOrder(order=order(number), reply="已核实"), claims, number)
    return number


def proposed(officer, claims):
    number = replied(officer, claims)
    for kind in FindingKind:
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="病历"), officer, number)
    execute(Propose(plan="赔付", basis="条款"), officer, number)
    return number


def answered(officer, claims):
    number = proposed(officer, claims)
    execute(GiveFeedback(accepted=True), officer, number)
    return number


def rejected(officer, claims):
    number = proposed(officer, claims)
    execute(GiveFeedback(accepted=False, objections="太少"), officer, number)
    return number


@pytest.mark.parametrize("way", [registered, dispatched, returned, replied, proposed, answered, rejected])
def test_at_every_stage_a_case_has_an_owner_and_a_next_date(actor, wednesday, way):
    number = way(actor("sc.officer"), actor("sc.claims"))
    row = Complaint.objects.get(number=number)
    assert row.owner_id
    assert row.next_due_at is not None, row.state
    assert adrift(actor("sc.officer"), Unit.objects.get(code="sc")) == []


def test_a_limit_that_passed_stays_the_next_date_until_something_is_done(actor, wednesday):
    number = dispatched(actor("sc.officer"), actor("sc.claims"))
    with moment.at(local("2027-03-01 09:00")):
        sweep()
        assert Complaint.objects.get(number=number).next_due_at is not None
        assert adrift(actor("sc.officer"), Unit.objects.get(code="sc")) == []


def test_the_monitor_shows_whose_owner_has_left_and_what_has_no_date(actor, wednesday, desk):
    officer, claims = actor("sc.officer"), actor("sc.claims")
    ownerless, dateless = registered(officer, claims), registered(officer, claims)
    gone = User.objects.create(username="gone", name="已离职", is_active=False)
    Complaint.objects.filter(number=ownerless).update(owner=gone)
    Complaint.objects.filter(number=dateless).update(next_due_at=None)
    shown = {each.number: (each.no_date, each.no_owner) for each in board(actor("sc.manager")).adrift}
    assert shown == {ownerless: (False, True), dateless: (True, False)}
    page = desk("sc.manager", language="en").get("/monitor").content.decode()
    assert "the owner has left" in page
    assert "no next date" in page


def test_who_is_late_is_counted_as_the_cases_that_are_seen(actor, wednesday):
    officer, claims = actor("sc.officer"), actor("sc.claims")
    for way in (dispatched, registered, answered):
        way(officer, claims)
    Complaint.objects.filter(number=registered(officer, claims)).update(
        owner=User.objects.get(username="cd.officer")
    )
    with moment.at(local("2027-03-01 09:00")):
        for username in ("sc.manager", "cd.officer", "gx.officer"):
            who = actor(username)
            seen = Complaint.objects.visible_to(who).filter(
                unit_id__in=who.units, state__in=OPEN_STATES, next_due_at__lte=moment.now()
            )
            counted = seen.values_list("owner_id", "unit_id").annotate(Count("id"), Min("next_due_at"))
            with acting_as(who):
                shown = {(each.owner, each.unit.pk, each.late, each.oldest) for each in board(who).late}
                assert shown == set(counted.order_by())
            assert bool(shown) == (username == "sc.manager")


def test_a_unit_sees_only_its_own(actor, wednesday):
    number = registered(actor("sc.officer"), actor("sc.claims"))
    Complaint.objects.filter(number=number).update(next_due_at=None)
    assert adrift(actor("gx.officer"), Unit.objects.get(code="sc")) == []
    assert {state.value for state in OPEN_STATES} >= {Complaint.objects.get(number=number).state}
