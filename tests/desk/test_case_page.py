"""The case page: what it shows, to whom, at what cost."""

from __future__ import annotations

import re

import pytest

from redress.casework import moment
from redress.casework.models import AccessEntry
from redress.complaints.executor import execute
from redress.complaints.handling.commands.cohandling import CoHandle
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.journal import JOURNAL
from redress.complaints.models import Complaint
from redress.complaints.queries.case import read
from redress.desk.pages.case import NEWEST
from redress.organisation.acting import acting_as
from tests.complaints.inputs import approve_all, department, transfer, visit
from tests.complaints.papers import attach
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.mark.req("ORG-11", "AUT-02")
def test_what_is_asked_further_of_an_opened_case_is_asked_of_that_case(actor, case):
    """Another case with the same numbers of everything: no form of this one offers what hangs on that one."""
    city = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        other = execute(visit(), city).number
        execute(Settle(plan="陪同办理", basis="规则"), city, other)
    for number in (case.number, other):
        with acting_as(city):
            row = read(city, number).row
            relations = row._prefetched_objects_cache
            assert len(relations) > 8
            for name in relations:
                manager = getattr(row, name)
                asked = [*manager.filter(), *manager.order_by("pk"), *filter(None, [manager.last()])]
                assert {
                    (each.file_id if hasattr(each, "file_id") else each.complaint_id) for each in asked
                } <= {row.pk}, name


