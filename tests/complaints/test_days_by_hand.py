"""Days counted on a wall calendar: Spring Festival, make-up Saturdays, a leap day, the year's end (T1, T10).

Off in 2026: 1-3 January, 15-23 February, 4-6 April, 1-5 May, 19-21 June, 25-27 September, 1-7 October. Worked at
weekends: 4 January, 14 and 28 February, 9 May, 20 September, 10 October. Addressed 8:30-12:00 and 13:30-17:30. Of 2027
nothing is known. A limit in days is used up at the midnight after its last day, which is what stands here.
"""

from __future__ import annotations

from datetime import date

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.clocks.queries import states
from redress.complaints.closing.commands.close import Archive, Withdraw
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import Verify
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.law.commands.extend import AskExtension, TellExtension
from redress.complaints.law.commands.new_facts import NewFacts
from redress.complaints.law.commands.pausing import Pause, Resume
from redress.complaints.law.commands.review import RequestReview
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.linking.commands.linking import Link
from redress.complaints.models import Complaint
from tests.complaints.inputs import approve_all, department, transfer, visit
from tests.complaints.papers import attach
from tests.complaints.stages import decision, to_proposal
from tests.complaints.stories import closed, filed
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLK-01", "CLK-02", "CLK-04", "CLK-05", "CLK-06")]


def entered(actor, received, entered_at=None, who="cd.officer", **more):
    """A letter to the counter, received and entered then."""
    given = {
        "source": "direct",
        "channel": "letter",
        "class_code": "payments",
        "unit": "cd",
        "facts_repeated": True,
    }
    with moment.at(local(entered_at or received)):
        filing = transfer(received_at=received.replace(" ", "T"), **(given | more))
        return execute(filing, actor(who)).number


def ends(number, key):
    """(status, midnight after the last day, or the instant) of the newest clock of that key."""
    clock = Clock.objects.filter(file__number=number, key=key).order_by("occurrence").last()
    return clock.status, f"{clock.due_at.astimezone(local('2026-01-01 00:00').tzinfo):%Y-%m-%d %H:%M}"


def given(command, actor, who, number, at):
    with moment.at(local(at)):
        return execute(command, actor(who), number)


def test_before_spring_festival_a_letter_is_confirmed_on_the_saturday_that_is_worked(actor):
    """Friday 13 February: one working day is Saturday 14; three are the 14th, 24th, 25th; fifteen days the 28th."""
    number = entered(actor, "2026-02-13 16:50")
    assert ends(number, "confirm") == ("running", "2026-02-15 00:00")
    assert ends(number, "resolution") == ("running", "2026-02-26 00:00")
    assert ends(number, "resolution_law") == ("running", "2026-03-01 00:00")


def test_what_came_in_on_a_day_off_and_is_entered_after_it_is_late_in_the_register_and_not_in_its_confirmation(
    actor,
):
    """Sunday 15 February is day 0: entered by its end, confirmed on the first day worked, Tuesday the 24th."""
    number = entered(actor, "2026-02-15 11:00", "2026-02-24 09:00")
    assert ends(number, "entry") == ("late", "2026-02-16 00:00")
    assert ends(number, "confirm") == ("running", "2026-02-25 00:00")
    given(
        Confirm(means="call", words="已受理", recording="录音 1"),
        actor,
        "cd.officer",
        number,
        "2026-02-24 17:00",
    )
    assert ends(number, "confirm")[0] == "met"


def test_an_hour_of_service_stands_still_over_the_festival(actor):
    """A claim at 17:00 on Saturday the 14th: half an hour is left that day, the other on Tuesday the 24th from 8:30."""
    number = entered(actor, "2026-02-14 17:00", class_code="claims")
    assert ends(number, "claims_contact") == ("running", "2026-02-24 09:00")
    # Three working days: the 24th, 25th and 26th.
    assert ends(number, "claims_closing") == ("running", "2026-02-27 00:00")


def test_a_step_of_the_flow_beyond_authority_waits_over_the_festival_too(actor):
    """Verified at 11:30: half an hour until noon, the other from 13:30 on."""
    number = entered(actor, "2026-02-14 09:00", class_code="claims")
    given(Verify(verdict="beyond", words="超出权限"), actor, "cd.officer", number, "2026-02-14 11:30")
    assert ends(number, "claims_case_owner") == ("running", "2026-02-14 14:00")


