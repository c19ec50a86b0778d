"""What the insurer holds of a claim's policy: filled in, compared, held to, and what happens when it is away."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from redress.casework import moment
from redress.casework.models import LookUps
from redress.casework.refusals import Refusal
from redress.claims.commands.complexity import SetComplexity
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials
from redress.claims.commands.policy import AddPerson, CheckPolicy
from redress.claims.door import execute
from redress.claims.models import Claim, ClaimEntry, ClaimParty
from redress.claims.queries.clocks import timed
from redress.policies.kinds import PolicyState, Standing
from redress.policies.system import system
from redress.policies.table.storing import store, store_products
from tests.claims.conftest import Claims, report
from tests.fixtures.insurer import local
from tests.policies import far_end as ways
from tests.policies.conftest import chosen_anew as chosen_anew
from tests.policies.conftest import far_end as far_end
from tests.policies.made import CHEN_YU, LI_NA, made
from tests.policies.test_http import WRONG

pytestmark = pytest.mark.django_db

BARE = {
    "policy_number": "P510104000001",
    "people": [{"role": "reporter", "name": "李娜"}],
    "line": "",
    "unit": "",
    "loss_cause": "illness",
    "losses": ["medical_expense"],
    "account": "",
    "account_holder": "",
    "estimate": None,
}

"""What only the customer knows; the rest the insurer holds."""

PAPERS = ["claim_form", "identity", "account", "medical_record", "invoices", "discharge"]

ITEM = {"title": "住院费", "amount": "40000"}


@pytest.fixture
def held(chosen_anew):
    """held(policy) puts it into the house's own tables."""

    def hold(**other) -> None:
        policy = made(unit="psc", **other)
        store_products([policy.product])
        store([policy])

    return hold


