"""A catastrophe: opened, joined, papers that fall away, told to all once (CLM-03, Order 2010-4 Art. 27)."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from redress.casework import moment
from redress.casework.refusals import Forbidden, KeyReused, Refusal, WrongState
from redress.claims.catastrophes import following, queries
from redress.claims.catastrophes.commands import AmendCatastrophe, CloseCatastrophe, TellCustomers
from redress.claims.catastrophes.door import JOURNAL
from redress.claims.catastrophes.door import execute as lead
from redress.claims.commands.joining import FollowCatastrophe, JoinCatastrophe, LeaveCatastrophe
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials, RequestMore
from redress.claims.door import DOOR, execute
from redress.claims.models import Catastrophe, Claim, ClaimEntry, ClaimPaper
from redress.claims.states import CatastropheState, ClaimState
from redress.messages import quiet
from redress.messages.models import Message
from redress.operations.verifying import journals
from redress.operations.verifying.report import Report
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from tests.claims.flood import WORDS, flood, flooded
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(handler, monday) -> str:
    return lead(flood(), handler).number


def told(number: str) -> list[list[int]]:
    """The notices that each entry of the claim's journal says were told."""
    found = ClaimEntry.objects.filter(claim__number=number).order_by("sequence")
    return [each.facts["notices"] for each in found if each.facts.get("notices")]


@pytest.mark.req("CLM-03")
def test_it_is_opened_with_place_time_cause_and_lines_and_has_a_number_of_its_own(opened):
    row = Catastrophe.objects.get()
    assert (row.number, row.state, row.places) == (opened, CatastropheState.OPEN, ["金堂县", "赵镇"])
    assert opened.startswith("E2026-")
    assert JOURNAL.past_of(row.pk).states == ["open"]


@pytest.mark.req("CLM-03", "ORG-11")
def test_only_who_leads_claims_of_the_unit_opens_one(actor, opened):
    with pytest.raises(Forbidden):
        lead(flood(), actor("cd.officer"))
    with pytest.raises(Forbidden):
        lead(flood(unit="sc"), actor("psc.claims"))


@pytest.mark.req("CLM-03", "CLM-04")
def test_no_paper_falls_away_that_the_standard_asks_for_in_a_catastrophe_as_well(handler, monday):
    with pytest.raises(Refusal) as refused:
        lead(flood(spared=["weather", "identity"]), handler)
    assert (refused.value.field, refused.value.rule) == ("spared", "CLM-03")
    assert Catastrophe.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"loss_causes": ["meteor"]}, "loss_causes"),
        ({"lines": ["spaceship"]}, "lines"),
        ({"spared": ["blood"]}, "spared"),
        ({"places": "、，"}, "places"),
        ({"ended_at": local("2026-02-27 03:00")}, "ended_at"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(handler, monday, wrong, field):
    with pytest.raises(Refusal) as refused:
        lead(flood(**wrong), handler)
    assert refused.value.field == field


@pytest.mark.req("CLM-03", "CLM-04")
def test_a_report_of_it_is_joined_at_once_and_the_paper_is_not_asked_for(handler, opened):
    outcome = execute(flooded(1, catastrophe=opened), handler)
    claim = Claim.objects.get(number=outcome.number)
    assert claim.catastrophe.number == opened
    assert outcome.facts["spared"] == ["weather"]
    assert "weather" not in outcome.facts["asked"]
    assert claim.papers.get(code="weather").get_verdict_display()
    plain = execute(flooded(2), handler)
    assert "weather" in plain.facts["asked"]


@pytest.mark.req("CLM-04")
def test_what_fell_away_keeps_nothing_waiting_and_is_never_asked_for(handler, opened):
    number = execute(flooded(1, catastrophe=opened), handler).number
    asked = list(ClaimPaper.objects.filter(claim__number=number, verdict="").values_list("code", flat=True))
    execute(ReceiveMaterials(papers=asked), handler, number)
    lacking = {"lacking": [{"paper": "weather", "reason": "气象局出具。"}], "told_by": "sms"}
    with pytest.raises(Refusal, match="nobody is asked for"):
        execute(CheckMaterials.model_validate(lacking), handler, number)
    with pytest.raises(Refusal, match="nobody is asked for"):
        execute(RequestMore.model_validate(lacking | {"new_fact": "新的事实"}), handler, number)
    assert execute(CheckMaterials(told_by="sms"), handler, number).state is ClaimState.ADJUSTING


@pytest.mark.req("CLM-03")
@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ({"unit": "property-ho"}, "another unit"),
        ({"line": "liability"}, "line of insurance"),
        ({"loss_cause": "fire"}, "cause of loss"),
        ({"occurred_at": local("2026-02-27 20:00")}, "before the catastrophe"),
    ],
)
def test_a_claim_that_is_not_of_it_is_told_why(handler, opened, claim, why):
    with pytest.raises(Refusal, match=why):
        execute(flooded(1, catastrophe=opened, **claim), handler)


