"""Who determines and who closes: the province, an A counter for what it accepted directly, and never nobody (CLO-01).

Dates: Wednesday 18 November 2026 and the working days after it.
"""

from __future__ import annotations

import itertools
from copy import copy

import pytest
from django.utils import translation

from redress.casework import moment
from redress.casework.refusals import Forbidden, Refusal
from redress.complaints.case import Case
from redress.complaints.closing import closers
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint, Recusal
from redress.organisation.models import Unit, User
from redress.rulebook import State
from tests.complaints.inputs import department, transfer, visit
from tests.complaints.stages import clock, registered
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-01", "CLO-02")]

UNITS = ("group", "life", "life-ho", "sc", "cd", "my", "gx", "nn", "lz")
PROVINCE = {"sc": "sc", "cd": "sc", "my": "sc", "gx": "gx", "nn": "gx", "lz": "gx"}
HEADS = {"life-ho": "life-ho", "life": "life", "group": "group"}


def leave(*usernames: str) -> None:
    User.objects.filter(username__in=usernames).update(is_active=False)


def determination(unit: str = "sc", kind: str = "business_management", **more) -> Determine:
    causes = [{"code": "process", "department": department(unit, kind)}]
    return Determine(validity="substantiated", reasons="查实", causes=causes)


def answered(case: Complaint) -> Complaint:
    """What is tested here begins when the customer has accepted."""
    case.state = State.ANSWERED
    case.save(update_fields=["state"])
    return case


def case_of(actor, unit: str, received: str, source: str) -> Case:
    row = registered(actor)
    row.unit = Unit.objects.get(code=unit)
    row.received_unit = Unit.objects.get(code=received)
    row.source = source
    return Case(row, moment.now())


def test_for_every_source_and_every_pair_of_units_there_is_one_place_that_closes(actor, wednesday):
    """Handled by the first unit, received by the second: what the requirement says, written once more."""
    row = registered(actor)
    assert UNITS
    for unit, received, source in itertools.product(
        UNITS, UNITS, ("direct", "department", "superior", "regulator")
    ):
        row.unit, row.received_unit = Unit.objects.get(code=unit), Unit.objects.get(code=received)
        row.source = source
        place = closers.place(Case(row, moment.now()))
        if unit not in PROVINCE:
            expected = HEADS[unit]
        elif unit == received in ("cd", "nn") and source == "direct":
            expected = unit
        else:
            expected = PROVINCE[unit]
        assert place is not None
        assert Unit.objects.get(pk=place.level.unit).code == expected, (unit, received, source)


WHO = [
    # handled by, received by, source -> who determines and closes; who does not
    (
        "cd",
        "cd",
        "direct",
        ["cd.officer", "cd.cshead", "cd.intake"],
        ["sc.officer", "sc.intake", "ho.officer"],
    ),
    (
        "my",
        "my",
        "direct",
        ["sc.officer", "sc.handler", "sc.cshead"],
        ["my.officer", "sc.intake", "sc.second"],
    ),
    ("cd", "cd", "regulator", ["sc.officer"], ["cd.officer", "cd.cshead", "ho.officer"]),
    ("cd", "life-ho", "direct", ["sc.officer"], ["ho.officer", "cd.officer"]),
    ("sc", "life-ho", "superior", ["sc.officer"], ["ho.officer", "sc.intake"]),
    ("life-ho", "life-ho", "regulator", ["ho.officer", "ho.cshead"], ["ho.manager"]),
    ("life-ho", "life-ho", "direct", ["ho.officer"], ["ho.legal"]),
    ("gx", "sc", "direct", ["gx.officer", "gx.cshead"], ["sc.officer", "nn.officer"]),
    ("nn", "cd", "direct", ["gx.officer"], ["cd.officer", "nn.officer"]),
]


@pytest.mark.parametrize(("unit", "received", "source", "may", "may_not"), WHO)
def test_who_may_determine_and_close_and_who_may_not(actor, wednesday, unit, received, source, may, may_not):
    assert may and may_not
    for who in (*may, *may_not):
        case = case_of(actor, unit, received, source)
        if who in may:
            closers.check_closes(case, actor(who))
            closers.check_determines(case, actor(who))
            continue
        with pytest.raises(Forbidden) as closes:
            closers.check_closes(case, actor(who))
        with pytest.raises(Forbidden) as determines:
            closers.check_determines(case, actor(who))
        assert (closes.value.rule, determines.value.rule) == ("CLO-01", "CLO-02")