def test_a_reply_counts_when_it_was_sent_also_on_the_day_after_the_festival(actor):
    """Ordered on Saturday the 14th: one working day is Tuesday the 24th; sent at 23:00 that day, entered the next."""
    number = entered(actor, "2026-02-14 09:00", who="sc.officer", unit="sc", class_code="claims")
    order = Dispatch(to=department("sc", "claims"), opinion="请核实")
    main = given(order, actor, "sc.officer", number, "2026-02-14 10:00").facts["order"]
    assert ends(number, "claims_reply") == ("running", "2026-02-25 00:00")
    reply = ReplyOrder(order=str(main), reply="确有拖延", sent_at="2026-02-24T23:00")
    given(reply, actor, "sc.claims", number, "2026-02-25 09:00")
    assert ends(number, "claims_reply")[0] == "met"


def test_progress_is_told_every_seven_working_days_across_the_festival(actor):
    """From Friday the 13th: 14, 24, 25, 26, 27, 28 February and Monday 2 March."""
    number = entered(actor, "2026-02-13 10:00", complexity="complex")
    assert ends(number, "progress_customer") == ("running", "2026-03-03 00:00")
    told = RecordTelling(what="progress", means="call", words="病历调取中", reference="录音 2")
    given(told, actor, "cd.officer", number, "2026-02-28 10:00")
    # From Saturday the 28th, which is worked: 2, 3, 4, 5, 6, 9, 10 March.
    assert ends(number, "progress_customer") == ("running", "2026-03-11 00:00")


def test_on_the_saturday_after_labour_day_the_house_works(actor):
    """Friday 8 May: the 9th, 11th, 12th."""
    number = entered(actor, "2026-05-08 10:00")
    assert ends(number, "confirm") == ("running", "2026-05-10 00:00")
    assert ends(number, "resolution") == ("running", "2026-05-13 00:00")


def test_calendar_days_end_on_a_holiday_and_are_not_rolled_on(actor):
    """Friday 18 September + 15 = Saturday 3 October, in the holiday; 7 working days: 20-24, 28, 29 September."""
    number = entered(actor, "2026-09-18 10:00", level="difficult")
    assert ends(number, "resolution_law") == ("running", "2026-10-04 00:00")
    assert ends(number, "resolution") == ("running", "2026-09-30 00:00")


@pytest.mark.req("AUT-05")
def test_an_extension_told_in_the_last_minute_holds_and_a_minute_later_it_does_not(actor):
    """Complex, received on Thursday 15 January: 30 days are Saturday 14 February; 60 are Monday 16 March."""
    numbers = [
        entered(actor, "2026-01-15 10:00", complexity="complex", policy_number=f"P51{n}") for n in range(2)
    ]
    assert len(numbers) == 2
    told = TellExtension(means="call", words="延长三十日", reference="录音 3")
    for number, at, end in zip(
        numbers,
        ("2026-02-14 23:59", "2026-02-15 00:00"),
        ("2026-03-17 00:00", "2026-02-15 00:00"),
        strict=True,
    ):
        given(AskExtension(reason="病历在外省"), actor, "cd.officer", number, "2026-02-13 10:00")
        with moment.at(local("2026-02-13 11:00")):
            approve_all(number)
        given(told, actor, "cd.officer", number, at)
        assert ends(number, "resolution_law")[1] == end


def paused(actor, number, since, told_at, at):
    papers = [
        {"proof": code, "evidence": attach(number, actor("cd.officer"), code, "other")}
        for code in ("commission", "notice_to_customer")
    ]
    pause = Pause(
        ground="appraisal", since=since, told_by="call", told_at=told_at, words="司法鉴定", proofs=papers
    )
    return given(pause, actor, "cd.officer", number, at)


def resumed(actor, number, until, at):
    with moment.at(local(at)):
        report = [
            {
                "proof": "appraisal_report",
                "evidence": attach(number, actor("cd.officer"), "鉴定意见", "other"),
            }
        ]
        end = Resume(ground="appraisal", until=until, outcome="意见已出具", proofs=report)
        execute(end, actor("cd.officer"), number)


