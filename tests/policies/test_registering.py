"""Registering a complaint fills in what the insurer holds, asks only what it does not, and is never kept from it."""

from __future__ import annotations

from datetime import date

import pytest

from redress.casework import access
from redress.casework.models import AccessEntry
from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.intake.commands.register import Register
from redress.complaints.models import Complaint
from redress.organisation.actor import SYSTEM
from redress.policies.kinds import PolicyState
from tests.fixtures.insurer import local
from tests.policies import far_end as ways
from tests.policies.made import LI_NA, made

pytestmark = [pytest.mark.req("INT-03", "SYS-02"), pytest.mark.django_db]


@pytest.fixture
def filing(wednesday):
    def given(**other):
        said = {
            "channel": "web",
            "received_at": local("2026-11-18 09:30"),
            "people": [{"name": "李娜"}],
            "policy_number": "P510104000001",
            "class_code": "claims",
            "facts": "住院理赔四十天没有答复。",
        }
        return Register(**(said | other))

    return given


REACHED = [{"name": "李娜", "phone": "13900000001", "id_number": LI_NA.id_number}]
"""As the customer says it where nothing is filled in: without any contact no complaint is taken (INT-12)."""


def registered(command, actor, **more):
    outcome = execute(command, actor, **more)
    return outcome, Complaint.objects.get(number=outcome.number)


def test_what_was_not_given_is_filled_in_and_the_entry_says_so(table, filing, actor):
    table([made()])
    outcome, case = registered(filing(), actor("sc.officer"))
    person = case.parties.get()
    assert (case.product, case.product_line, case.unit.code) == ("安和住院医疗保险", "医疗保险", "cd")
    assert (person.phone, person.id_number, person.email) == (LI_NA.phone, LI_NA.id_number, LI_NA.email)
    assert person.address == LI_NA.address
    said = {name: outcome.facts.get(name) for name in ("held", "cover", "filled", "agrees", "differs")}
    assert said == {
        "held": "found",
        "cover": "covered",
        "filled": ["product", "product_line", "unit", "people.0.id_number", "people.0.phone", "people.0.email",
                   "people.0.address"],
        "agrees": None,
        "differs": None,
    }  # fmt: skip
    entry = case.journal.get(sequence=1)
    assert entry.facts["filled"] == outcome.facts["filled"], "fields are no words"
    assert "phone" not in str(entry.payload), "the entry keeps what was given, as it was given"


def test_what_was_given_stands_and_the_entry_says_where_the_insurer_has_it_otherwise(table, filing, actor):
    table([made()])
    people = [{"name": "李 娜", "phone": "13999999999", "id_number": LI_NA.id_number.lower()}]
    outcome, case = registered(filing(people=people, unit="my", product="住院险"), actor("sc.officer"))
    assert (case.unit.code, case.product, case.parties.get().phone) == ("my", "住院险", "13999999999")
    assert outcome.facts["differs"] == ["product", "unit", "people.0.phone"]
    assert outcome.facts["agrees"] == ["people.0.id_number"]
    assert "people.0.phone" not in outcome.facts["filled"]


@pytest.mark.parametrize(
    "people",
    [
        [{"name": "李娜", "id_number": "510104199001011234", "phone": "13911112222"}],
        [{"name": "王芳", "phone": "13900000001"}],
    ],
    ids=["another identity number", "another name"],
)
def test_nobody_gets_the_data_of_somebody_else(table, filing, actor, people):
    table([made()])
    outcome, case = registered(filing(people=people), actor("sc.officer"))
    person = case.parties.get()
    assert (str(person.email), str(person.address)) == ("", "")
    assert not any(name.startswith("people") for name in outcome.facts["filled"])


@pytest.mark.parametrize(
    ("policy", "cover"),
    [
        ({"state": PolicyState.LAPSED, "since": date(2026, 6, 1)}, "lapsed"),
        ({"state": PolicyState.SURRENDERED, "since": date(2026, 6, 1)}, "ended"),
        ({"ends": date(2026, 11, 17)}, "after"),
        ({"begins": date(2026, 11, 19)}, "before"),
        ({"ends": date(2026, 11, 18)}, "covered"),
    ],
)
def test_cover_that_is_not_in_force_is_said_and_keeps_no_complaint_out(table, filing, actor, policy, cover):
    table([made(**policy)])
    outcome, case = registered(filing(), actor("sc.officer"))
    assert outcome.facts["cover"] == cover
    assert case.state == "registered"


