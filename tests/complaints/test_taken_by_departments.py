"""A department's coordinator takes complaints that customers make directly to the department (INT-21)."""

from __future__ import annotations

import pytest

from redress.casework.refusals import Forbidden, Refusal
from redress.clocks.models import Clock
from redress.complaints.executor import execute
from redress.complaints.models import Complaint, Share
from redress.messages.models import Alert
from tests.complaints.inputs import department, visit
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("INT-21")]

CALL = {
    "channel": "phone_in",
    "facts_repeated": True,
    "received_at": "2026-11-18T09:30",
    "received_place": "",
    "signed": False,
    "class_code": "claims",
    "facts": "客户直接致电理赔部，称住院理赔两个月未获答复。",
    "demand": "三日内支付医疗保险金两万元，并书面说明迟延原因",
    "soothing": "empathy",
}


def taken(who, **more):
    return execute(visit(**(CALL | more)), who)


def refused(who, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        taken(who, **more)
    return caught.value


def test_the_case_enters_the_register_like_any_other(actor, wednesday):
    number = taken(actor("sc.claims")).number
    case = Complaint.objects.get(number=number)
    assert (case.source, case.unit.code, case.registered_by_id) == ("department", "sc", actor("sc.claims").id)
    assert case.owner.department.kind == "customer_service"
    assert case.demand == CALL["demand"]
    assert case.counted
    assert Alert.objects.filter(file_id=case.pk, user=case.owner, kind="assigned").exists()
    # Received on Wednesday: confirmed until the end of Thursday, as whatever a department passed on.
    assert Clock.objects.get(file_id=case.pk, key="confirm").due_at == local("2026-11-20 00:00")
    assert Share.objects.filter(complaint=case, department=department("sc", "claims")).exists()
    assert Complaint.objects.visible_to(actor("sc.claims")).filter(pk=case.pk).exists()


def test_the_demand_and_the_soothing_are_written(actor, wednesday):
    assert refused(actor("sc.claims"), demand="").field == "demand"
    without = refused(actor("sc.claims"), soothing="")
    assert (without.rule, without.field) == ("INT-21", "soothing")


def test_what_others_hand_over_is_for_customer_service(actor, wednesday):
    for more in ({"source": "regulator"}, {"channel": "regulator"}, {"channel": "superior"}):
        assert refused(actor("sc.claims"), **more).rule == "INT-21"


@pytest.mark.parametrize("who", ["sc.claimshead", "sc.supervision", "admin", "ho.auditor"])
def test_it_takes_the_coordinator(who, actor, wednesday):
    if who == "sc.supervision":  # coordinates sales supervision
        assert taken(actor(who), class_code="sales_service").number
        return
    with pytest.raises(Forbidden):
        taken(actor(who))


def test_the_register_is_offered_to_coordinators_and_its_form_opens(desk):
    client = desk("sc.claims", language="en")
    assert "/register" in client.get("/").content.decode()
    assert client.get("/register").status_code == 200
    assert desk("sc.claimshead").get("/register").status_code == 403


def test_its_form_marks_what_a_coordinator_must_write(desk):
    """And does not mark it for customer service, who may leave it."""
    said = {}
    for who in ("sc.claims", "sc.officer"):
        page = desk(who, language="en").get("/register").content.decode()
        demand = page[page.index('for="id_demand"') :]
        wording = page[page.index('<fieldset class="soothing">') :]
        ends = (demand.index("</label>"), wording.index("</legend>"))
        said[who] = [
            'class="required"' in part[:end] for part, end in zip((demand, wording), ends, strict=True)
        ]
    assert said == {"sc.claims": [True, True], "sc.officer": [False, False]}
