"""Deputies do the work of the absent, each act recorded as done for whom, and it goes back by itself."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from redress.administration.authority import NotYourDuty
from redress.casework.refusals import Refusal
from redress.casework.refusals import Refusal as Refused
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.handling.commands.investigate import Propose
from redress.complaints.linking.queries.related import Asked, related
from redress.complaints.lists.queue import queue
from redress.complaints.lists.register_list import RegisterFilters, register_list
from redress.complaints.models import Approval, Complaint, JournalEntry
from redress.complaints.oversight.queries import figures
from redress.messages import queries as alerts
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import Deputy, OrganisationEntry, User
from redress.rulebook import State
from tests.complaints.stories import filed
from tests.complaints.test_approvals import found_out
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-12")]


def user(name: str) -> User:
    return User.objects.select_related("department__unit").get(username=name)


def stand_in(absent: str, deputy: str, days: int = 3) -> Deputy:
    today = timezone.localdate()
    return administration.name_deputy(
        SYSTEM, user(absent), user(deputy), today, today + timedelta(days=days), "年假"
    )


@pytest.fixture
def waiting(actor, wednesday) -> str:
    """A proposal of the counter that the province's head of customer service is asked to approve."""
    number = found_out(actor("cd.officer"))
    execute(Propose(plan="补付", basis="条款", amount="20000"), actor("cd.officer"), number)
    return number


def test_a_deputy_approves_in_the_place_of_the_absent_and_the_journal_says_for_whom(waiting, actor):
    with pytest.raises(Refusal):
        execute(Approve(approval=1), actor("sc.handler"), waiting)
    stand_in("sc.cshead", "sc.handler")
    deputy = actor("sc.handler")
    assert execute(Approve(approval=1), deputy, waiting).state is State.PROPOSED
    entry = JournalEntry.objects.get(command="approve")
    assert (entry.by_id, entry.facts["on_behalf_of"]) == (deputy.id, user("sc.cshead").pk)
    assert Approval.objects.get().decided_for_id == user("sc.cshead").pk


def test_what_one_may_do_oneself_is_not_done_for_somebody_else(actor, wednesday):
    stand_in("sc.cshead", "sc.officer")
    found_out(actor("sc.officer"), unit="sc")
    assert not JournalEntry.objects.filter(facts__has_key="on_behalf_of").exists()


def test_the_work_of_the_absent_stands_on_the_deputys_desk_and_goes_back(actor, wednesday):
    number = found_out(actor("cd.officer"))
    outsider = actor("nn.intake")
    assert not Complaint.objects.visible_to(outsider).exists()
    held = stand_in("cd.officer", "nn.intake")
    deputy = actor("nn.intake")
    with acting_as(deputy):
        assert [row.number for row in queue(deputy).rows] == [number]
        assert number in [row.number for row in register_list(deputy, RegisterFilters()).rows]
        assert list(Complaint.objects.values_list("number", flat=True)) == [number], "also by the database"
    administration.end_deputy(SYSTEM, held, timezone.localdate() - timedelta(days=1))
    back = actor("nn.intake")
    assert (back.deputises, back.capacities) == (frozenset(), ())
    with acting_as(back):
        assert not Complaint.objects.exists()


def test_a_chain_of_deputies_reaches_the_last_and_a_circle_is_refused(actor):
    stand_in("sc.cshead", "sc.officer")
    stand_in("sc.officer", "sc.handler")
    last = actor("sc.handler")
    assert last.deputises == {user("sc.cshead").pk, user("sc.officer").pk}
    assert last.ways[0].on_behalf_of is None
    with pytest.raises(Refused) as refused:
        stand_in("sc.handler", "sc.cshead")
    assert (refused.value.rule, refused.value.field) == ("ORG-12", "deputy")
    assert "→" in str(refused.value)


def test_one_deputy_at_a_time_never_oneself_and_never_of_another_company(actor):
    stand_in("sc.cshead", "sc.officer")
    for absent, deputy in (
        ("sc.cshead", "sc.handler"),
        ("sc.intake", "sc.intake"),
        ("sc.intake", "psc.officer"),
    ):
        with pytest.raises(Refused) as refused:
            stand_in(absent, deputy)
        assert refused.value.rule == "ORG-12"


def test_only_leaders_of_the_unit_name_deputies_and_every_change_is_on_record(actor):
    today = timezone.localdate()
    args = (user("cd.officer"), user("cd.intake"), today, today, "病假")
    with pytest.raises(NotYourDuty):
        administration.name_deputy(actor("sc.officer"), *args)
    with pytest.raises(NotYourDuty):
        administration.name_deputy(actor("gx.cshead"), *args)
    administration.name_deputy(actor("cd.cshead"), *args)
    entry = OrganisationEntry.objects.first()
    assert (entry.what, entry.person, entry.by_id) == (
        "deputy_named",
        user("cd.officer"),
        actor("cd.cshead").id,
    )


