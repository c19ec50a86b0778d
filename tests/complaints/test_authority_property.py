"""Whatever people do, in whatever order: nothing reaches the customer nobody who may has allowed."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.casework.refusals import Refusal as Refused
from redress.complaints.deciding.commands.approve import Approve, RefuseApproval, TakeBackApproval
from redress.complaints.deciding.commands.authorise import Authorise, RevokeAuthorisation
from redress.complaints.executor import execute
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.intake.commands.classify import Amend, Reclass
from redress.complaints.law.commands.decide import Decide
from redress.complaints.models import Approval, Authorisation, Complaint, Proposal
from redress.organisation.actor import SYSTEM
from redress.organisation.models import Appointment, Deputy, Unit, User
from tests.complaints.test_approvals import found_out
from tests.organisation import acts as administration

PEOPLE = [
    "cd.officer",
    "cd.cshead",
    "sc.officer",
    "sc.cshead",
    "sc.manager",
    "ho.cshead",
    "gx.cshead",
    "sc.claimshead",
]
REMEDIES = ["review", "mediation", "arbitration", "litigation"]
AMOUNTS = ["900", "5000", "5001", "10000", "20000", "30001", "150000"]

# The table read aloud for a claims case of the life company: (level of unit, duty) -> general, major.
STAFF = {"handler", "complaint_officer", "second_line"}
ANY = Decimal("Infinity")


def most(level: str, unit: str, duty: str) -> Decimal:
    """How much the duty decides; -1 for nothing."""
    general = level == "general"
    if unit == "counter_a" and general:
        return Decimal(5000) if duty in STAFF else Decimal(10000) if duty == "cs_head" else Decimal(-1)
    if unit == "province":
        if duty == "manager":
            return Decimal(100000)
        if general and duty in STAFF | {"cs_head"}:
            return Decimal(30000) if duty == "cs_head" else Decimal(10000)
    if unit == "head_office":
        if duty == "manager":
            return ANY
        if duty == "cs_head":
            return Decimal(100000)
        if general and duty in STAFF:
            return Decimal(30000)
    return Decimal(-1)


def decides(user: int, level: str, amount: Decimal) -> bool:
    """Whether the table lets the person, in own duties in the case's line of units, decide the amount."""
    line = Unit.objects.filter(code__in=["cd", "sc", "life-ho"])
    posts = Appointment.objects.filter(user=user, department__unit__in=line).values_list(
        "department__unit__kind", "duty"
    )
    return any(amount <= most(level, kind, duty) for kind, duty in posts)


def authorised(user: int, level: str, amount: Decimal) -> bool:
    """Whether somebody else who may has given the person that much."""
    given_ = Authorisation.objects.filter(to=user, amount__gte=amount)
    return any(each.by_id != user and decides(each.by_id, level, amount) for each in given_)


def allowed(proposal: Proposal, level: str) -> bool:
    """Decided alone within authority, or approved by another who may; never by oneself or for oneself."""
    amount = proposal.amount or Decimal(0)
    authors = {proposal.by_id, proposal.by_for_id} - {None}
    if any(decides(each, level, amount) or authorised(each, level, amount) for each in authors):
        return True
    approved = Approval.objects.filter(proposal=proposal.position, state="approved", asked="proposal")
    return any(
        not {each.decided_by_id, each.decided_for_id} & authors
        and any(
            decides(person, level, amount) or authorised(person, level, amount)
            for person in {each.decided_for_id or each.decided_by_id}
        )
        for each in approved
    )


who = st.sampled_from(PEOPLE)
steps = st.one_of(
    st.tuples(st.just("propose"), who, st.sampled_from(AMOUNTS)),
    st.tuples(st.just("approve"), who, st.integers(1, 4)),
    st.tuples(st.just("refuse"), who, st.integers(1, 4)),
    st.tuples(st.just("take_back"), who, st.integers(1, 4)),
    st.tuples(st.just("authorise"), who, st.tuples(who, st.sampled_from(AMOUNTS))),
    st.tuples(st.just("revoke"), who, st.integers(1, 2)),
    st.tuples(st.just("deputise"), who, who),
    st.tuples(st.just("answer"), who, st.booleans()),
    st.tuples(st.just("execute"), who, st.none()),
    st.tuples(st.just("reclass"), who, st.sampled_from(["general", "major"])),
    st.tuples(st.just("amend"), who, st.sampled_from([1, 25])),
    st.tuples(st.just("decide"), who, st.none()),
)


@pytest.mark.django_db
@pytest.mark.req("AUT-01", "AUT-02", "AUT-03", "ORG-12")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(level=st.sampled_from(["general", "major"]), course=st.lists(steps, min_size=4, max_size=14))
def test_no_proposal_is_answered_or_performed_that_nobody_who_may_has_allowed(
    level, course, actor, wednesday
):
    Deputy.objects.all().delete()
    Approval.objects.all().delete()
    Authorisation.objects.all().delete()
    number = found_out(actor("cd.officer"), level=level)
    # Major cases come before the committee first; without a ruling on the amount it lends nobody authority.
    Complaint.objects.filter(number=number).update(committee="executed")
    done: set[int] = set()
    assert course
    for step, person, given_ in course:
        with suppress(Refusal, Refused):
            do(step, actor(person), given_, number)
        case = Complaint.objects.get(number=number)
        for proposal in case.proposals.exclude(pk__in=done):
            if out(proposal, case):
                assert allowed(proposal, case.level), (step, proposal.amount, proposal.by, proposal.state)
            if proposal.executed_at:
                assert proposal.state == "accepted"
        done |= set(case.proposals.filter(executed_at__isnull=False).values_list("pk", flat=True))


def out(proposal: Proposal, case: Complaint) -> bool:
    """Whether the customer may still be told it or has been promised it, by the case as it is classed now."""
    put = proposal.state == "pending" and case.state in ("proposed", "decided", "answered", "determined")
    return put or proposal.owed or proposal.executed_at is not None or rests_on(proposal, case)


def rests_on(proposal: Proposal, case: Complaint) -> bool:
    """Whether a decision that nobody has been told of yet rests on it."""
    return case.decisions.filter(state="made", proposal=proposal.position).exists() and (
        proposal.state != "awaiting_approval"
    )


def do(step, person, given_, number) -> None:
    """One step of the course, by that person."""
    if step == "deputise":
        users = [
            User.objects.select_related("department__unit").get(pk=person.id),
            User.objects.select_related("department__unit").get(username=given_),
        ]
        today = timezone.localdate()
        administration.name_deputy(SYSTEM, *users, today, today, "休假")
        return
    until = moment.now() + timedelta(days=1)
    commands = {
        "propose": lambda: Propose(plan="补付", basis="条款", amount=given_),
        "approve": lambda: Approve(approval=given_),
        "refuse": lambda: RefuseApproval(approval=given_, reason="缺依据"),
        "take_back": lambda: TakeBackApproval(approval=given_, reason="重算"),
        "authorise": lambda: Authorise(to=given_[0], amount=given_[1], reason="急", expires_at=until),
        "revoke": lambda: RevokeAuthorisation(authorisation=given_, reason="办结"),
        "answer": lambda: GiveFeedback(accepted=given_, objections="" if given_ else "太少"),
        "execute": lambda: Execute(proof="凭证"),
        "reclass": lambda: Reclass(level=given_, reason="重新定级"),
        "amend": lambda: Amend(complainants=given_, reason="人数"),
        "decide": lambda: Decide(
            decision="补付", verification="已核实", basis="条款", reasons="属实", remedies=REMEDIES
        ),
    }
    execute(commands[step](), person, number)
