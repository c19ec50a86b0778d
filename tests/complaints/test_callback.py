"""The callback before closing: script, attempts, hours, and back to the handler when dissatisfied."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.closing.commands.callback import FollowUp, RecordCallback
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.closing.gate import missing
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.kinds import FindingKind
from redress.complaints.models import Complaint
from redress.messages.models import Alert
from redress.rulebook import State
from tests.complaints.inputs import approve_all, department, transfer
from tests.complaints.stages import heard
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-04")]

ANSWERS = [
    {"question": "result_told", "answer": "是"},
    {"question": "carried_out", "answer": "款项已到账"},
    {"question": "attitude", "answer": "满意"},
]


def propose(officer, number, accepted=True):
    execute(Propose(plan="补付两万元并致歉", basis="条款第五条"), officer, number)
    approve_all(number)
    execute(GiveFeedback(accepted=accepted, objections="" if accepted else "金额不足"), officer, number)
    # A case that is major before the proposal goes to the committee first; here the callback alone matters.
    execute(Reclass(level="major", reason="媒体关注"), officer, number)
    heard(number)


def determine(officer, actor, number):
    claims = department("sc", "claims")
    execute(
        Determine(
            validity="substantiated", reasons="超时属实", causes=[{"code": "delay", "department": claims}]
        ),
        officer,
        number,
    )
    execute(Sign(department=claims), actor("sc.claimshead"), number)


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def answered(officer, actor, wednesday) -> str:
    """A major case whose customer has accepted."""
    number = execute(transfer(), officer).number
    execute(Confirm(means="call", words="已告知受理"), officer, number)
    order = execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number).facts["order"]
    execute(ReplyOrder(order=order, reply="确有拖延"), actor("sc.claims"), number)
    for kind in FindingKind:
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="有记录"), officer, number)
    propose(officer, number)
    return number


def case(number: str) -> Complaint:
    return Complaint.objects.get(number=number)


def lacking(number: str) -> list[str]:
    row = case(number)
    return [check.cite[0] for check in missing(Case(row, moment.now()))]


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor, number)
    return caught.value


def test_a_major_case_closes_only_after_the_customer_was_called_back(answered, officer, actor):
    determine(officer, actor, answered)
    assert lacking(answered) == ["CLO-04"]
    assert refused(Close(), officer, answered).rule == "CLO-04"
    execute(RecordCallback(reached=True, satisfaction="satisfied", answers=ANSWERS), officer, answered)
    assert lacking(answered) == []
    assert execute(Close(), officer, answered).state is State.CLOSED


def test_a_general_case_needs_no_callback(officer, wednesday):
    number = execute(transfer(), officer).number
    assert "CLO-04" not in lacking(number)


def test_a_dissatisfied_customer_sends_the_case_back_to_the_handler_with_the_reason(answered, officer, actor):
    determine(officer, actor, answered)
    caller = actor("sc.second")
    outcome = execute(
        RecordCallback(reached=True, satisfaction="dissatisfied", reason="款项至今未到账", answers=ANSWERS),
        caller,
        answered,
    )
    assert outcome.state is State.REJECTED
    row = case(answered)
    assert row.proposals.get().objections == "款项至今未到账"
    assert row.proposals.get().state == "rejected"
    assert Alert.objects.filter(file_id=row.pk, user=row.owner, kind="dissatisfied").exists()
    assert row.clocks.get(key="callback_return").status == "running"
    execute(Reclass(level="general", reason="未见报道"), officer, answered)
    propose(officer, answered)
    determine(officer, actor, answered)
    assert lacking(answered) == ["CLO-04"], "the new result is asked about anew"
    execute(RecordCallback(reached=True, satisfaction="acceptable", answers=ANSWERS), caller, answered)
    assert execute(Close(), officer, answered).state is State.CLOSED


def test_three_attempts_on_two_days_count_as_tried(answered, officer, actor):
    determine(officer, actor, answered)
    execute(RecordCallback(reached=False), officer, answered)
    with moment.at(local("2026-11-18 15:00")):
        execute(RecordCallback(reached=False), officer, answered)
        execute(RecordCallback(reached=False), officer, answered)
        assert case(answered).callback == "tried", "three attempts, but all on one day"
        assert refused(Close(), officer, answered).rule == "CLO-04"
    with moment.at(local("2026-11-19 09:30")):
        execute(RecordCallback(reached=False), officer, answered)
        assert case(answered).callback == "unreached"
        assert case(answered).clocks.get(key="callback").status != "running"
        assert execute(Close(), officer, answered).state is State.CLOSED


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reached": True}, "satisfaction"),
        ({"reached": True, "satisfaction": "satisfied", "answers": ANSWERS[:2]}, "answers"),
        ({"reached": True, "satisfaction": "dissatisfied", "answers": ANSWERS}, "reason"),
        ({"reached": False, "satisfaction": "satisfied"}, "reached"),
        ({"reached": True, "satisfaction": "satisfied", "answers": [*ANSWERS, ANSWERS[0]]}, "answers"),
        (
            {
                "reached": True,
                "satisfaction": "satisfied",
                "answers": [*ANSWERS, {"question": "weather", "answer": "晴"}],
            },
            "answers",
        ),
        ({"reached": False, "at": "2026-11-17T22:30"}, "at"),
    ],
)
def test_a_callback_that_says_too_little_or_too_much_is_refused(answered, officer, given, field):
    refusal = refused(RecordCallback(**given), officer, answered)
    assert (refusal.rule, refusal.field) == ("CLO-04", field)
    assert not case(answered).callbacks.exists()


@pytest.mark.req("CLO-12")
def test_after_closing_satisfaction_and_suggestions_are_followed_up(answered, officer, actor):
    determine(officer, actor, answered)
    execute(RecordCallback(reached=True, satisfaction="satisfied", answers=ANSWERS), officer, answered)
    assert refused(FollowUp(reached=True, satisfaction="satisfied"), officer, answered).status == 409
    execute(Close(), officer, answered)
    product = department("sc", "sales")
    execute(
        FollowUp(
            reached=True,
            satisfaction="satisfied",
            suggestion="理赔进度短信应写明经办人",
            suggested_to=product,
        ),
        officer,
        answered,
    )
    asked = case(answered).callbacks.get(after_closing=True)
    assert (asked.suggestion, asked.suggested_to_id) == ("理赔进度短信应写明经办人", product)
    assert Alert.objects.filter(department_id=product, kind="suggestion").exists()


def test_the_section_shows_the_script_and_then_the_answers(answered, officer, desk):
    client = desk("sc.officer", language="en")
    page = client.get(f"/case/{answered}/more/callback").content.decode()
    assert "Has what was promised been done?" in page
    execute(RecordCallback(reached=True, satisfaction="satisfied", answers=ANSWERS), officer, answered)
    page = client.get(f"/case/{answered}/more/callback").content.decode()
    assert "款项已到账" in page


def test_the_form_offers_the_script(answered, desk):
    page = desk("sc.officer", language="en").get(f"/case/{answered}/do/record_callback").content.decode()
    for code in ("result_told", "carried_out", "attitude", "suggestion"):
        assert f'value="{code}" selected' in page
