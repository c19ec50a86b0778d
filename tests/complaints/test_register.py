"""Registering: what each channel, complainant and code needs, and what bad input is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from pydantic import ValidationError

from redress.casework.refusals import Forbidden, Refusal, Unknown
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.intake.commands.complainant import ReceivePaper
from redress.complaints.intake.commands.register import Register
from redress.complaints.models import Complaint, Party
from redress.organisation.models import Unit
from redress.rulebook import load
from tests.complaints.inputs import COMPLAINANT, transfer, visit
from tests.complaints.papers import attach

pytestmark = pytest.mark.django_db
CHANNELS = list(load("life-method").method.channels)


def refused(command, actor) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor)
    assert Complaint.objects.count() == 0, "nothing is half-written"
    return caught.value


def anyhow(channel: str) -> Register:
    """A registration that has what any channel could need."""
    return visit(channel=channel, facts_repeated=True, callback_finding="wrong_contact")


@pytest.mark.req("INT-01")
@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_enters_one_register(channel, actor, wednesday):
    number = execute(anyhow(channel), actor("cd.officer")).number
    assert Complaint.objects.get(number=number).channel == channel


@pytest.mark.req("INT-01")
def test_the_fifteen_channels_are_there():
    assert len(CHANNELS) == 15


@pytest.mark.req("INT-02")
def test_a_late_entry_is_measured(actor, wednesday):
    number = execute(transfer(received_at="2026-11-16T09:00"), actor("sc.officer")).number
    entry = Complaint.objects.get(number=number).clocks.get(key="entry")
    assert entry.status == "late"


@pytest.mark.req("INT-02")
def test_an_entry_of_the_same_day_is_in_time(actor, wednesday):
    number = execute(transfer(), actor("sc.officer")).number
    assert Complaint.objects.get(number=number).clocks.get(key="entry").status == "met"


@pytest.mark.req("INT-03")
def test_the_form_keeps_customer_facts_demand_and_amount(actor, wednesday):
    number = execute(transfer(), actor("sc.officer")).number
    case = Complaint.objects.get(number=number)
    assert case.amount == Decimal(20000)
    assert case.demand == "支付医疗保险金两万元"
    person = Party.objects.get(complaint=case)
    assert (person.name, person.phone) == (COMPLAINANT["name"], COMPLAINANT["phone"])


@pytest.mark.req("INT-03", "INT-12")
def test_what_the_insurer_holds_is_not_asked_for_again(actor, wednesday):
    """A policy number stands for the identity; without it the identity is asked for."""
    nameless = [{"name": "刘建国", "phone": "13800001234"}]
    execute(transfer(people=nameless), actor("sc.officer"))
    with pytest.raises(Refusal) as caught:
        execute(transfer(people=nameless, policy_number="", claim_number=""), actor("sc.officer"))
    assert (caught.value.rule, caught.value.field) == ("INT-12", "papers")


@pytest.mark.req("INT-04")
def test_a_telephone_complaint_needs_the_facts_repeated_back(actor, wednesday):
    call = visit(channel="phone_in", facts_repeated=False)
    refusal = refused(call, actor("cd.officer"))
    assert (refusal.rule, refusal.field) == ("INT-04", "facts_repeated")


@pytest.mark.req("INT-05")
@pytest.mark.parametrize(
    ("left_out", "field"), [({"signed": False}, "signed"), ({"received_place": ""}, "received_place")]
)
def test_a_visit_needs_the_signed_form_and_the_place(left_out, field, actor, wednesday):
    refusal = refused(visit(**left_out), actor("cd.officer"))
    assert (refusal.rule, refusal.field) == ("INT-05", field)


@pytest.mark.req("ORG-07")
def test_a_case_received_elsewhere_goes_to_the_unit_that_wrote_the_policy(actor, wednesday):
    taker = actor("cd.intake")
    case = Complaint.objects.get(
        number=execute(transfer(unit="nn", source="direct", channel="email"), taker).number
    )
    assert case.unit.code == "nn"
    assert case.received_unit.code == "cd"
    assert case.owner.department.unit.code == "nn"
    assert Complaint.objects.visible_to(taker).filter(pk=case.pk).exists(), "who took it can still follow it"


@pytest.mark.req("INT-14", "CLS-04")
def test_emotion_temperament_level_class_and_amount_are_recorded_at_intake(actor, wednesday):
    given = transfer(emotion="angry", temperament="powerful", level="difficult")
    case = Complaint.objects.get(number=execute(given, actor("sc.officer")).number)
    assert (case.emotion, case.temperament) == ("angry", "powerful")
    assert (case.level, case.level_at_intake, case.class_at_intake) == ("difficult", "difficult", "claims")


@pytest.mark.req("CLS-02")
def test_a_case_carries_one_class_a_set_by_the_bridge(actor, wednesday):
    case = Complaint.objects.get(number=execute(transfer(), actor("sc.officer")).number)
    assert case.other_classes["alternative"] == "claim_dispute"
    assert case.other_classes["processing"] == "claims"


@pytest.mark.req("CLS-05")
@pytest.mark.parametrize(("complainants", "level"), [(19, "general"), (20, "major")])
def test_twenty_complainants_make_a_case_major_with_the_rule_shown(complainants, level, actor, wednesday):
    group = transfer(
        complainant_kind="group",
        complainants=complainants,
        papers=["members", "representatives"],
        people=[COMPLAINANT, COMPLAINANT | {"role": "representative"}],
    )
    case = Complaint.objects.get(number=execute(group, actor("sc.officer")).number)
    assert case.level == level
    assert bool(case.level_rule) == (level == "major")


@pytest.mark.req("INT-12")
def test_a_sixth_representative_is_refused(actor, wednesday):
    people = [COMPLAINANT] + [COMPLAINANT | {"role": "representative"}] * 6
    group = transfer(
        complainant_kind="group", complainants=6, papers=["members", "representatives"], people=people
    )
    assert refused(group, actor("sc.officer")).rule == "INT-12"


@pytest.mark.req("INT-12")
@pytest.mark.parametrize(
    ("kind", "papers", "people"),
    [
        ("agent", ["authorisation"], [COMPLAINANT, COMPLAINANT | {"role": "agent"}]),
        ("heir", ["succession"], [COMPLAINANT]),
        (
            "organisation",
            [],
            [
                COMPLAINANT | {"is_organisation": True, "address": "成都市一环路 1 号"},
                COMPLAINANT | {"role": "representative"},
            ],
        ),
    ],
)
def test_each_kind_of_complainant_has_its_checklist(kind, papers, people, actor, wednesday):
    """A paper that proves the authority is waited for; the complaint is entered, but not accepted, without it."""
    officer = actor("sc.officer")
    number = execute(transfer(complainant_kind=kind, people=people), officer).number
    confirm = Confirm(means="call", words="已受理")
    for paper in papers:
        with pytest.raises(Refusal) as caught:
            execute(confirm, officer, number)
        assert caught.value.rule == "INT-12"
        execute(ReceivePaper(paper=paper), officer, number)
    assert execute(confirm, officer, number)
    assert execute(transfer(complainant_kind=kind, papers=papers, people=people), officer).number


@pytest.mark.req("CLS-01")
@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("channel", "pigeon", "INT-01"),
        ("class_code", "weather", "CLS-01"),
        ("reason_code", "rain", "CLS-01"),
        ("level", "enormous", "CLS-04"),
        ("complexity", "very", "CLK-04"),
        ("unit", "atlantis", "ORG-07"),
        ("owner", "sc.finance", "FLW-05"),
        ("emotion", "purple", "INT-14"),
    ],
)
def test_an_unknown_code_is_refused_naming_field_and_rule(field, value, rule, actor, wednesday):
    refusal = refused(transfer(**{field: value}), actor("sc.officer"))
    assert (refusal.field, refusal.rule) == (field, rule)


@pytest.mark.req("INT-02")
def test_a_receipt_in_a_closed_period_is_refused(actor, wednesday):
    Unit.objects.filter(code="sc").update(closed_until="2026-10-31")
    refusal = refused(transfer(received_at="2026-10-31T09:00"), actor("sc.officer"))
    assert (refusal.field, refusal.rule) == ("received_at", "INT-02")
    assert execute(transfer(received_at="2026-11-01T09:00"), actor("sc.officer")).number


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("received_at", "2026-11-19T10:00", "in_the_future"),
        ("received_at", "yesterday", "datetime"),
        ("facts", "很长" * 5000, "too_long"),
        ("facts", "有一个\x07控制字符", "control_character"),
        ("facts", "有一个\x00空字符", "control_character"),
        ("facts", "   ", "too_short"),
        ("amount", "-1", "greater_than_equal"),
        ("amount", "1.001", "decimal_max_places"),
        ("people", [], "too_short"),
        ("surprise", "x", "extra_forbidden"),
    ],
)
def test_bad_values_are_refused_at_the_edge_naming_the_field(field, value, kind, wednesday):
    with pytest.raises(ValidationError) as caught:
        transfer(**{field: value})
    error = caught.value.errors()[0]
    assert error["loc"][0] == field
    assert kind in error["type"]


def test_a_few_minutes_of_clock_skew_are_not_the_future(wednesday):
    transfer(received_at=wednesday + timedelta(minutes=4))


@pytest.mark.req("SEC-01")
def test_who_has_no_duty_of_customer_service_registers_nothing(actor, wednesday):
    for username in ("sc.claims", "sc.ithead", "ho.auditor", "admin"):
        with pytest.raises(Forbidden):
            execute(transfer(), actor(username))


@pytest.mark.req("FLW-05")
def test_every_new_case_has_a_named_owner_who_is_told(actor, wednesday):
    number = execute(transfer(unit="cd"), actor("sc.officer")).number
    case = Complaint.objects.get(number=number)
    assert case.owner.name
    assert case.alerts.filter(user=case.owner, kind="assigned").exists()


def test_a_refusal_reads_well_in_chinese(actor, wednesday):
    with translation.override("zh-hans"):
        refusal = refused(transfer(unit="atlantis"), actor("sc.officer"))
        assert "atlantis" in str(refusal)
        assert str(refusal).endswith("(ORG-07)")


@pytest.mark.req("ORG-07", "INT-05")
def test_the_unit_that_took_a_case_for_another_attaches_what_was_signed_and_does_no_more(actor, wednesday):
    taker = actor("cd.officer")
    number = execute(visit(unit="my"), taker).number
    attach(number, taker, "来访受理表", kind="signature")
    with pytest.raises(Forbidden):
        execute(Confirm(means="in_person", words="已受理"), taker, number)
    with pytest.raises(Unknown):
        attach(number, actor("gx.officer"), "别的文件")