@pytest.mark.parametrize(
    ("told_at", "last"),
    [
        ("2026-02-13T23:59", "2026-03-19 00:00"),  # the third day after the 10th: 14 days are left out
        ("2026-02-14T00:00", "2026-03-15 00:00"),  # later: they count from the 14th, ten days
    ],
)
def test_an_appraisal_over_the_festival_counts_from_its_beginning_where_the_customer_was_told_in_time(
    actor, told_at, last
):
    """Complex, received on Monday 2 February: to 4 March. The appraisal lasts from the 10th to the 24th."""
    number = entered(actor, "2026-02-02 10:00", complexity="complex")
    with moment.at(local("2026-02-14 09:00")):
        paused(actor, number, "2026-02-10T09:00", told_at, "2026-02-14 09:00")
    resumed(actor, number, "2026-02-24T09:00", "2026-02-24 10:00")
    assert ends(number, "resolution_law") == ("running", last)


def test_new_facts_during_a_pause_count_anew_and_the_pause_goes_on(actor):
    """New facts on Monday 16 February: 30 days to 18 March; the appraisal goes on to the 20th: four days more."""
    number = entered(actor, "2026-02-02 10:00", complexity="complex")
    with moment.at(local("2026-02-10 09:30")):
        paused(actor, number, "2026-02-10T09:00", "2026-02-10T09:00", "2026-02-10 09:30")
    with moment.at(local("2026-02-16 11:00")):
        proof = [attach(number, actor("cd.officer"), "新诊断")]
        facts = NewFacts(what="新的诊断证明", received_at="2026-02-16T10:00", evidence=proof)
        execute(facts, actor("cd.officer"), number)
    resumed(actor, number, "2026-02-20T09:00", "2026-02-24 10:00")
    assert ends(number, "resolution_law") == ("running", "2026-03-23 00:00")


@pytest.mark.req("AUT-06")
def test_a_review_is_asked_for_until_a_sunday_and_not_on_the_monday_after(actor):
    """Told by telephone on Friday 30 January: the thirtieth day is Sunday 1 March; the review has to 31 March."""
    city = actor("cd.officer")
    number = entered(actor, "2026-01-26 10:00")
    given(Confirm(means="call", words="已受理"), actor, "cd.officer", number, "2026-01-26 11:00")
    with moment.at(local("2026-01-30 10:00")):
        to_proposal(number, city, unit="cd")
        execute(decision(), city, number)
        call = RecordTelling(what="decision", means="call", words="电话告知", reference="录音 5")
        execute(call, city, number)
    with moment.at(local("2026-03-02 09:00")):
        paper = attach(number, city, "核查申请书")
        with pytest.raises(Refusal) as late:
            execute(RequestReview(grounds="金额少算", evidence=paper), city, number)
        assert "2026-03-01" in str(late.value)
        inside = RequestReview(grounds="金额少算", evidence=paper, requested_at="2026-03-01T23:59")
        execute(inside, city, number)
    assert ends(number, "review") == ("running", "2026-04-01 00:00")


@pytest.mark.req("CLO-07")
@pytest.mark.parametrize(
    ("received", "kind"), [("2026-02-13 16:00", "repeat"), ("2026-02-14 09:00", "escalation")]
)
def test_after_its_three_working_days_a_case_that_goes_higher_is_an_escalation(actor, received, kind):
    """Received on Tuesday 10 February and closed on the 12th; the limit ends with Friday the 13th."""
    number = filed(actor, "2026-02-10 10:00")
    closed(actor, number, "2026-02-12 10:00")
    again = filed(actor, received, "ho.officer", channel="letter", unit="sc", facts_repeated=True)
    given(Link(other=number, kind=kind), actor, "ho.officer", again, received)
    assert Complaint.objects.get(number=again).links.get().ruled == kind


