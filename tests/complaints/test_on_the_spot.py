"""Settlement on the spot is no way round authority, centralised business, the committee or the channel (FLW-01)."""

from __future__ import annotations

import pytest

from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.request import AskApproval
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.models import Complaint
from redress.organisation.models import Unit
from redress.rulebook import State, load
from redress.rulebook.kinds import Duty as DutyName
from tests.complaints.inputs import approve_all, department, transfer, visit

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-01")]


def settle(amount: str | None = None, means: str = "in_person") -> Settle:
    return Settle(plan="当场解释并补偿", basis="规则第三条", amount=amount, means=means)


def refused(command, who, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, who, number)
    return caught.value


@pytest.mark.req("AUT-01")
@pytest.mark.parametrize(
    ("who", "class_code", "amount", "settled"),
    [
        # Mis-selling: the counter's staff decide 2,000 of it, so that is what they settle, and no clerk more than they.
        ("cd.officer", "solicitation", "2000", True),
        ("cd.officer", "solicitation", "2000.01", False),
        ("cd.intake", "solicitation", "2000.01", False),
        # Other matters: the 5,000 of the counter.
        ("cd.officer", "payments", "5000", True),
        ("cd.officer", "payments", "5000.01", False),
    ],
)
def test_nobody_settles_more_than_may_be_decided(actor, wednesday, who, class_code, amount, settled):
    taker = actor(who)
    number = execute(visit(class_code=class_code), taker).number
    if settled:
        assert execute(settle(amount), taker, number).state is State.ANSWERED
    else:
        because = refused(settle(amount), taker, number)
        assert (because.rule, because.field) == ("FLW-01", "amount")


@pytest.mark.req("AUT-01")
def test_how_much_is_the_settlers_own_to_settle_not_the_receivers(actor, wednesday):
    """Received by the province, handled by the counter: the counter's officer settles what a counter may."""
    taker = actor("sc.intake")
    number = execute(visit(unit="cd", received_place="四川分公司一楼"), taker).number
    assert refused(settle("5000.01"), actor("cd.officer"), number).rule == "FLW-01"
    assert execute(settle("9000"), actor("sc.officer"), number).state is State.ANSWERED


@pytest.mark.parametrize("source", ["regulator", "superior"])
def test_what_was_handed_down_is_settled_by_nobody_on_the_spot(actor, wednesday, source):
    number = execute(transfer(source=source), actor("sc.officer")).number
    for who in ("sc.intake", "sc.officer", "sc.cshead"):
        assert refused(settle("9000", "call"), actor(who), number).rule == "FLW-01"


@pytest.mark.req("FLW-09")
def test_centralised_business_is_settled_as_the_superior_said_and_not_before(actor, wednesday):
    """Underwriting is decided above the counter: 500 approved, so 500 are settled."""
    city = actor("cd.officer")
    number = execute(visit(class_code="underwriting"), city).number
    assert refused(settle("500"), city, number).rule == "FLW-09"
    question = AskApproval(
        department=department("sc", "business_management"), question="拟补偿 500 元", amount="500"
    )
    execute(question, city, number)
    approve_all(number)
    assert refused(settle("800"), city, number).rule == "FLW-09"
    assert execute(settle("500"), city, number).state is State.ANSWERED


@pytest.mark.req("INT-06", "INT-07")
def test_what_is_settled_is_confirmed_by_a_means_that_the_channel_allows(actor, wednesday):
    officer = actor("sc.officer")
    number = execute(transfer(source="direct", channel="letter"), officer).number
    because = refused(settle(means="in_person"), officer, number)
    assert (because.rule, because.field) == ("INT-06", "means")
    assert execute(settle(means="call"), officer, number).state is State.ANSWERED
    assert Complaint.objects.get(number=number).confirmed_at is not None


@pytest.mark.req("INT-06")
def test_once_it_is_confirmed_the_customer_may_be_told_in_any_way(actor, wednesday):
    officer = actor("sc.officer")
    number = execute(transfer(source="direct", channel="letter"), officer).number
    execute(Confirm(means="letter", words="来函确认书"), officer, number)
    assert execute(settle(means="in_person"), officer, number).state is State.ANSWERED


@pytest.mark.req("AUT-01", "ORG-14")
@pytest.mark.parametrize(
    "book", ["insurer-method", "life-method", "group-flows", "property-method", "guangxi-method"]
)
def test_in_no_shipped_method_more_is_settled_than_decided(book):
    """For every class, level, source, unit and duty; who decides nothing settles no more than who decides least."""
    method = load(book)
    units = {kind for kind in Unit._meta.get_field("kind").flatchoices for kind in [kind[0]]}
    assert len(units) > 1
    assert method.method.class_sets["method"].codes
    for unit in sorted(units):
        for class_code in method.method.class_sets["method"].codes:
            for source in ("direct", "department", "superior", "regulator"):
                subject = {"class": class_code, "level": "general", "source": source, "channel": "visit"}
                for duty in DutyName.__args__:
                    most = method.on_the_spot(subject, unit, duty)
                    if most is None:
                        continue
                    assert source in ("direct", "department"), (unit, source)
                    decided = [
                        row.most
                        for row in method.method.authority.values()
                        if unit in row.units
                        and all(subject.get(key, "") in values for key, values in row.when.items())
                        and (duty in row.duties or duty == "intake")
                    ]
                    assert not decided or most <= max(decided), (unit, class_code, duty)