def test_intake_clerks_are_told_which_duty_it_takes(actor, wednesday):
    case = case_of(actor, "sc", "sc", "direct")
    with translation.override("en"), pytest.raises(Forbidden) as refused:
        closers.check_closes(case, actor("sc.intake"))
    assert str(refused.value).startswith("You cannot close this case: it takes one of these duties:")


@pytest.mark.parametrize(("unit", "who"), [("sc", "sc.intake"), ("sc", "cd.officer"), ("cd", "cd.officer")])
def test_that_somebody_may_not_close_is_no_refusal_of_what_nobody_tried(actor, wednesday, unit, who):
    """The page of the case says it to whoever looks."""
    with translation.override("en"), pytest.raises(Forbidden) as told:
        closers.check_closes(case_of(actor, unit, "sc", "regulator"), actor(who))
    assert "You cannot close this case: it " in str(told.value)
    assert "was refused" not in str(told.value)


def test_who_determines_is_named_as_determining_is_asked(actor, wednesday):
    """Where the rulebook bars from deciding alone, who may close is not who may determine."""
    case = case_of(actor, "sc", "sc", "direct")
    known = case.rulebook.method.recusal
    other = known.conflicts["other"].model_copy(update={"bars": ("decide",), "colleagues": ()})
    recusal = known.model_copy(update={"conflicts": {**known.conflicts, "other": other}})
    narrower = copy(case.rulebook)
    narrower.method = case.rulebook.method.model_copy(update={"recusal": recusal})
    case.__dict__["rulebook"] = narrower
    for who in ("sc.officer", "sc.handler", "sc.cshead"):
        person = User.objects.get(username=who)
        Recusal.objects.create(complaint=case.row, person=person, kind="other", reason="另案", at=wednesday)
    with translation.override("en"), pytest.raises(Forbidden) as refused:
        closers.check_determines(case, actor("sc.intake"))
    above = closers.acting(case, "decide")
    assert above.level.name != closers.acting(case).level.name
    assert above.level.name in str(refused.value)


@pytest.mark.req("CLK-08")
def test_nobody_is_bidden_to_hand_up_what_is_closed_where_it_is_handled(actor, wednesday):
    """To a coordinator of the same counter the refusal says who closes there, and no more."""
    case = case_of(actor, "cd", "cd", "direct")
    with pytest.raises(Forbidden) as caught:
        closers.check_closes(case, actor("cd.sales"))
    assert "省公司" not in str(caught.value)
    assert str(Unit.objects.get(code="cd")) in str(caught.value)
    elsewhere = case_of(actor, "my", "my", "direct")
    with pytest.raises(Forbidden) as caught:
        closers.check_closes(elsewhere, actor("my.officer"))
    assert "省公司" in str(caught.value)


def test_where_nobody_works_who_may_the_nearest_superior_closes(actor, wednesday):
    case = case_of(actor, "my", "my", "direct")
    leave("sc.officer", "sc.handler", "sc.cshead")
    closers.check_closes(case, actor("ho.officer"))
    with pytest.raises(Forbidden):
        closers.check_closes(case_of(actor, "my", "my", "direct"), actor("my.officer"))


@pytest.mark.req("CLK-08", "ORG-13")
def test_who_must_keep_out_is_not_there(actor, wednesday):
    """The one officer of the counter is whom the complaint is about: the province closes."""
    leave("cd.intake", "cd.cshead")
    case = case_of(actor, "cd", "cd", "direct")
    case.row.about_whom = User.objects.get(username="cd.officer").name
    closers.check_closes(case, actor("sc.officer"))


@pytest.mark.req("CLO-08")
def test_a_transfer_merged_into_a_counters_case_is_closed_by_the_province(actor, wednesday):
    """Received by the counter on Wednesday; the regulator's transfer comes on Friday 20 November at 16:00."""
    counter, province = actor("cd.officer"), actor("sc.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(
            visit(class_code="claims", claim_number="C510002", policy_number="P510002"), counter
        ).number
    with moment.at(local("2026-11-20 16:30")):
        later = execute(transfer(received_at="2026-11-20T16:00", unit="cd"), province).number
        execute(Merge(into=number), province, later)
    case = Complaint.objects.get(number=number)
    assert case.source == "regulator"
    assert case.journal.latest("sequence").facts["source_before"] == "direct"

    confirm = clock(case, "confirm")
    assert confirm.status == "running"
    assert confirm.due_at == local("2026-11-24 00:00"), "one working day from Friday: the end of Monday"
    with moment.at(local("2026-11-23 09:00")):
        execute(Confirm(means="call", words="告知监管转办件已受理", recording="录音 7"), province, number)
    case.refresh_from_db()
    assert clock(case, "confirm").status == "met"

    answered(case)
    with moment.at(local("2026-11-23 10:00")):
        with pytest.raises(Forbidden) as refused:
            execute(determination(), counter, number)
        assert refused.value.rule == "CLO-02"
        execute(determination(), province, number)
        execute(Sign(department=department("sc", "business_management")), actor("sc.businesshead"), number)
    with moment.at(local("2026-11-23 11:00")), pytest.raises(Refusal) as refused:
        execute(Close(), counter, number)
    assert refused.value.rule == "CLO-01"


