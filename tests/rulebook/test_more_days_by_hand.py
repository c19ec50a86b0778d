"""Two flows, a festival and a late entry at once: every end was found on a wall calendar before it was asked for.

Off in 2026: 1-3 January, 15-23 February, 1-7 October, in Guangxi 19-21 April as well; worked: 14 and 28 February, 10
October (Saturdays). Served 8:30-12:00 and 13:30-17:30. A limit in days is used up at the midnight after its last day.
"""

from __future__ import annotations

import pytest

from tests.rulebook.test_days_nobody_combined_by_hand import end, story  # noqa: F401

pytestmark = pytest.mark.req("CLK-01", "CLK-02", "CLK-06")

BANK = {"flow": "banca", "sale_stage": "in_sale", "class_": "solicitation", "channel": "visit"}


@pytest.mark.req("FLW-11", "FLW-12", "INT-09")
def test_a_claim_beside_what_a_bank_sold_is_closed_by_the_claims_limit_when_the_sale_is_difficult(story):  # noqa: F811
    """Wednesday 18 November: 19, 20, 23 for the claim; 24 and 25 besides for what the contact finds difficult."""
    graded = ("graded", "2026-11-18 14:00", {"subject": {"grade": "difficult"}})
    found = story(graded, received="2026-11-18 10:00", further_flow="claims", **BANK)
    assert end(found["claims_contact"]) == "2026-11-18 11:00"
    assert end(found["claims_closing"]) == "2026-11-24 00:00"
    assert end(found["banca_closing"]) == "2026-11-26 00:00"
    assert "claims_closing" not in story(graded, received="2026-11-18 10:00", **BANK)


@pytest.mark.req("INT-02", "INT-07")
def test_a_letter_of_before_the_festival_that_is_entered_on_the_saturday_after_it(story):  # noqa: F811
    """Friday 13 February, entered on Saturday the 28th, which is worked. Simple: confirmed by the 14th; the 14th, 24th,
    25th; fifteen days are the 28th itself. Called on the 14th with a recording it was confirmed in time."""
    given = {"received": "2026-02-13 16:00", "entered": "2026-02-28 09:00"}
    found = story(**given)
    ends = {key: (end(found[key]), found[key].status) for key in ("entry", "confirm", "resolution")}
    assert ends == {
        "entry": ("2026-02-14 00:00", "late"),
        "confirm": ("2026-02-15 00:00", "running"),
        "resolution": ("2026-02-26 00:00", "running"),
    }
    assert end(found["resolution_law"]) == "2026-03-01 00:00"
    assert story(("confirmed", "2026-02-14 15:00"), **given)["confirm"].status == "met"
    assert story(("confirmed", "2026-02-15 00:00"), **given)["confirm"].status == "late"


@pytest.mark.req("CLK-03", "INT-02")
def test_the_same_letter_found_complex_leaves_two_days_for_progress_and_a_week_for_the_answer(story):  # noqa: F811
    """14, 24-28 February are six; 2 March the seventh; 3, 4, 5 March the tenth; thirty days are Sunday 15 March."""
    found = story(received="2026-02-13 16:00", entered="2026-02-28 09:00", complexity="complex")
    assert end(found["progress_customer"]) == "2026-03-03 00:00"
    assert end(found["resolution"]) == end(found["answer_2010_4"]) == "2026-03-06 00:00"
    assert end(found["resolution_law"]) == "2026-03-16 00:00"


@pytest.mark.req("CLK-05", "INT-02")
def test_an_appraisal_that_began_and_ended_in_the_festival_before_anybody_entered_the_case(story):  # noqa: F811
    """From Monday 16 to Friday 27 February eleven days do not count: 28 February becomes 11 March."""
    pause = [(name, at, {"reason": "appraisal"}) for name, at in (
        ("paused", "2026-02-16 10:00"), ("resumed", "2026-02-27 10:00"))]  # fmt: skip
    found = story(*pause, received="2026-02-13 16:00", entered="2026-02-28 09:00")
    assert end(found["resolution_law"]) == "2026-03-12 00:00"
    assert end(found["resolution"]) == "2026-02-26 00:00", "the method's own days stand still for nothing"


@pytest.mark.req("INT-08", "FLW-12")
@pytest.mark.parametrize(
    ("grade", "last"), [("general", "2026-11-24 00:00"), ("difficult", "2026-11-26 00:00")]
)
def test_what_a_callback_found_of_a_banks_sale_has_four_limits_and_the_banks_is_the_first(story, grade, last):  # noqa: F811
    """Wednesday 18 November; fifteen days are 3 December, fifteen working days 9 December."""
    graded = ("graded", "2026-11-18 11:00", {"subject": {"grade": grade}})
    bank = BANK | {"channel": "phone_out", "callback_finding": "misleading", "company": "life"}
    found = story(graded, received="2026-11-18 10:00", **bank)
    assert end(found["banca_closing"]) == last
    assert end(found["resolution_law"]) == "2026-12-04 00:00"
    assert end(found["callback_problem"]) == "2026-12-10 00:00"
    assert end(found["confirm"]) == "2026-11-20 00:00"
    assert found["banca_closing"].due_at == min(
        clock.due_at for clock in found.values() if clock.group == "resolution" and clock.key != "resolution"
    )


