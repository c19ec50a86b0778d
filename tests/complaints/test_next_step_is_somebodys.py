"""Every open case has somebody who can take its next step, whoever leaves, and no state is a dead end (ORG-04, FLW-17).

People of the demo insurer leave at random, departments empty; what is left is that the head office has a manager and a
head of customer service. Whatever lawful commands were given, somebody active can give one that leads on: it is really
given, through the door, and undone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from redress.assembly import ALL
from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.commands.base import Automatic, Command, Creating
from redress.complaints.deciding.authority import chain_of
from redress.complaints.deciding.commands.approve import Approve, RefuseApproval, TakeBackApproval
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import Grade, HandOn, Verify
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.handling.commands.request import AskApproval
from redress.complaints.handling.commands.take_back_order import TakeBackOrder
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.kinds import FindingKind
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.organisation.holders import somebody
from redress.organisation.kinds import HEADS
from redress.organisation.models import Department, User
from redress.organisation.queries import actor as actor_of
from redress.rulebook import FINAL_STATES, OPEN_STATES, State
from tests.complaints.inputs import staffed, transfer, visit

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-04", "FLW-17")]

STAY = ("ho.manager", "ho.cshead")
"""An insurer has a head office with a leader and a head of customer service; everybody else may leave."""
TAKERS = ("cd.officer", "my.intake", "sc.officer", "nn.officer", "gx.officer", "ho.officer")


class Undone(Exception):
    """The step was possible; what it did is taken back."""


def leads_on(case: Complaint) -> Iterator[Command]:
    """What might come next, with all that staff would fill in; the door says which of it may be given."""
    yield from on_what_waits(case)
    match State(case.state):
        case State.REGISTERED | State.RETURNED:
            yield from on_its_way_to_a_department(case)
        case State.INVESTIGATING | State.REJECTED:
            found = set(case.findings.values_list("kind", flat=True))
            for kind in FindingKind:
                if kind not in found:
                    yield RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗")
            yield from reporting_up(case)
            yield Propose(plan="补偿", basis="条款", amount="100")
            yield Propose(
                plan="致歉", basis="条款", amount="0"
            )  # what was not agreed to is asked for no more
        case State.PROPOSED:
            yield GiveFeedback(accepted=True)
            yield GiveFeedback(accepted=False, objections="太少")
        case State.ANSWERED:
            yield determination(case)
        case State.DETERMINED:
            for sign in case.sign_offs.filter(signed_at=None):
                yield Sign(department=sign.department_id)
            yield Confirm(means="call", words="已受理", recording="录音 1")
            yield Execute(proof="回单 1")
            yield Close()


def reporting_up(case: Complaint) -> Iterator[Command]:
    """Centralised business is decided by the superior's opinion; whoever heads a department above may be asked."""
    chain = [level.unit for level in chain_of(Case(case, moment.now())).levels]
    departments = Department.objects.filter(somebody(HEADS), unit__in=chain).order_by("pk")
    for above in random.sample(list(departments), len(departments)):
        yield AskApproval(department=above.pk, question="请示", amount=Decimal(100))


def on_what_waits(case: Complaint) -> Iterator[Command]:
    for order in case.orders.filter(state="open"):
        yield ReplyOrder(order=order.number, reply="已核实")
        yield RefuseOrder(order=order.number, reason="不属于本部门")
        yield TakeBackOrder(order=order.number, reason="改派")
    for approval in case.approvals.filter(state="waiting"):
        yield Approve(approval=approval.number)
        yield TakeBackApproval(approval=approval.number, reason="重新测算")
        yield RefuseApproval(approval=approval.number, reason="理由不足")


def on_its_way_to_a_department(case: Complaint) -> Iterator[Command]:
    others = list(staffed().filter(unit__path__startswith=company(case)))
    banca = {"planned_at": "2026-11-19T10:00", "transferred_at": "2026-11-18T10:00", "their_opinion": "属实"}
    for main in random.sample(others, len(others)):
        yield Dispatch(to=main.pk, opinion="请核实", **(banca if case.flow == "banca" else {}))
    yield Verify(verdict="beyond", words="超出权限")
    yield HandOn(words="请处理", means=["email", "call"])
    yield Grade(grade="general", reason="事实清楚")


