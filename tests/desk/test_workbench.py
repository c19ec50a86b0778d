"""The workbench, the monitor and the alerts as staff use them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redress.casework import moment
from redress.clocks.sweeper import sweep
from redress.complaints.closing.commands.determine import Determine
from redress.complaints.closing.queries.closable import closable
from redress.complaints.executor import execute
from redress.complaints.handling.commands.cohandling import CoHandle, Urge
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.lists.counts import counts
from redress.complaints.models import Complaint
from redress.complaints.oversight.queries.monitor import board
from redress.messages.models import Alert
from redress.messages.queries import unread_count
from redress.organisation.acting import acting_as
from redress.rulebook import OPEN_STATES, State
from tests.complaints.inputs import department, transfer, visit

pytestmark = pytest.mark.django_db
LISTS = ("/", "/?list=unit", "/?list=orders", "/?list=signatures", "/monitor", "/monitor/cases", "/alerts")


@pytest.fixture
def dispatched(actor, wednesday):
    """The regulator's claims case, sent to the province's claims department."""
    number = execute(transfer(), actor("sc.officer")).number
    execute(Dispatch(to=department("sc", "claims"), opinion="请核查"), actor("sc.officer"), number)
    return number


@pytest.fixture
def determined(actor, wednesday):
    """A counter case that waits for the signature of the business department."""
    counter, business = actor("cd.officer"), department("cd", "business_management")
    number = execute(visit(), counter).number
    execute(Settle(plan="陪同客户开户后办理退保", basis="退保规则第三条"), counter, number)
    causes = [{"code": "process", "department": business}]
    execute(Determine(validity="unsubstantiated", reasons="规则如此", causes=causes), counter, number)
    return number


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_my_cases_stand_on_my_workbench_with_customer_level_state_and_deadline(desk, determined):
    shown = page(desk("cd.officer"), "/")
    assert determined in shown
    assert "刘建国" in shown, "who handles the case calls the customer by name"
    others = page(desk("sc.cshead"), "/?list=unit")
    assert "刘**" in others
    assert "刘建国" not in others
    assert "已认定" in shown
    assert re.search(r'class="due due-(late|near|fine)"', shown)


@pytest.mark.req("FLW-03")
def test_a_department_finds_its_open_orders_first(desk, dispatched):
    assert f"{dispatched}-01" in page(desk("sc.claims"), "/")
    assert f"{dispatched}-01" not in page(desk("sc.finance"), "/")


@pytest.mark.req("CLO-02")
def test_a_head_finds_what_waits_for_a_signature(desk, determined):
    assert determined in page(desk("cd.businesshead"), "/?list=signatures")
    assert determined not in page(desk("sc.financehead"), "/?list=signatures")


def test_live_counts_say_what_waits(actor, desk, dispatched, determined):
    with acting_as(actor("sc.claims")):
        assert counts(actor("sc.claims")).orders == 1
    with acting_as(actor("cd.businesshead")):
        assert counts(actor("cd.businesshead")).signatures == 1
    with acting_as(actor("cd.officer")):
        assert counts(actor("cd.officer")).mine == 1
        assert counts(actor("cd.officer")).to_close == 1
    with acting_as(actor("sc.officer")):
        assert counts(actor("sc.officer")).to_close == len(closable(actor("sc.officer")).rows)
    fragment = page(desk("cd.officer"), "/counts?tabs=1")
    assert 'id="count-mine" class="tab-count" hx-swap-oob="true">1<' in fragment
    assert 'id="count-closing" class="tab-count" hx-swap-oob="true">1<' in fragment
    assert "count-closing" not in page(desk("cd.businesshead"), "/counts?tabs=1"), "only who sees the list"


@pytest.mark.parametrize("path", ["/counts?tabs=1", "/counts"])
def test_live_counts_cost_two_statements_after_who_is_signed_in(desk, dispatched, path):
    client = desk("sc.officer")
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    own = [q for q in asked if "outbox_alert" in q["sql"] or "complaints_" in q["sql"]]
    assert len(own) == (2 if "tabs" in path else 1)


def test_filters_are_kept_in_the_address_and_a_filtered_list_says_so(desk, dispatched):
    client = desk("sc.officer")
    assert dispatched in page(client, "/?list=mine&state=investigating&class=claims")
    assert dispatched not in page(client, "/?list=mine&state=registered")


@pytest.mark.req("FLW-18")
def test_a_view_is_saved_under_a_name_found_again_and_deleted(desk, dispatched):
    client = desk("sc.officer")
    client.post("/views", {"name": "调查中", "query": "list=mine&state=investigating&after=x&evil=1"})
    shown = page(client, "/")
    assert "调查中" in shown
    assert "?list=mine&amp;state=investigating" in shown
    assert "evil" not in shown
    assert "调查中" not in page(desk("sc.handler"), "/")
    [address] = set(re.findall(r"/views/\d+/delete", shown))
    desk("sc.handler").post(address)
    assert "调查中" in page(client, "/"), "another's view stays"
    client.post(address)
    assert "调查中" not in page(client, "/")


def test_a_view_without_a_name_is_refused_with_a_reason(desk):
    assert desk("sc.officer").post("/views", {"name": " ", "query": ""}).status_code == 422


@pytest.mark.req("FLW-17")
def test_the_monitor_counts_what_the_lists_behind_its_figures_hold(actor, desk, dispatched, determined):
    with moment.at(moment.now() + timedelta(days=3)):
        for username in ("ho.manager", "sc.cshead", "cd.officer", "gx.officer", "sc.claims"):
            reader = actor(username)
            with acting_as(reader):
                shown = board(reader)
                visible = Complaint.objects.visible_to(reader).filter(
                    unit_id__in=reader.units, state__in=OPEN_STATES
                )
                total = shown.total.total if shown.total else None
                assert (total.cases if total else 0) == visible.count()
                assert (total.late if total else 0) == visible.filter(next_due_at__lte=moment.now()).count()
        manager = desk("ho.manager")
        assert dispatched in page(manager, "/monitor/cases?unit=sc&state=investigating")
        assert determined in page(manager, "/monitor/cases?unit=cd&only=1&state=determined")
        assert determined not in page(manager, "/monitor/cases?unit=sc&only=1")


@pytest.mark.req("FLW-17")
def test_the_monitor_rolls_units_up_and_names_who_is_late(actor, dispatched, determined):
    reader = actor("ho.manager")
    with moment.at(moment.now() + timedelta(days=30)), acting_as(reader):
        shown = board(reader)
        assert [(line.unit.code, line.total.cases) for line in shown.lines if line.total.cases] == [("sc", 2)]
        province = board(reader, "sc")
        assert {(line.unit.code, line.only): line.total.cases for line in province.lines} == {
            ("sc", True): 1,
            ("cd", False): 1,
            ("my", False): 0,
        }
        assert dict(province.total.cells)[State.DETERMINED].cases == 1
        assert "sc.officer" in {who.name for who in shown.late} or shown.late[0].late >= 1


def test_each_item_behind_a_figure_says_who_since_when_and_until_when(actor, desk, dispatched):
    shown = page(desk("ho.manager"), "/monitor/cases?unit=sc&state=investigating")
    row = shown[shown.index("<tr data-row>") :]
    assert actor("sc.officer").name in row
    assert row.count("<time") >= 2
    assert 'class="due' in row


@pytest.mark.req("COM-10")
def test_alerts_reach_the_person_and_the_department_and_are_read_once(actor, desk, dispatched):
    execute(Urge(order=f"{dispatched}-01", reason="请尽快"), actor("sc.officer"), dispatched)
    claims = desk("sc.claims")
    shown = page(claims, "/alerts")
    assert shown.count("<li data-row>") == 2
    one = Alert.objects.filter(department=department("sc", "claims")).latest("id").pk
    claims.post("/alerts/read", {"id": str(one)})
    assert page(claims, "/alerts").count("<li data-row>") == 1
    assert page(desk("sc.claimshead"), "/alerts").count("<li data-row>") == 1, (
        "read for all of the department"
    )
    claims.post("/alerts/read", {"all": "1"})
    assert page(claims, "/alerts").count("<li data-row>") == 0


def test_an_alert_names_its_limit_in_words(actor, desk, dispatched):
    owner = actor("sc.officer").id
    case = Complaint.objects.get(number=dispatched)
    Alert.objects.create(
        file_id=case.pk, user_id=owner, kind="breach", words="dispatch", at=case.registered_at
    )
    shown = page(desk("sc.officer"), "/alerts")
    assert "当日分派" in shown
    assert ">dispatch<" not in shown


def rows(shown: str) -> list[str]:
    """The words of each alert of the page."""
    inside = (item.split("</li>")[0] for item in shown.split("<li data-row>")[1:])
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in inside]


@pytest.mark.req("COM-10", "FLW-02", "FLW-03", "FLW-04")
def test_an_alert_of_an_order_names_it_as_the_case_page_does(actor, desk, wednesday):
    officer, finance = actor("sc.officer"), department("sc", "finance")
    number = execute(transfer(), officer).number
    copied = department("sc", "business_management")
    execute(Dispatch(to=department("sc", "claims"), opinion="请核查", copies=[copied]), officer, number)
    execute(CoHandle(to=finance, opinion="请查付款"), actor("sc.claims"), number)
    execute(Urge(order=f"{number}-02", reason="请尽快"), officer, number)
    execute(ReplyOrder(order=f"{number}-02", reply="已付款"), actor("sc.finance"), number)

    def told(who: str) -> list[str]:
        return rows(page(desk(who, language="en"), "/alerts"))

    urged, ordered = told("sc.finance")
    assert "Urged" in urged and "02 Co-handling order" in urged
    assert "02 Co-handling order" in ordered and ordered.count("Finance") == 1, (
        "its own department stands once"
    )
    copy = next(each for each in told("sc.business") if "Copied" in each)
    assert "01 Main order · Sichuan branch · Claims" in copy
    replied = next(each for each in told("sc.officer") if "answered" in each)
    assert "02 Co-handling order · Sichuan branch · Finance" in replied


@pytest.mark.req("FLW-04", "COM-10")
def test_an_urging_by_the_clock_names_the_limit_and_the_order(desk, dispatched):
    with moment.at(moment.now() + timedelta(days=9)):
        sweep()
    shown = rows(page(desk("sc.claims", language="en"), "/alerts"))
    urged = [each for each in shown if each.startswith("Urged")]
    assert urged
    assert not [each for each in urged if "01 Main order" not in each]


@pytest.mark.req("FLW-04", "COM-10")
def test_urgings_of_one_order_are_one_alert_that_says_how_many_and_is_read_as_one(actor, desk, dispatched):
    for hours in (2, 4, 6):
        with moment.at(moment.now() + timedelta(hours=hours)):
            execute(Urge(order=f"{dispatched}-01", reason="请尽快"), actor("sc.officer"), dispatched)
    claims = desk("sc.claims", language="en")
    shown = page(claims, "/alerts")
    urged, ordered = rows(shown)
    assert urged.startswith("Urged urged 3 times")
    assert "01 Main order" in urged
    assert "times" not in ordered
    assert unread_count(actor("sc.claims")) == 2
    ids = re.findall(r'name="id" value="(\d+)"', shown.split("<li data-row>")[1])
    assert len(ids) == 3
    claims.post("/alerts/read", {"id": ids})
    assert len(rows(page(claims, "/alerts"))) == unread_count(actor("sc.claims")) == 1


def test_alerts_of_many_orders_cost_as_many_queries_as_those_of_two(actor, desk, dispatched):
    client = desk("sc.claims")

    def cost() -> int:
        page(client, "/alerts")
        with CaptureQueriesContext(connection) as asked:
            page(client, "/alerts")
        return len(asked)

    few = cost()
    for _ in range(6):
        number = execute(transfer(), actor("sc.officer")).number
        execute(Dispatch(to=department("sc", "claims"), opinion="请核查"), actor("sc.officer"), number)
        execute(Urge(order=f"{number}-01", reason="请尽快"), actor("sc.officer"), number)
    assert cost() == few


def test_nobody_reads_anothers_alerts_away(actor, desk, dispatched):
    alert = Alert.objects.filter(department=department("sc", "claims")).latest("id")
    desk("sc.finance").post("/alerts/read", {"id": str(alert.pk)})
    alert.refresh_from_db()
    assert alert.read_at is None


@pytest.mark.parametrize("path", LISTS)
def test_every_list_opens_for_everybody_empty_or_not(desk, dispatched, path):
    for username in ("sc.officer", "sc.claims", "ho.manager", "admin", "ho.auditor"):
        page(desk(username), path)
        page(desk(username, language="en"), path)


@pytest.mark.parametrize(
    "path",
    ["/?limit=x&state=;&owner=99999999999&after=%00&list=nothing", "/monitor?unit='", "/alerts?before=x"],
)
def test_addresses_that_mean_nothing_show_the_plain_list(desk, path):
    page(desk("sc.officer"), path)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_full_page_of_cases_is_below_100_kilobytes(actor, desk, wednesday, language):
    officer = actor("sc.officer")
    for _ in range(52):
        execute(transfer(), officer)
    answer = desk("ho.manager", language=language).get("/?list=unit")
    assert answer.content.count(b"<tr data-row>") == 50
    assert len(answer.content) < 100_000
    assert b'rel="next"' in answer.content


def test_the_workbench_costs_the_same_statements_for_one_case_as_for_thirty(actor, desk, wednesday):
    officer, client = actor("sc.officer"), desk("sc.officer")
    execute(transfer(), officer)

    def cost():
        client.get("/")  # calendars are remembered for seconds
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        return len(asked)

    few = cost()
    for _ in range(30):
        execute(transfer(), officer)
    assert cost() == few