def refused(run, *given, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        run(*given, **more)
    return caught.value


def adjusting(by, **given) -> Claims:
    """A medical claim whose papers are complete."""
    claims = Claims(by, execute(report(**BARE | given), by).number)
    row = Claim.objects.get(number=claims.number)
    papers = list(row.papers.values_list("code", flat=True))
    claims(ReceiveMaterials(papers=papers), "2026-03-03 10:00")
    claims(CheckMaterials(told_by="sms"), "2026-03-03 11:00")
    return claims


@pytest.mark.req("SYS-02", "CLM-02", "INT-03")
def test_a_report_asks_only_what_the_insurer_does_not_hold(held, handler, monday):
    held()
    facts = execute(report(**BARE), handler).facts
    row = Claim.objects.get()
    reporter, insured = ClaimParty.objects.filter(claim=row).order_by("id")
    assert (row.line, row.unit.code, row.account, row.account_holder) == (
        "medical", "psc", "6217003810012345678", "李娜",
    )  # fmt: skip
    assert (reporter.phone, reporter.id_number) == (LI_NA.phone, LI_NA.id_number)
    assert (insured.role, insured.name, insured.id_number) == ("insured", "陈宇", CHEN_YU.id_number)
    assert (row.cover, row.doubts) == (Standing.COVERED, [])
    assert row.policy_checked_at == moment.now()
    assert facts["held"] == "found"
    assert "line" in facts["filled"]
    kept = str(ClaimEntry.objects.get().facts)
    assert LI_NA.id_number not in kept
    assert "621700" not in kept


PERSONAL = {"account", "account_holder"}


def told(facts) -> set[str]:
    """What of people was filled in."""
    return {each for each in facts.get("filled", ()) if each in PERSONAL or each.startswith("people")}


@pytest.mark.req("SEC-01", "ORG-08", "CLM-02")
def test_another_companys_customers_are_filled_into_no_claim(chosen_anew, handler, handles, monday):
    policy = made(unit="sc")
    store_products([policy.product])
    store([policy])
    mine = execute(report(**BARE | {"unit": "psc"}), handler)
    row = Claim.objects.get(number=mine.number)
    assert (told(mine.facts), row.account, row.line) == (set(), "", "medical")
    assert [each.name for each in row.parties.all()] == ["李娜"], "only who was named"
    claims = Claims(handler, mine.number)
    claims(CheckPolicy(policy_number="P510104000001"), "2026-03-03 10:00")
    assert Claim.objects.get(number=mine.number).account == ""
    theirs = execute(report(**BARE | {"unit": "gx", "another_event": True}), handles("gx.claims", "gx"))
    assert told(theirs.facts) >= PERSONAL, "branches of one company are one insurer"


@pytest.mark.req("SEC-01", "SEC-03", "CLM-02")
def test_what_is_filled_in_counts_as_a_look_up_and_a_report_is_taken_all_the_same(
    held, handler, monday, settings
):
    settings.REDRESS_LOOKUPS_PER_HOUR = 1
    held()
    full = {
        "people": [
            {"name": "陈宇", **CHEN_YU.model_dump(include={"phone", "id_number", "email", "address"})}
        ],
        "account": "6217003810012345678",
        "account_holder": "李娜",
    }
    execute(report(**BARE | full), handler)
    assert not LookUps.objects.exists(), "compared, and nothing was shown"
    again = {"another_event": True}
    assert told(execute(report(**BARE | again), handler).facts) >= PERSONAL
    done = execute(report(**BARE | again), handler)
    row = Claim.objects.get(number=done.number)
    assert (told(done.facts), row.account, row.line, row.cover) == (set(), "", "medical", Standing.COVERED)
    refusal = refused(Claims(handler, done.number), CheckPolicy(policy_number="P510104000001"))
    assert (refusal.rule, refusal.status) == ("SEC-01", 429)


@pytest.mark.req("CLM-02")
@pytest.mark.parametrize(
    ("policy", "given", "doubt"),
    [
        ({}, {"policy_number": "P999", "line": "medical", "unit": "psc"}, "unknown"),
        ({"state": PolicyState.LAPSED, "since": date(2026, 2, 1)}, {}, "not_covered"),
        ({"begins": date(2026, 3, 2)}, {}, "not_covered"),
        ({"ends": date(2026, 2, 28)}, {}, "not_covered"),
        ({}, {"people": [{"name": "王五", "id_number": "510104198001010010"}]}, "stranger"),
        ({}, {"line": "motor"}, "other_line"),
        ({}, {"account": "6222020200112233445", "account_holder": "王五"}, "other_account"),
        ({}, {"estimate": "184000.51"}, "above"),
    ],
)
def test_a_report_is_taken_whatever_is_doubtful_and_says_what(held, handler, monday, policy, given, doubt):
    held(**policy)
    execute(report(**BARE | given), handler)
    assert Claim.objects.get().doubts == [doubt]


@pytest.mark.req("CLM-02")
def test_what_neither_is_given_nor_held_is_asked_for(held, handler, monday):
    held()
    nowhere = BARE | {"policy_number": "P999"}
    refusal = refused(execute, report(**nowhere), handler)
    assert (refusal.rule, refusal.field) == ("CLM-02", "line")
    refusal = refused(
        execute, report(**nowhere).model_copy(update={"line": "medical", "people": []}), handler
    )
    assert refusal.field == "people"
    assert not Claim.objects.exists()


@pytest.mark.req("SYS-02", "CLM-02")
@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_when_the_policy_system_is_away_the_report_is_taken_and_says_so(far_end, handler, monday, wrong):
    far_end.wrong = wrong
    execute(report(**BARE | {"line": "medical", "unit": "psc"}), handler)
    row = Claim.objects.get()
    assert (row.doubts, row.policy_checked_at, row.account) == (["unchecked"], None, "")


@pytest.mark.req("SYS-02")
def test_when_it_is_back_it_is_asked_again_and_a_wrong_number_is_corrected(far_end, handler, monday):
    far_end.wrong = ways.answers(500, b"")
    claims = Claims(handler, execute(report(**BARE | {"line": "medical", "unit": "psc"}), handler).number)
    refusal = refused(claims, CheckPolicy(policy_number="P510104000001"))
    assert (refusal.rule, refusal.status) == ("SYS-02", 503)
    assert Claim.objects.get().doubts == ["unchecked"]
    far_end.wrong, far_end.policies = None, [made(unit="psc")]
    system.cache_clear()
    claims(CheckPolicy(policy_number="P510104000009"))
    assert Claim.objects.get().doubts == ["unknown"]
    claims(CheckPolicy(policy_number="P510104000001"))
    row = Claim.objects.get()
    assert (row.doubts, row.cover, row.policy_number) == ([], "covered", "P510104000001")
    assert row.account == "6217003810012345678"


@pytest.mark.req("CLM-02")
@pytest.mark.django_db(transaction=True)
def test_of_two_reports_in_the_same_second_the_later_is_shown_the_earlier(handler, monday):
    """The second waits for the first, which has not committed yet, and then sees it."""
    said: list[object] = []

    def second() -> None:
        with moment.at(monday):
            try:
                said.append(execute(report(), handler).number)
            except Refusal as refusal:
                said.append(refusal)
            finally:
                connection.close()

    with transaction.atomic():
        first = execute(report(), handler).number
        other = threading.Thread(target=second)
        other.start()
        other.join(1.0)
        assert other.is_alive(), "it waits"
    other.join(20)
    assert Claim.objects.count() == 1
    (refusal,) = said
    assert isinstance(refusal, Refusal)
    assert refusal.field == "another_event"
    assert first in str(refusal)


@pytest.mark.req("CLM-02")
def test_somebody_who_was_not_named_is_added_once(reported):
    add = AddPerson.model_validate({"person": [{"role": "claimant", "name": "刘小明"}], "reason": "之子"})
    reported(add)
    assert ClaimParty.objects.filter(role="claimant").get().name == "刘小明"
    assert "stands in the claim already" in str(refused(reported, add))


def due(claims: Claims) -> dict[str, str]:
    row = Claim.objects.select_related("unit", "rulebook").get(number=claims.number)
    return {
        each.key: f"{each.due_at.astimezone(local('2026-03-01 00:00').tzinfo):%m-%d}"
        for each in timed([row])[0].clocks
        if each.group == "decision" and each.open
    }


@pytest.mark.req("CLM-09", "CLK-04")
def test_a_claim_found_complex_has_the_complex_limit_from_where_the_simple_one_began(held, handler, monday):
    held()
    claims = adjusting(handler)
    with moment.at(local("2026-03-04 09:00")):
        assert due(claims) == {"decision_law": "03-11", "decision_service": "03-11"}
    why = "涉及既往病史，需要调取外地病历。"
    claims(SetComplexity(complexity="complex", reason=why), "2026-03-04 09:00")
    # Thirty calendar days from the request of Tuesday the third, that day not counted: until the end of 2 April.
    with moment.at(local("2026-03-04 09:00")):
        assert due(claims)["decision_law"] == "04-03"
    claims(SetComplexity(complexity="simple", reason="病历已齐。"), "2026-03-05 09:00")
    with moment.at(local("2026-03-05 09:00")):
        assert due(claims) == {"decision_law": "03-11", "decision_service": "03-11"}


@pytest.mark.req("CLM-09")
def test_a_limit_that_has_passed_is_not_unsaid_by_calling_the_claim_complex(held, handler, monday):
    held()
    claims = adjusting(handler)
    refusal = refused(claims, SetComplexity(complexity="complex", reason="复杂"), "2026-03-12 09:00")
    assert (refusal.rule, refusal.field) == ("CLM-09", "complexity")
    assert "stays passed" in str(refusal)
    assert Claim.objects.get().complexity == "simple"


@pytest.mark.req("CLM-04")
def test_papers_made_out_to_somebody_else_are_not_taken_until_that_one_stands_in_the_claim(reported):
    others = ReceiveMaterials(papers=["identity"], made_out_to="刘小明")
    refusal = refused(reported, others)
    assert (refusal.rule, refusal.field) == ("CLM-04", "made_out_to")
    assert "Add a person" in str(refusal)
    son = {"person": [{"role": "claimant", "name": "刘小明"}], "reason": "之子，代为申请"}
    reported(AddPerson.model_validate(son))
    reported(others)
    assert Claim.objects.get().state == "checking"