@pytest.mark.req("CLO-08", "INT-07")
def test_a_case_that_was_confirmed_owes_the_confirmation_of_the_transfer_anew(actor):
    """A letter of Monday 16 November, confirmed on Tuesday; the transfer of Thursday is told by Friday."""
    counter, province = actor("cd.officer"), actor("sc.officer")
    given = {"claim_number": "C510002", "policy_number": "P510002"}
    with moment.at(local("2026-11-16 10:00")):
        mail = transfer(source="direct", channel="letter", received_at="2026-11-16T09:00", **given)
        number = execute(mail, counter).number
    with moment.at(local("2026-11-17 10:00")):
        execute(Confirm(means="call", words="已受理"), counter, number)
    with moment.at(local("2026-11-19 10:00")):
        later = execute(transfer(received_at="2026-11-19T09:00", unit="cd"), province).number
        execute(Merge(into=number), province, later)
    case = Complaint.objects.get(number=number)
    assert case.confirmed_at is None
    found = [(each.status, each.due_at) for each in case_clocks(case)]
    assert found == [("met", local("2026-11-18 00:00")), ("running", local("2026-11-21 00:00"))]


def case_clocks(case: Complaint):
    from redress.clocks.models import Clock

    return Clock.objects.filter(file_id=case.pk, key="confirm").order_by("occurrence")


@pytest.mark.req("CLO-08")
def test_what_the_province_accepted_and_was_merged_is_closed_by_the_province(actor):
    counter, province = actor("cd.officer"), actor("sc.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(visit(), counter).number
    with moment.at(local("2026-11-19 10:00")):
        again = visit(received_at="2026-11-19T09:30", received_place="四川分公司一楼", unit="sc")
        later = execute(again, province).number
        execute(Merge(into=number), province, later)
    case = Case(Complaint.objects.get(number=number), moment.now())
    assert case.row.source == "direct"
    closers.check_closes(case, province)
    with pytest.raises(Forbidden):
        closers.check_closes(case, counter)


@pytest.mark.req("CLO-08")
def test_a_milder_filing_that_is_merged_changes_nothing(actor):
    counter, province = actor("cd.officer"), actor("sc.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(unit="cd"), province).number
        execute(Confirm(means="call", words="已受理"), province, number)
    with moment.at(local("2026-11-19 10:00")):
        mild = transfer(source="direct", channel="letter", received_at="2026-11-19T09:00")
        later = execute(mild, counter).number
        execute(Merge(into=number), counter, later)
    case = Complaint.objects.get(number=number)
    assert (case.source, case.closing_unit_id) == ("regulator", None)
    assert case.confirmed_at is not None
    assert case_clocks(case).count() == 1


def test_settled_at_a_b_counter_determined_and_closed_by_the_province(actor, wednesday):
    counter, province = actor("my.officer"), actor("sc.officer")
    number = execute(visit(received_place="绵阳柜面接待区"), counter).number
    execute(Settle(plan="陪同客户开户", basis="退保规则第三条"), counter, number)
    with pytest.raises(Forbidden):
        execute(determination(), counter, number)
    with pytest.raises(Forbidden):
        execute(determination(), actor("sc.intake"), number)
    execute(determination(), province, number)
    execute(Sign(department=department("sc", "business_management")), actor("sc.businesshead"), number)
    assert execute(Close(), province, number).state is State.CLOSED


def test_a_case_on_a_rulebook_of_before_is_determined_as_that_says(actor, wednesday, monkeypatch):
    """Open cases keep the version they stand on: one that names nobody leaves it to customer service of the unit."""
    from redress.rulebook.schema.method import Method

    case = case_of(actor, "my", "my", "direct")
    method = case.rulebook.method
    before = Method.model_construct(**{**method.__dict__, "determining": None})
    monkeypatch.setattr(case.rulebook, "method", before)
    closers.check_determines(case, actor("my.officer"))
