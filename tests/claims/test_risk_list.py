"""The list of claims likely to become complaints, whatever there is of others (CLM-14)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.casework.paging import unpack
from redress.casework.refusals import Forbidden, Refusal
from redress.claims.commands.after import WithdrawClaim
from redress.claims.commands.clocks import WeighClaim
from redress.claims.commands.object import Object
from redress.claims.commands.questions import AskQuestion, TellProgress
from redress.claims.disputing import Disputing, dispute
from redress.claims.door import execute
from redress.claims.models import Claim, Dispute
from redress.claims.queries import complained, lists
from redress.claims.queries.clocks import reasons
from redress.claims.queries.lists import at_risk, to_be_saved_today
from redress.claims.weighing import weigh_again
from redress.clocks.sweeper import sweep
from redress.complaints.executor import execute as execute_complaint
from redress.organisation import calendars
from tests.claims.conftest import Claims, report
from tests.claims.on_the_way import complete, row, told
from tests.complaints.inputs import transfer
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLM-14")]


def numbers(found) -> list[str]:
    return [each.number for each in found]


def test_the_customers_own_limit_is_nothing_to_hurry_for(reported):
    assert (row(reported).next_due_at, row(reported).next_due_clock) == (None, "")


def test_what_can_still_be_kept_today_comes_first_and_what_is_over_not_at_all(reported, handler):
    told(reported, "refuse")
    reported(Object(reason="年检在有效期内"), "2026-03-05 10:00")
    other = Claims(handler, execute(report(policy_number="P510002"), handler).number)
    told(other, "refuse")
    other(Object(reason="年检在有效期内"), "2026-03-05 10:00")
    other(AskQuestion(question="何时答复？", promised_at=None), "2026-03-05 10:00")
    with moment.at(local("2026-03-06 09:00")):
        assert numbers(to_be_saved_today(handler)) == [other.number], "an answer is promised by ten"
        assert numbers(at_risk(handler).rows) == [reported.number]
    with moment.at(local("2026-03-06 10:30")):
        sweep()
        assert to_be_saved_today(handler) == []
        assert numbers(at_risk(handler).rows) == [other.number, reported.number], (
            "a promise was broken besides"
        )


def test_days_that_go_by_put_a_claim_on_the_list_once_they_are_full(reported, handler):
    complete(reported)
    with moment.at(local("2026-03-10 23:00")):
        sweep()
        assert at_risk(handler).rows == [], "the limit ends with the day"
    with moment.at(local("2026-03-11 00:01")):
        sweep()
        assert numbers(at_risk(handler).rows) == [reported.number]
        before = row(reported).risk
        assert weigh_again() == 1, "whether there were complaints before is looked up once"
        assert (row(reported).risk, row(reported).complaints_before) == (before, 0)
        assert weigh_again() == 0
    with moment.at(local("2026-03-13 11:01")):
        assert weigh_again() == 1, "told of the papers ten days ago"
        assert row(reported).risk > before
        assert weigh_again() == 0, "once"
    assert row(reported).risk_again_at == local("2026-04-01 09:00"), "open for thirty days"


def test_only_the_system_weighs_and_only_when_it_is_time(reported):
    with pytest.raises(Forbidden):
        execute(WeighClaim(), reported.by, reported.number)
    with pytest.raises(Refusal):
        from redress.organisation.actor import SYSTEM

        execute(WeighClaim(), SYSTEM, reported.number)


def test_pages_follow_one_another_by_points_then_by_age(reported, handler, monkeypatch):
    monkeypatch.setattr(lists, "SIZE", 2)
    made = [reported.number] + [
        execute(report(policy_number=f"P{place}"), handler).number for place in range(4)
    ]
    for place, number in enumerate(made):
        Claim.objects.filter(number=number).update(risk=[5, 3, 5, 3, 0][place])
    seen, after = [], None
    while True:
        page = at_risk(handler, after)
        seen += numbers(page.rows)
        if not page.next:
            break
        after = unpack(page.next)
    assert seen == [made[0], made[2], made[1], made[3]]


def test_the_page_takes_as_many_queries_for_many_as_for_few(
    desk, reported, handler, django_assert_max_num_queries
):
    client = desk("psc.claims")
    more = [execute(report(policy_number=f"P{place}"), handler).number for place in range(8)]
    Claim.objects.filter(number=reported.number).update(risk=3)
    client.get("/claims/risk")
    with django_assert_max_num_queries(20) as few:
        client.get("/claims/risk")
    Claim.objects.filter(number__in=more).update(risk=3)
    with django_assert_max_num_queries(len(few)):
        client.get("/claims/risk")


def test_who_complained_before_and_is_upset_stands_on_the_list_with_both_reasons(reported, handler, actor):
    """The handler of claims need not see the earlier complaint: the house looks, and says only that there was one."""
    policy = row(reported).policy_number
    with moment.at(local("2026-03-01 09:00")):
        execute_complaint(
            transfer(unit="psc", policy_number=policy, received_at=local("2026-03-01 08:00")),
            actor("psc.officer"),
        )
        execute_complaint(
            transfer(unit="cd", policy_number=policy, received_at=local("2026-03-01 08:00")),
            actor("cd.officer"),
        )
    reported(TellProgress(words="已联系医院", told_by="phone", next_contact=local("2026-03-06 17:00"), upset=True),
             "2026-03-02 15:00")  # fmt: skip
    with moment.at(local("2026-03-02 15:30")):
        assert weigh_again() == 1
        why = reasons(at_risk(handler).rows)[row(reported).pk]
        assert {reason.code for reason in why} >= {"upset", "complained"}
    assert row(reported).complaints_before == 1, "that of another company is not counted"


def test_what_a_claim_became_is_no_earlier_complaint(reported, handles):
    told(reported, "refuse")
    with moment.at(local("2026-03-05 10:00")):
        said = Disputing(reason="客户认为年检有效。", demand="全额赔付", facts_repeated=True)
        dispute(handles("psc.officer", "psc"), reported.number, said, key="d-1")
    assert complained.before(row(reported)) == 0
    Dispute.objects.all().delete()
    assert complained.before(row(reported)) == 1


def _as_its_journal_says(handler) -> tuple:
    """Why the one claim of the list stands out, computed of its journal."""
    found = at_risk(handler).rows[0]
    return reasons([found._replace(risk_reasons=None)])[found.pk]


def test_the_row_keeps_the_reasons_that_the_journal_gives_whenever_somebody_looks(reported, handler):
    told(reported, "refuse")
    reported(Object(reason="年检在有效期内"), "2026-03-05 10:00")
    for when in ("2026-03-05 10:01", "2026-03-06 09:00", "2026-03-17 12:00", "2026-04-20 00:10"):
        with moment.at(local(when)):
            sweep()
            weigh_again()
            found = at_risk(handler).rows
            assert reasons(found)[found[0].pk] == _as_its_journal_says(handler), when
    with moment.at(local("2026-05-03 12:00")):
        why = {each.code: each.found for each in reasons(at_risk(handler).rows)[row(reported).pk]}
        assert why["long_open"] == 62, "days go on without anybody writing them"


def test_the_list_reads_no_journal(reported, handler, django_assert_num_queries, monkeypatch):
    # However slow the machine is: of which calendar a unit is, is asked anew every five seconds.
    monkeypatch.setattr(calendars, "_FRESH_SECONDS", 3600.0)
    told(reported, "refuse")
    reported(Object(reason="年检在有效期内"), "2026-03-05 10:00")
    calendars.calendar_at(row(reported).unit.path)
    with moment.at(local("2026-03-05 11:00")):
        with django_assert_num_queries(1):
            found = at_risk(handler).rows
        with django_assert_num_queries(0):
            assert reasons(found)[found[0].pk]
        Claim.objects.update(risk_reasons=None)
        with django_assert_num_queries(2):
            assert reasons(at_risk(handler).rows)[found[0].pk], "one that was weighed before rows said it"


def test_a_claim_that_is_over_keeps_no_reasons(reported):
    told(reported, "refuse")
    reported(Object(reason="年检在有效期内"), "2026-03-05 10:00")
    assert row(reported).risk_reasons
    reported(WithdrawClaim(reason="客户自行处理"), "2026-03-05 11:00")
    assert (row(reported).risk, row(reported).risk_reasons) == (0, {})