@pytest.mark.req("CLM-03")
def test_a_claim_is_proposed_by_place_time_cause_and_line_and_a_person_chooses(handler, opened):
    fits = execute(flooded(1), handler).number
    elsewhere = execute(flooded(2, place="绵阳市"), handler).number
    before = execute(flooded(3, occurred_at=local("2026-02-27 08:00")), handler).number
    claims = {each.number: each for each in Claim.objects.select_related("unit")}
    assert [each.number for each in queries.proposed(claims[fits], handler)] == [opened]
    assert queries.proposed(claims[elsewhere], handler) == []
    assert queries.proposed(claims[before], handler) == []
    found = queries.candidates(Catastrophe.objects.select_related("unit").get(), handler)
    assert [(each.number, there) for each, there in found] == [(fits, True), (elsewhere, False)]
    outcome = execute(JoinCatastrophe(catastrophe=opened), handler, fits)
    assert outcome.facts == {"catastrophe": opened, "spared": ["weather"], "notices": []}
    with pytest.raises(Refusal, match="Nothing needs to be done"):
        execute(JoinCatastrophe(catastrophe=opened), handler, fits)


@pytest.mark.req("CLM-03")
def test_every_customer_is_told_once_also_when_it_is_given_twice_and_later_ones_on_joining(handler, opened):
    first = execute(flooded(1, catastrophe=opened), handler).number
    given = TellCustomers(text=WORDS)
    answer = lead(given, handler, opened, key="n-1")
    assert lead(given, handler, opened, key="n-1").replayed
    with pytest.raises(Refusal, match="told this before"):
        lead(TellCustomers(text=f" {WORDS}"), handler, opened, key="n-2")
    with pytest.raises((KeyReused, Refusal)):
        lead(TellCustomers(text="别的话"), handler, opened, key="n-1")
    row = Catastrophe.objects.get()
    assert following.follow(row.pk) == 1
    assert following.follow(row.pk) == 0, "done twice it tells nobody twice"
    assert following.follow_all() == 0
    later = execute(flooded(2, catastrophe=opened), handler)
    assert later.facts["notices"] == [answer.version]
    assert following.follow_all() == 0
    assert told(first) == told(later.number) == [[answer.version]]


@pytest.mark.req("CLM-03", "COM-10")
def test_the_message_says_the_words_once_and_waits_for_the_morning(handler, opened):
    number = execute(flooded(1, catastrophe=opened), handler).number
    with moment.at(local("2026-03-02 22:30")):
        lead(TellCustomers(text=WORDS), handler, opened)
        following.follow_all()
        following.follow_all()
    with acting_as(SYSTEM):
        receipt, notice = Message.objects.filter(file__number=number).order_by("id")
    assert "气象或者灾害证明" not in receipt.body
    assert (notice.rule, notice.address) == ("catastrophe", "13800000001")
    assert WORDS in notice.body
    assert quiet.end(notice.quiet, local("2026-03-02 22:30")) == local("2026-03-03 08:00")


@pytest.mark.req("CLM-03")
def test_a_customer_with_two_claims_of_it_is_told_once(handler, opened):
    person = [{"name": "刘建国", "phone": "13800001234"}]
    house = execute(flooded(1, catastrophe=opened, people=person), handler).number
    car = execute(
        flooded(2, catastrophe=opened, people=person, line="motor", losses=["vehicle"]), handler
    ).number
    version = lead(TellCustomers(text=WORDS), handler, opened).version
    assert following.follow_all() == 2
    assert (told(house), told(car)) == ([[version]], [])
    third = execute(flooded(3, catastrophe=opened, people=person, another_event=True), handler)
    assert third.facts["notices"] == []