def determination(case: Complaint) -> Determine:
    """A cause for any department of the case's company, whether or not somebody heads it."""
    departments = list(Department.objects.filter(unit__path__startswith=case.unit.path).order_by("pk"))
    cause = {
        "code": random.choice(["process", "system_fault"]),
        "department": random.choice(departments).pk,
    }
    return Determine(validity="substantiated", reasons="查实", causes=[cause])


def company(case: Complaint) -> str:
    """The path of the company beneath whose units the case is handled."""
    return "/".join(case.unit.path.split("/")[:3]) + "/"


def people(case: Complaint) -> list[Actor]:
    """Of the company. Asked once for as long as nobody comes or goes: a person takes a query or two to know."""
    posted = User.objects.filter(appointments__department__unit__path__startswith=company(case))
    users = list(posted.filter(is_active=True).distinct().order_by("pk"))
    return [actor_of(user.pk) for user in users]


def in_any_order(actors: list[Actor]) -> list[Actor]:
    """By chance, which the seed decides, so that a failing example can be run again."""
    return random.sample(actors, len(actors))


def somebody_can(number: str) -> tuple[str, str] | None:
    """Who can take the next step of the case, and which; None when nobody can."""
    case = Complaint.objects.get(number=number)
    there = people(case)
    for command in leads_on(case):
        for actor in in_any_order(there):
            if command.possible(Case(case, moment.now()), actor) is not None:
                continue
            try:
                with transaction.atomic():
                    execute(command, actor, number)
                    raise Undone
            except Undone:
                return actor.name, command.name
            except Refusal:
                continue
    return None


def walk(number: str, steps: int) -> None:
    """Random lawful commands by whoever may."""
    there: dict[str, list[Actor]] = {}
    for _step in range(steps):
        case = Complaint.objects.get(number=number)
        if case.state in FINAL_STATES:
            return
        if (where := company(case)) not in there:
            there[where] = people(case)
        choices = [(command, actor) for command in leads_on(case) for actor in there[where]]
        random.shuffle(choices)
        for command, actor in choices:
            if command.possible(Case(case, moment.now()), actor) is not None:
                continue
            try:
                execute(command, actor, number)
            except Refusal:
                continue
            break


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seed=st.integers(0, 10**9),
    taker=st.sampled_from(TAKERS),
    unit=st.sampled_from(["", "cd", "my", "nn", "life-ho"]),
    source=st.sampled_from(["direct", "regulator", "superior", "department"]),
    what=st.sampled_from(["claims", "payments", "underwriting", "solicitation", "other"]),
    bank=st.booleans(),
    steps=st.integers(0, 13),
    share=st.sampled_from([0.3, 0.7, 1.0]),
)
def test_whoever_leaves_somebody_can_take_the_next_step(
    actor, wednesday, seed, taker, unit, source, what, bank, steps, share
):
    random.seed(seed)
    with transaction.atomic():
        given_ = {"unit": unit, "source": source, "channel": "letter", "class_code": what}
        number = execute(
            transfer(**given_, **({"sale_stage": "in_sale"} if bank else {})), actor(taker)
        ).number
        walk(number, steps)
        staying = User.objects.filter(username__regex=r"^(ho|sc|cd|my|gx|nn|lz)\.").exclude(username__in=STAY)
        gone = [user.pk for user in staying.order_by("pk") if random.random() < share]
        User.objects.filter(pk__in=gone).update(is_active=False)
        case = Complaint.objects.get(number=number)
        if case.state in OPEN_STATES:
            found = somebody_can(number)
            assert found is not None, (
                case.state,
                case.flow,
                case.unit.code,
                case.received_unit.code,
                case.source,
            )
        transaction.set_rollback(True)


@pytest.mark.req("CLO-02")
def test_without_a_head_the_superior_by_post_signs(actor, wednesday):
    """Nobody heads sc/product: the province's manager signs, and not the officer who determined."""
    number, cause = answered(actor), {"code": "process", "department": department_id("sc", "product")}
    officer = actor("sc.officer")
    execute(Determine(validity="substantiated", reasons="查实", causes=[cause]), officer, number)
    sign = Sign(department=cause["department"])
    with pytest.raises(Refusal):
        execute(sign, officer, number)
    said = execute(sign, actor("sc.manager"), number).facts
    assert said["without_head"] is True


@pytest.mark.req("CLO-02")
def test_where_somebody_heads_it_no_superior_signs(actor, wednesday):
    number, cause = answered(actor), {"code": "process", "department": department_id("sc", "claims")}
    execute(Determine(validity="substantiated", reasons="查实", causes=[cause]), actor("sc.officer"), number)
    with pytest.raises(Refusal):
        execute(Sign(department=cause["department"]), actor("sc.manager"), number)
    User.objects.filter(username="sc.claimshead").update(is_active=False)
    execute(Sign(department=cause["department"]), actor("sc.manager"), number)