@pytest.mark.req("AUT-03")
def test_the_deputy_of_the_proposer_does_not_approve_nor_who_proposed_as_deputy(actor, wednesday):
    number = found_out(actor("cd.officer"))
    execute(Propose(plan="补付", basis="条款", amount="20000"), actor("cd.officer"), number)
    stand_in("cd.officer", "sc.cshead")
    with pytest.raises(Refusal) as refused:
        execute(Approve(approval=1), actor("sc.cshead"), number)
    assert refused.value.rule == "AUT-03"


@pytest.mark.req("AUT-03")
def test_who_acts_for_the_approver_does_not_approve_their_own(actor, wednesday):
    stand_in("sc.cshead", "cd.officer")
    number = found_out(actor("cd.officer"))
    execute(Propose(plan="补付", basis="条款", amount="20000"), actor("cd.officer"), number)
    assert Approval.objects.filter(of_duty="manager").exists(), (
        "the absent head is not asked: the proposer acts there"
    )
    with pytest.raises(Refusal) as refused:
        execute(Approve(approval=1), actor("cd.officer"), number)
    assert refused.value.rule == "AUT-03"


def test_a_head_names_a_deputy_on_the_page_of_the_unit(desk):
    today = timezone.localdate().isoformat()
    client = desk("sc.cshead", language="en")
    given = {"absent": "sc.officer", "deputy": "sc.handler", "first": today, "last": today, "reason": "leave"}
    assert client.post("/organisation/sc/deputy", given).status_code == 302
    page = client.get(f"/organisation/person/{user('sc.officer').pk}")
    assert user("sc.handler").name in page.content.decode()
    assert client.post("/organisation/sc/deputy", given | {"deputy": "sc.officer"}).status_code == 422
    assert desk("sc.officer").get("/organisation/sc/deputy").status_code == 403
    held = Deputy.objects.get()
    assert client.get(f"/organisation/deputy/{held.pk}/end").status_code == 200


@pytest.mark.req("CLK-08")
def test_alerts_of_the_absent_reach_the_end_of_the_chain_of_deputies_and_go_back(waiting, actor):
    told = [alert.number for alert in alerts.unread(actor("sc.cshead"))]
    assert waiting in told
    assert waiting not in [alert.number for alert in alerts.unread(actor("sc.handler"))]
    stand_in("sc.cshead", "sc.officer")
    stand_in("sc.officer", "sc.handler")
    deputy = actor("sc.handler")
    seen = [alert for alert in alerts.unread(deputy) if alert.number == waiting]
    assert [alert.instead_of.username for alert in seen if alert.kind == "approval"] == ["sc.cshead"]
    assert alerts.unread_count(deputy) == len(alerts.unread(deputy))
    Deputy.objects.all().delete()
    assert waiting in [alert.number for alert in alerts.unread(actor("sc.cshead"))]
    assert waiting not in [alert.number for alert in alerts.unread(actor("sc.handler"))]


@pytest.mark.req("INT-15", "CLO-09")
def test_the_deputy_of_an_owner_finds_and_counts_the_owners_case(actor, wednesday):
    number = filed(actor, "2026-11-18 09:00", owner="sc.handler")
    asked = figures.Period(date(2026, 11, 1), date(2026, 11, 30))

    def seen() -> tuple[list[str], int, int]:
        outsider = actor("nn.intake")
        with acting_as(outsider):
            found = related(
                outsider, Asked(policy_number="P510001"), figures.rulebook(outsider).method.linking
            )
            counted = figures.counted(outsider, "cases", asked).rows
            assert figures.figures(outsider, asked).total[0] == len(counted)
            return [each.case.number for each in found.cases], len(found.beyond), len(counted)

    assert seen() == ([], 1, 0)
    stand_in("sc.handler", "nn.intake")
    assert seen() == ([number], 0, 1)


@pytest.mark.req("INT-15")
def test_the_deputy_of_an_owner_finds_the_owners_case_by_its_words(actor, wednesday):
    number = filed(actor, "2026-11-18 09:00", owner="sc.handler")
    case = Complaint.objects.get(number=number)

    def seen() -> tuple[list[str], int]:
        outsider = actor("nn.intake")
        with acting_as(outsider):
            linking = figures.rulebook(outsider).method.linking
            found = related(outsider, Asked(text=(case.facts, case.demand)), linking)
        return [each.case.number for each in found.cases], len(found.beyond)

    assert seen() == ([], 1)
    stand_in("sc.handler", "nn.intake")
    assert seen() == ([number], 0)
