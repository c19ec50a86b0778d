"""Nobody closes or settles beyond the table, whoever asks: every member of staff against an independent reading."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.closing.commands.close import Close
from redress.complaints.executor import execute
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.models import Complaint
from redress.organisation.kinds import Duty
from redress.organisation.models import Appointment, Unit, User
from redress.rulebook import State
from tests.complaints.inputs import transfer, visit

CLOSING = {Duty.HANDLER, Duty.COMPLAINT_OFFICER, Duty.CS_HEAD}
"""Handling and management staff; intake and second-line support close nothing."""


def expected_closers(case: Complaint) -> set[str]:
    """CLO-01 read aloud, without the rulebook: user names that may close."""
    own = case.received_unit_id == case.unit_id and case.source in ("direct", "department")
    if own and (case.unit.kind == "province" or (case.unit.kind == "counter_a" and case.source == "direct")):
        unit = case.unit
    else:
        unit = province_of(case.unit)
    posts = Appointment.objects.filter(duty__in=CLOSING, user__department__unit=unit)
    return set(posts.values_list("user__username", flat=True))


def province_of(unit: Unit) -> Unit:
    while unit.kind != "province":
        unit = unit.parent
    return unit


@pytest.mark.django_db
@pytest.mark.req("CLO-01")
@pytest.mark.parametrize(
    ("taker", "given"),
    [
        ("cd.officer", {"channel": "email", "source": "direct"}),
        ("cd.officer", {"channel": "email", "source": "direct", "unit": "my"}),
        ("my.officer", {"channel": "email", "source": "direct"}),
        ("sc.officer", {"channel": "email", "source": "direct"}),
        ("sc.officer", {"unit": "cd"}),
        ("cd.officer", {"channel": "regulator", "source": "direct"}),
        ("cd.officer", {"channel": "department", "source": "direct"}),
        ("sc.officer", {"unit": "my"}),
        ("sc.officer", {"channel": "superior", "source": "superior"}),
        ("cd.officer", {"channel": "department", "source": "department"}),
    ],
)
def test_exactly_those_whom_the_method_names_may_close(taker, given, actor, wednesday):
    number = execute(transfer(**given), actor(taker)).number
    Complaint.objects.filter(number=number).update(state=State.DETERMINED)
    case = Complaint.objects.select_related("unit", "received_unit", "rulebook").get(number=number)
    allowed = set()
    for user in User.objects.filter(department__unit__line="life"):
        try:
            Close.admit(Case(case, wednesday), actor(user.username))
        except Refusal:
            continue
        allowed.add(user.username)
    assert allowed == expected_closers(case)
    assert allowed, "somebody must be able to close"


LIMITS = {"counter_b": Decimal(1000), "counter_a": Decimal(5000), "province": Decimal(10000)}


@pytest.mark.django_db
@pytest.mark.req("FLW-01")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    username=st.sampled_from(["cd.intake", "my.intake", "sc.intake", "cd.officer", "sc.handler"]),
    level=st.sampled_from(["general", "major", "difficult"]),
    amount=st.decimals(0, 20000, places=2),
)
def test_nobody_settles_beyond_the_amount_of_unit_and_level(username, level, amount, actor, wednesday):
    taker = actor(username)
    given_ = {"level": level, "received_place": "接待室"}
    number = execute(visit(**given_), taker).number
    within = level == "general" and amount <= LIMITS[taker.unit_kind]
    try:
        execute(Settle(plan="补偿", basis="规则", amount=amount), taker, number)
        settled = True
    except Refusal as refusal:
        assert refusal.rule == "FLW-01"
        settled = False
    assert settled == within