@pytest.fixture
def case(actor):
    """A transfer by the regulator that went back and forth; a second opinion is due."""
    city, province = actor("cd.officer"), actor("sc.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(unit="cd", complexity="complex", temperament="powerful"), province).number
    with moment.at(local("2026-11-18 11:00")):
        execute(Confirm(means="call", words="已告知受理", at="2026-11-18T10:30"), city, number)
        order = execute(
            Dispatch(to=department("cd", "business_management"), opinion="请核实"), city, number
        ).facts["order"]
        execute(RefuseOrder(order=order, reason="不属本部门职责"), actor("cd.business"), number)
        execute(Dispatch(to=department("sc", "claims"), opinion="请核实审核进度"), province, number)
        asked = execute(
            CoHandle(to=department("sc", "finance"), opinion="请查付款"), actor("sc.claims"), number
        ).facts["order"]
    with moment.at(local("2026-11-19 14:00")):
        execute(
            ReplyOrder(order=asked, reply="尚未付款", sent_at="2026-11-19T09:12"), actor("sc.finance"), number
        )
        for kind in ("truth", "responsibility", "reasonableness"):
            execute(
                RecordFinding(kind=kind, conclusion="派单遗漏", reasons="日志"), actor("sc.claims"), number
            )
        execute(Propose(plan="三日内支付", basis="保险法第二十三条", amount="20000"), province, number)
        approve_all(number)
        execute(GiveFeedback(accepted=False, objections="要求迟延利息"), province, number)
    return Complaint.objects.get(number=number)


@pytest.fixture
def friday():
    with moment.at(local("2026-11-20 10:00")) as now:
        yield now


def opened(client, case):
    answer = client.get(f"/case/{case.number}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.req("FLW-08", "FLW-14", "FLW-17", "COM-01")
def test_it_shows_orders_contacts_findings_opinions_and_the_whole_course(desk, case, friday):
    page = opened(desk("sc.officer", language="en"), case)
    for said in (
        "已告知受理",
        "不属本部门职责",
        "请查付款",
        "尚未付款",
        "派单遗漏",
        "三日内支付",
        "要求迟延利息",
    ):
        assert said in page, said
    assert "Rejected, new proposal due" in page
    assert "2026-11-19 09:12" in page, "a reply counts when it was sent"
    assert "Sichuan branch · Finance" in page


@pytest.mark.req("CLK-02", "CLK-07")
def test_each_limit_explains_itself_and_method_and_law_stand_side_by_side(desk, actor, friday):
    number = execute(visit(received_at="2026-11-20T09:30"), actor("cd.officer")).number
    client = desk("cd.officer", language="en")
    page = client.get(f"/case/{number}").content.decode()
    assert "Legal limit" in page
    assert "governs" in page
    why = client.get(f"/case/{number}/clock?key=resolution_law&about=&n=1", headers={"hx-request": "true"})
    told = why.content.decode()
    assert "15 calendar days" in told
    assert "civil-code/201" in told
    assert "<html" not in told
    whole = client.get(f"/case/{number}/clock?key=resolution_law&about=&n=1").content.decode()
    assert "<html" in whole
    assert client.get(f"/case/{number}/clock?key=nonsense&n=1").status_code == 404


@pytest.mark.req("SEC-02", "SEC-03")
def test_people_are_masked_until_a_purpose_is_given_and_both_reads_are_logged(desk, case, friday):
    client = desk("sc.officer", language="en")
    page = opened(client, case)
    assert "13800001234" not in page
    assert "138****1234" in page
    party = case.parties.get()
    refused = client.post(f"/case/{case.number}/people/{party.pk}", {"purpose": ""})
    assert refused.status_code == 422
    assert "13800001234" not in refused.content.decode()
    shown = client.post(f"/case/{case.number}/people/{party.pk}", {"purpose": "contact", "note": "回访"})
    assert "13800001234" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    read, unmasked = AccessEntry.objects.filter(file_id=case.pk).order_by("pk")
    assert (read.action, unmasked.action) == ("read", "unmask")
    assert (unmasked.purpose, unmasked.note) == ("contact", "回访")
    assert "phone" in unmasked.fields
    assert "1380" not in unmasked.fields


@pytest.mark.req("SEC-02")
def test_an_auditor_sees_the_case_but_no_personal_data(desk, case, friday):
    client = desk("ho.auditor", language="en")
    assert "Show in full" not in opened(client, case)
    party = case.parties.get()
    answer = client.post(f"/case/{case.number}/people/{party.pk}", {"purpose": "contact"})
    assert answer.status_code == 403
    assert "13800001234" not in answer.content.decode()


@pytest.mark.req("ORG-11", "SEC-01")
def test_who_may_not_see_the_case_is_told_there_is_none(desk, case, friday):
    stranger = desk("gx.officer")
    for path in ("", "/timeline", "/timeline/1", "/refused", "/clock?key=confirm&n=1", "/do/amend"):
        answer = stranger.get(f"/case/{case.number}{path}")
        assert answer.status_code == 404, path
        assert "住院" not in answer.content.decode()


@pytest.mark.req("FLW-17", "CLO-02")
def test_what_can_be_done_comes_from_the_registry_and_what_cannot_says_why(desk, case, friday):
    client = desk("sc.officer", language="en")
    page = opened(client, case)
    primary = page.split('class="btn btn-primary"')[1].split("</a>")[0]
    assert "Hand on" in primary, "a rejected claims complaint goes to the claims head first (FLW-11)"
    assert page.count('class="btn btn-primary"') == 1
    refused = client.get(f"/case/{case.number}/refused").content.decode()
    assert "The customer has already been told that the case is accepted." in refused
    assert "At least one cause is determined." in page
    finance = opened(desk("sc.claims", language="en"), case)
    assert "Reply to the order" in finance


@pytest.mark.req("CLO-01")
def test_it_says_who_closes(desk, actor, friday):
    number = execute(visit(received_at="2026-11-20T09:30"), actor("my.officer")).number
    page = desk("my.officer").get(f"/case/{number}").content.decode()
    assert "B 柜面没有结案权限" in page
    assert "CLO-01" in page


def test_the_page_costs_a_fixed_number_of_queries(desk, case, friday, django_assert_max_num_queries, actor):
    client = desk("sc.officer")
    opened(client, case)
    with django_assert_max_num_queries(21) as first:
        opened(client, case)
    for number in range(6):
        execute(
            RecordFinding(kind="truth", conclusion=f"结论{number}", reasons="依据"),
            actor("sc.claims"),
            case.number,
        )
    with django_assert_max_num_queries(len(first)):
        opened(client, case)


@pytest.mark.parametrize("fresh", [True, False])
def test_the_way_of_a_case_is_that_of_its_journal_however_many_entries_there_are(actor, case, friday, fresh):
    number = execute(visit(), actor("cd.officer")).number if fresh else case.number
    who = actor("cd.officer") if fresh else actor("sc.officer")
    with acting_as(who):
        file = read(who, number, NEWEST)
        assert (file.newest.older is None) is fresh
        assert file.past == JOURNAL.past_of(file.row.pk)


@pytest.mark.req("SEC-03")
def test_the_entry_of_a_read_names_the_case_that_was_shown_and_no_other(desk, case, friday):
    opened(desk("sc.officer"), case)
    entry = AccessEntry.objects.latest("pk")
    assert (entry.action, entry.file_id, entry.cases, entry.shown) == ("read", case.pk, [case.pk], 1)


@pytest.mark.req("FLW-17")
@pytest.mark.parametrize("login", ["sc.officer", "cd.officer", "sc.claims"])
def test_it_offers_what_would_not_be_refused(actor, case, friday, login):
    """The page asks only of what begins where the case stands; the list of reasons asks of all."""
    who = actor(login)
    with acting_as(who):
        file = read(who, case.number)
        possible = [command for command, refusal in file.commands if refusal is None]
        assert possible
        assert file.possible == possible
        assert file.refused == len(file.commands) - len(possible)


def test_a_long_case_stays_small_and_older_entries_come_by_keyset(desk, actor, friday):
    number = execute(visit(received_at="2026-11-20T09:30"), actor("cd.officer")).number
    handler = actor("cd.officer")
    for n in range(40):
        execute(
            RecordFinding(kind="truth", conclusion=f"第{n:02d}次核实。" + "长" * 2000, reasons="依据" * 500),
            handler,
            number,
        )
    client = desk("cd.officer", language="en")
    answer = client.get(f"/case/{number}")
    assert len(answer.content) < 100_000
    page = answer.content.decode()
    seen = re.findall(r'id="entry-(\d+)"', page)
    while older := re.search(r"/timeline\?before=\d+", page):
        page = client.get(f"/case/{number}{older[0]}", headers={"hx-request": "true"}).content.decode()
        seen += re.findall(r'id="entry-(\d+)"', page)
    assert seen == [str(sequence) for sequence in range(41, 0, -1)], "each entry once, newest first"
    whole = client.get(f"/case/{number}/timeline/3").content.decode()
    assert "长" * 2000 in whole


def test_a_withdrawn_case_offers_nothing_more(desk, actor, friday):
    number = execute(visit(received_at="2026-11-20T09:30"), actor("cd.officer")).number
    execute(Settle(plan="协助办理", basis="规则"), actor("cd.officer"), number)
    from redress.complaints.closing.commands.close import Withdraw

    kept = attach(number, actor("cd.officer"), "撤回申请")
    execute(Withdraw(request="客户来电撤回", evidence=kept), actor("cd.officer"), number)
    page = desk("cd.officer", language="en").get(f"/case/{number}").content.decode()
    assert "Before closing" not in page
    assert 'class="btn btn-primary"' not in page


@pytest.mark.req("FLW-17", "FLW-03", "FLW-05")
def test_who_cannot_do_anything_is_told_with_whom_the_case_is(desk, actor, friday):
    """Taken at one counter for another; then out with a department."""

    def next_step() -> str:
        page = desk("cd.officer", language="en").get(f"/case/{number}").content.decode()
        return " ".join(page.split('class="next-step"')[1].split("</p>")[0].split())

    number = execute(visit(received_at="2026-11-20T09:30", unit="my"), actor("cd.officer")).number
    row = Complaint.objects.select_related("owner", "unit").get(number=number)
    assert f"with {row.owner}, {row.unit.name_en}" in next_step()
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), actor("my.officer"), number)
    assert "the reply of Sichuan branch · Claims" in next_step()