def test_an_unknown_policy_is_said_and_keeps_no_complaint_out(table, filing, actor):
    table([made()])
    outcome, case = registered(filing(policy_number="P999", people=REACHED), actor("sc.officer"))
    assert outcome.facts["held"] == "unknown"
    assert "filled" not in outcome.facts
    assert (case.product, case.policy_number) == ("", "P999")


@pytest.mark.parametrize(
    "wrong", [ways.hangs, ways.answers(500, b""), ways.answers(200, b"{")], ids=["hangs", "500", "half"]
)
def test_a_policy_system_that_is_away_keeps_no_complaint_out_and_it_is_said_what_was_not_checked(
    http, far_end, filing, actor, wrong
):
    far_end.wrong = wrong
    outcome, case = registered(filing(people=REACHED), actor("sc.officer"))
    assert (outcome.facts["held"], outcome.facts.get("filled")) == ("away", None)
    assert case.state == "registered"


def test_over_http_the_same_is_filled_in(http, filing, actor):
    http([made()])
    _outcome, case = registered(filing(), actor("sc.officer"))
    assert (case.product, case.parties.get().phone) == ("安和住院医疗保险", LI_NA.phone)


def test_without_a_policy_number_or_any_policies_nothing_is_asked_and_nothing_is_said(table, filing, actor):
    assert "held" not in execute(filing(people=REACHED), actor("sc.officer")).facts
    table([made()])
    for number in ("", "—"):
        assert "held" not in execute(filing(policy_number=number, people=REACHED), actor("sc.officer")).facts


def test_who_is_named_as_owner_says_where_the_complaint_is_handled(table, filing, actor):
    table([made()])
    for owner, unit in (("my.intake", "my"), ("cd.officer", "cd")):
        outcome, case = registered(filing(owner=owner), actor("my.officer"))
        assert (case.owner.username, case.unit.code) == (owner, unit)
        assert ("unit" in outcome.facts["filled"]) is (unit == "cd")


def test_a_unit_that_is_unknown_or_has_nobody_is_not_filled_in(table, filing, actor):
    table([made(unit="gone"), made(number="P2", unit="life")])
    for number in ("P510104000001", "P2"):
        outcome, case = registered(filing(policy_number=number), actor("sc.officer"))
        assert case.unit.code == "sc"
        assert "unit" not in outcome.facts["filled"]


def test_sent_again_under_its_key_it_is_told_the_first_answer_even_if_the_policy_has_changed(
    table, filing, actor
):
    table([made()])
    first = execute(filing(), actor("sc.officer"), key="k")
    table([made(unit="my", state=PolicyState.LAPSED)])
    again = execute(filing(), actor("sc.officer"), key="k")
    assert again.replayed
    assert again.facts == first.facts


def test_the_look_up_is_on_record_with_a_fingerprint_and_no_number(table, filing, actor):
    table([made()])
    execute(filing(), actor("sc.officer"))
    entry = AccessEntry.objects.filter(action=access.Action.LOOK_UP).get()
    assert (entry.purpose, entry.fields) == ("INT-03", "policy_number")
    assert len(entry.asked) == 1


def test_what_the_house_registers_by_itself_is_filled_in_too(table, filing):
    table([made()])
    _outcome, case = registered(filing(unit="sc"), SYSTEM)
    assert case.product == "安和住院医疗保险"


def test_the_time_line_says_in_words_what_came_from_where(table, filing, actor, desk):
    table([made(state=PolicyState.LAPSED, since=date(2026, 6, 1))])
    outcome = execute(filing(), actor("sc.officer"))
    page = desk("sc.officer").get(f"/case/{outcome.number}").content.decode()
    assert "保单系统" in page
    assert "保障已经中止" in page
    assert "根据保单系统填入" in page


def test_without_any_contact_it_is_asked_for_where_the_insurer_could_not_be(http, far_end, filing, actor):
    far_end.wrong = ways.answers(500, b"")
    with pytest.raises(Refusal) as refused:
        execute(filing(), actor("sc.officer"))
    assert (refused.value.rule, refused.value.field) == ("INT-12", "papers")