@pytest.mark.req("CLM-03")
def test_who_is_being_worked_on_is_told_the_next_minute(handler, opened, monkeypatch):
    execute(flooded(1, catastrophe=opened), handler)
    lead(TellCustomers(text=WORDS), handler, opened)
    with monkeypatch.context() as held:
        held.setattr(DOOR, "lock", lambda *_given, **_more: {})
        assert following.follow_all() == 0
    assert following.follow_all() == 1


def test_what_all_are_told_wakes_the_worker_in_the_same_transaction(handler, opened):
    lead(TellCustomers(text=WORDS), handler, opened)
    with acting_as(SYSTEM):
        jobs = ProcrastinateJob.objects.filter(task_name="redress.claims.tasks.follow_catastrophe")
        assert [each.args for each in jobs] == [{"catastrophe": Catastrophe.objects.get().pk}]


@pytest.mark.req("CLM-04")
def test_more_papers_may_fall_away_later_and_none_is_asked_for_again(handler, opened, monday):
    number = execute(flooded(1, catastrophe=opened, loss_cause="disaster"), handler).number
    amended = flood().model_dump(exclude={"unit"})
    with pytest.raises(Refusal, match="none is asked for again"):
        lead(AmendCatastrophe(**(amended | {"spared": []})), handler, opened)
    lead(AmendCatastrophe(**(amended | {"spared": ["weather", "fire_report"]})), handler, opened)
    assert following.follow_all() == 1
    execute(LeaveCatastrophe(reason="登记有误"), handler, number)
    assert Claim.objects.get(number=number).catastrophe is None
    assert ClaimPaper.objects.get(claim__number=number, code="weather").verdict == "spared"


def test_for_a_closed_one_no_report_is_taken_and_nothing_more_is_told(handler, opened):
    lead(CloseCatastrophe(), handler, opened)
    with pytest.raises(Refusal, match="No more reports"):
        execute(flooded(1, catastrophe=opened), handler)
    with pytest.raises(WrongState):
        lead(TellCustomers(text=WORDS), handler, opened)


def test_only_the_system_makes_a_claim_follow(handler, opened):
    number = execute(flooded(1, catastrophe=opened), handler).number
    with pytest.raises(Forbidden):
        execute(FollowCatastrophe(), handler, number)


@pytest.mark.req("CLM-03")
def test_its_figures_are_of_each_unit_and_of_claims_that_one_sees(handler, opened, actor):
    for number in range(3):
        execute(flooded(number, catastrophe=opened), handler)
    row = Catastrophe.objects.select_related("unit").get()
    (found,) = queries.figures(row, handler)
    assert (found.reported, found.open, found.complete, found.decided, found.paid) == (3, 3, 0, 0, 0)
    assert queries.figures(row, actor("cd.officer")) == []


@pytest.mark.req("SEC-04")
def test_its_journal_is_verified_and_only_added_to(handler, opened):
    lead(TellCustomers(text=WORDS), handler, opened)
    report = Report()
    journals.verify(report, lambda _words: None)
    assert report.faults == []
    with connection.cursor() as cursor, pytest.raises(Exception, match="append-only"):
        cursor.execute("UPDATE claims_catastropheentry SET facts = '{}'")


@pytest.mark.req("SEC-01")
def test_the_database_lets_only_its_leaders_write_it(handler, opened, actor):
    changed = "UPDATE claims_catastrophe SET title = title || '.' RETURNING 1"
    assert under_rules(handler, changed) == [(1,)]
    with pytest.raises(ProgrammingError, match="row-level security"):
        under_rules(actor("psc.officer"), changed)
    assert under_rules(actor("psc.officer"), "SELECT count(*) FROM claims_catastrophe") == [(1,)]
    assert under_rules(actor("sc.it"), "SELECT count(*) FROM claims_catastrophe") == [(0,)]


def under_rules(who, statement):
    with acting_as(who), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL ROLE redress_web")
        cursor.execute(statement)
        found = cursor.fetchall()
        cursor.execute("RESET ROLE")
        return found


def test_the_list_is_one_query_for_many_as_for_few(handler, opened, django_assert_num_queries):
    lead(flood(title="另一场"), handler)
    with moment.at(local("2026-03-02 10:00")), django_assert_num_queries(1):
        assert len(list(queries.page(handler).rows)) == 2