@pytest.mark.req("CLS-05")
@pytest.mark.parametrize(
    ("becomes", "last"),
    [("2026-11-23 23:59", "2026-11-28 00:00"), ("2026-11-24 00:00", "2026-11-24 00:00")],
)
def test_a_case_that_the_twentieth_person_makes_major_has_seven_days_unless_three_are_over(
    story,  # noqa: F811
    becomes,
    last,
):
    """Wednesday 18 November: 19, 20, 23; or 19, 20, 23-27."""
    major = ("level_changed", becomes, {"subject": {"level": "major"}})
    found = story(major, received="2026-11-18 10:00")
    assert end(found["resolution"]) == last
    assert end(found["resolution_law"]) == "2026-12-04 00:00", (
        "how many they are is nothing to the law's days"
    )


def test_an_hour_of_the_bank_in_guangxi_goes_over_the_third_of_the_third(story):  # noqa: F811
    """Friday 17 April 16:45: three quarters until 17:30, the last on Wednesday 22 April; closed by 22, 23, 24."""
    found = story(received="2026-04-17 16:45", rules="guangxi-method", place="cn-gx", **BANK)
    assert end(found["banca_forward"]) == "2026-04-22 08:45"
    assert end(found["banca_closing"]) == "2026-04-25 00:00"


def test_the_two_hours_of_the_grade_go_over_lunch(story):  # noqa: F811
    """11:15: three quarters until noon, five quarters from 13:30."""
    handed = ("handed_on", "2026-11-18 11:15", {"about": "to_banca"})
    assert end(story(handed, received="2026-11-18 11:00", **BANK)["banca_grade"]) == "2026-11-18 14:45"


def test_a_department_that_finds_something_on_the_worked_saturday_owes_the_next_word_from_there(story):  # noqa: F811
    """Sent on Monday 28 September: 29, 30, 8, 9, 10, 12, 13 October. Found on the 10th: 12-16, 19, 20 October."""
    sent = ("dispatched", "2026-09-28 10:00", {"about": "1"})
    found = story(sent, received="2026-09-28 09:00", complexity="complex")
    assert end(found["progress_coordinator"]) == "2026-10-14 00:00"
    word = ("found", "2026-10-10 11:00", {"about": "department"})
    found = story(sent, word, received="2026-09-28 09:00", complexity="complex")
    assert end(found["progress_coordinator"]) == "2026-10-21 00:00"
    of_ours = ("found", "2026-10-10 11:00", {"about": "truth"})
    found = story(sent, of_ours, received="2026-09-28 09:00", complexity="complex")
    assert end(found["progress_coordinator"]) == "2026-10-14 00:00"


@pytest.mark.req("ORG-03", "FLW-10")
def test_a_ruling_before_the_festival_and_its_execution_over_the_worked_saturday(story):  # noqa: F811
    """Referred on Thursday 12 February: 13, 14, 24, 25, 26. Ruled on the 26th: 27, 28, 2-6, 9, 10, 11 March."""
    referred = ("referred", "2026-02-12 10:00")
    assert end(story(referred, received="2026-02-11 10:00")["ruling"]) == "2026-02-27 00:00"
    ruled = ("ruled", "2026-02-26 16:00")
    found = story(referred, ruled, received="2026-02-11 10:00")
    assert (found["ruling"].status, end(found["ruling_execution"])) == ("met", "2026-03-12 00:00")


@pytest.mark.req("FLW-03")
def test_an_order_that_comes_back_on_the_worked_saturday_is_sent_anew_the_same_day(story):  # noqa: F811
    """Sent on Wednesday 30 September: 8, 9 October. Sent back and out again on Saturday the 10th: 12, 13 October."""
    told = [
        ("dispatched", "2026-09-30 10:00", {"about": "1"}),
        ("order_returned", "2026-10-10 09:00", {"about": "1"}),
        ("main_returned", "2026-10-10 09:00"),
    ]
    found = story(*told, received="2026-09-30 09:00")
    assert (end(found["dispatch"]), found["dispatch"].status) == ("2026-10-11 00:00", "running")
    assert (end(found["investigation"]), found["investigation"].status) == ("2026-10-10 00:00", "late")
    found = story(*told, ("dispatched", "2026-10-10 15:00", {"about": "2"}), received="2026-09-30 09:00")
    assert end(found["investigation"]) == "2026-10-14 00:00"