@pytest.mark.req("FLW-12")
def test_a_role_of_a_flow_that_nobody_has_is_the_managers(actor, wednesday):
    """No bank contact in the company: the province's manager grades, so that the order can be issued."""
    User.objects.filter(appointments__department__kind="banca").update(is_active=False)
    given_ = {"source": "direct", "channel": "letter", "class_code": "solicitation", "sale_stage": "in_sale"}
    number = execute(transfer(**given_), actor("sc.officer")).number
    execute(HandOn(words="请评定"), actor("sc.officer"), number)
    execute(Grade(grade="general", reason="事实清楚"), actor("sc.manager"), number)


def answered(actor) -> str:
    number = execute(visit(received_place="四川分公司一楼"), actor("sc.officer")).number
    execute(Settle(plan="陪同办理", basis="规则"), actor("sc.officer"), number)
    return number


def department_id(unit: str, kind: str) -> int:
    return Department.objects.get(unit__code=unit, kind=kind).pk


def ways(command: type[Command]) -> Iterator[tuple[State, State]]:
    yield from command.moves.items()
    for before, several in command.branches.items():
        yield from ((before, after) for after in several)


def test_every_state_that_is_not_final_leads_on_to_the_end():
    """Of the commands that people give: from each open state the end can be reached, and no state is left out."""
    for_people = [each for each in ALL if not issubclass(each, Automatic | Creating)]
    on: dict[State, set[State]] = {state: set() for state in State}
    for command in for_people:
        for before, after in ways(command):
            if before is not after:
                on[before].add(after)
    ends = {State.ARCHIVED}
    straight = {
        command
        for command in for_people
        if command.name not in ("withdraw", "merge", "transfer_out", "decline")
    }
    leading: dict[State, set[State]] = {state: set() for state in State}
    for command in straight:
        for before, after in ways(command):
            leading[before].add(after)
    reached, grown = set(ends), True
    while grown:
        more = {state for state in State if leading[state] & reached} - reached
        reached |= more
        grown = bool(more)
    assert reached >= OPEN_STATES, OPEN_STATES - reached
    assert State.CLOSED in reached
    for state in OPEN_STATES:
        assert on[state], state


BOOKS = ("insurer-method", "life-method", "group-flows", "property-method", "guangxi-method")


@pytest.mark.req("ORG-10", "FLW-11", "FLW-12", "FLW-13")
@pytest.mark.parametrize("name", BOOKS)
def test_no_step_of_a_flow_waits_for_one_that_never_comes(name):
    """Every step comes after steps of the same flow without a circle, is somebody's, and a ladder has an end."""
    from redress.rulebook import load

    flows = load(name).method.flows
    assert flows
    for code, flow in flows.items():
        done: set[str] = set()
        while left := {key for key, step in flow.steps.items() if key not in done}:
            free = {key for key in left if set(flow.steps[key].after) <= done}
            assert free, (name, code, left)
            done |= free
        for key, step in flow.steps.items():
            assert set(step.by) <= set(flow.roles), (name, code, key)
            assert not step.to or step.to in flow.roles, (name, code, key)
        assert set(flow.ladder) <= set(flow.roles), (name, code)


@pytest.mark.req("CLO-01")
@pytest.mark.parametrize("name", BOOKS)
def test_for_every_kind_of_case_there_is_a_way_of_receiving_routing_and_closing(name):
    """Over classes, levels, sources, units and flows of each shipped rulebook: routed somewhere, closed by somebody."""
    from redress.rulebook import load

    book = load(name)
    assert book.method.class_sets["method"].codes and book.method.levels
    for class_code in book.method.class_sets["method"].codes:
        for level in book.method.levels:
            for source in ("direct", "superior", "regulator", "department"):
                for unit in ("group", "company", "head_office", "province", "counter_a", "counter_b"):
                    for flow in ("standard", *book.method.flows):
                        subject = {
                            "class": class_code,
                            "level": level,
                            "source": source,
                            "unit": unit,
                            "flow": flow,
                        }
                        assert book.closer(subject).who != "nobody"
                        assert book.route(subject).to
                        assert all(key for key in book.before_closing(subject))