@pytest.mark.req("INT-13")
def test_a_withdrawal_that_came_in_the_holiday_ends_the_case_on_that_day(actor):
    number = entered(actor, "2026-02-13 10:00")
    with moment.at(local("2026-02-24 09:00")):
        paper = attach(number, actor("cd.officer"), "撤回申请")
        gone = Withdraw(request="客户撤回", received_at="2026-02-16T10:00", evidence=paper)
        execute(gone, actor("cd.officer"), number)
    assert Complaint.objects.get(number=number).state_since == local("2026-02-16 10:00")
    # The confirmation was due by the end of the 14th and never made: what had passed stays passed.
    assert ends(number, "confirm") == ("late", "2026-02-15 00:00")
    assert ends(number, "resolution_law")[0] == "cancelled"


@pytest.mark.req("FLW-16")
def test_an_emergency_on_a_holiday_is_reported_within_the_hour_and_its_situation_when_the_house_serves(actor):
    """Sunday 15 February at 10:00: up by 11:00; four working hours are 8:30-12:00 and 13:30-14:00 on the 24th."""
    number = entered(actor, "2026-02-15 10:00", level="major")
    assert ends(number, "emergency_report_up") == ("running", "2026-02-15 11:00")
    assert ends(number, "emergency_situation") == ("running", "2026-02-24 14:00")
    assert ends(number, "emergency_regulator") == ("running", "2026-02-16 10:00")


@pytest.mark.req("CLK-07")
def test_beyond_the_known_calendar_working_days_are_a_guess_and_calendar_days_are_not(actor):
    """Received on Thursday 31 December 2026: fifteen days end with 15 January whatever holidays 2027 has."""
    number = entered(actor, "2026-12-31 10:00")
    assert ends(number, "resolution_law") == ("running", "2027-01-16 00:00")
    guessed = {state.key: state.guessed for state in states(Complaint.objects.get(number=number))}
    assert (guessed["resolution_law"], guessed["resolution"], guessed["confirm"]) == (False, True, True)


def test_a_leap_day_is_a_day(actor):
    """Monday 14 February 2028 + 15 = Tuesday 29 February."""
    number = entered(actor, "2028-02-14 10:00")
    assert ends(number, "resolution_law") == ("running", "2028-03-01 00:00")


@pytest.mark.req("CLO-10")
def test_papers_of_a_case_that_ended_on_a_leap_day_are_kept_to_the_last_day_of_that_february(actor):
    number = filed(actor, "2028-02-28 10:00")
    closed(actor, number, "2028-02-29 10:00")
    given(Archive(), actor, "sc.officer", number, "2028-02-29 11:00")
    assert Complaint.objects.get(number=number).retain_until == date(2038, 2, 28)


@pytest.mark.req("FLW-12")
def test_a_bank_case_of_the_last_quarter_of_an_hour_is_handed_on_after_the_festival(actor):
    """Saturday 14 February at 17:15: fifteen minutes are left, forty-five more on the 24th from 8:30."""
    number = entered(actor, "2026-02-14 17:15", class_code="solicitation", sale_stage="in_sale")
    assert ends(number, "banca_forward") == ("running", "2026-02-24 09:15")
    assert ends(number, "banca_closing") == ("running", "2026-02-27 00:00")


@pytest.mark.req("INT-07")
def test_a_confirmation_by_recording_counts_when_made_if_written_within_a_working_day(actor):
    """Called on Saturday the 14th, written on Tuesday the 24th, the working day after: in time. On the 25th: not."""
    for n, (at, status) in enumerate((("2026-02-24 17:00", "met"), ("2026-02-25 09:00", "late"))):
        number = entered(actor, "2026-02-13 10:00", policy_number=f"P52{n}")
        call = Confirm(means="call", words="已受理", at="2026-02-14T16:00", recording="录音 9")
        given(call, actor, "cd.officer", number, at)
        assert ends(number, "confirm") == (status, "2026-02-15 00:00")


@pytest.mark.req("INT-05", "FLW-02")
def test_a_visit_on_the_last_day_of_the_year_is_dispatched_that_day(actor):
    with moment.at(local("2026-12-31 16:00")):
        number = execute(visit(received_at="2026-12-31T15:50"), actor("cd.officer")).number
    assert ends(number, "dispatch") == ("running", "2027-01-01 00:00")
    assert ends(number, "entry") == ("met", "2027-01-01 00:00")
