"""The flow of a case: its roles, which steps were taken, which may be taken now (FLW-11..13, ORG-10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import Forbidden, refuse
from redress.clocks.models import Clock
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.kinds import OrderKind
from redress.complaints.models import FlowStep
from redress.messages.models import AlertKind
from redress.organisation import holders
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind, Duty
from redress.organisation.models import Department, User
from redress.rulebook import State
from redress.rulebook.sections.special_flows.schema import Flow as Rule
from redress.rulebook.sections.special_flows.schema import FlowStep as StepRule
from redress.rulebook.sections.special_flows.schema import StepKind
from redress.rulebook.words import KEPT_IN, Title


class _Titled(Protocol):
    @property
    def title(self) -> Title: ...


def rule(case: Case) -> Rule:
    """The flow the case takes, as its rulebook has it."""
    return case.rulebook.flow(case.row.flow)


def steps(case: Case, does: StepKind) -> dict[str, StepRule]:
    """The steps of the case's flow that do this, by code; empty where the rulebook's flow has none."""
    flow = case.rulebook.method.flows.get(case.row.flow)
    return {code: step for code, step in flow.steps.items() if step.does == does} if flow else {}


def plays(case: Case, actor: Actor, roles: Iterable[str]) -> bool:
    """Whether the actor has one of these roles for the case, or is the superior by post of a role nobody has (CLK-08).

    Asks the database only of a manager.
    """
    known, wanted = rule(case).roles, list(roles)
    posts = actor.reaching(frozenset(Duty), case.row.unit_id)
    if any(
        post.kind == known[role].department and post.duty in known[role].duties
        for role in wanted
        for post in posts
    ):
        return True
    return stands_in(case, actor) and any(_held(case, role) is None for role in wanted)


STAND_INS = frozenset({Duty.MANAGER})


def stands_in(case: Case, actor: Actor) -> bool:
    """Whether a role that nobody has is the actor's, as a manager over the case's unit."""
    return actor.has_over(STAND_INS, case.row.unit_id)


def _held(case: Case, role: str) -> tuple[Department, User] | None:
    wanted = rule(case).roles[role]
    duties = [Duty(duty) for duty in wanted.duties]
    return holders.nearest_holder(case.row.unit, DepartmentKind(wanted.department), duties)


def admit(command: type[Command], case: Case, actor: Actor, does: StepKind) -> None:
    """Refuse a flow without such a step, and whoever has none of its roles."""
    if not actor.has_over(command.duties, case.row.unit_id) and not stands_in(case, actor):
        raise command.forbidden()
    found = steps(case, does)
    if not found:
        refuse("FLW-11", _("The flow of this case has no such step. Open the case again to see its steps."))
    roles = {role for step in found.values() for role in step.by}
    if not actor.system and not plays(case, actor, roles):
        raise forbidden(case, str(command.label), roles)


def check_role(case: Case, actor: Actor, step: StepRule) -> None:
    """Refuse whoever has a role of another step that does the same, and none of this one's (ORG-10)."""
    if not actor.system and not plays(case, actor, step.by):
        raise forbidden(case, title(step), step.by)


def rejection_waits(case: Case, step: StepRule) -> bool:
    """Whether a rejected opinion still waits for the step: by the state, or because the limit for it runs.

    Whatever was decided, proposed or dispatched since, the step is owed until it is taken (FLW-11).
    """
    if case.state is State.REJECTED or not step.clock:
        return case.state is State.REJECTED
    return Clock.objects.filter(
        file_id=case.row.pk, key=step.clock, status__in=["running", "paused"]
    ).exists()


def unsays_nothing(case: Case, at: datetime) -> datetime:
    """When facts that a step changes count from: words about an earlier day unsay no limit that has passed since."""
    passed = Clock.objects.filter(file_id=case.row.pk, status="running", due_at__lte=case.now, due_at__gt=at)
    return case.now if at < case.now and passed.exists() else at


def forbidden(case: Case, what: str, roles: Iterable[str]) -> Forbidden:
    """It takes another role of the flow (ORG-10)."""
    names = listed(title(rule(case).roles[role]) for role in rule(case).roles if role in set(roles))
    return Forbidden(
        "ORG-10", _("%(what)s is done by: %(roles)s. Ask one of them.") % {"what": what, "roles": names}
    )


def title(entry: _Titled) -> str:
    """In the language of the request."""
    return entry.title.get(get_language() or "zh")


def taken(case: Case) -> list[FlowStep]:
    """The steps taken under the flow that the case has now, in their order."""
    return list(FlowStep.objects.filter(complaint=case.row, flow=case.row.flow).order_by("id"))


def check_order(case: Case, code: str, step: StepRule, field: str = "step") -> None:
    """Refuse a step whose predecessors were not taken."""
    done = {each.step for each in taken(case)} if step.after else set()
    missing = [title(rule(case).steps[before]) for before in step.after if before not in done]
    if missing:
        refuse(
            step.cite[0],
            _("'%(step)s' comes after: %(missing)s. Do that first.")
            % {"step": title(step), "missing": listed(missing)},
            field=field,
        )


def holder(case: Case, role: str) -> tuple[Department, User]:
    """Who has the role for this case today, else the nearest manager; refused without either (ORG-10, CLK-08)."""
    wanted = rule(case).roles[role]
    found = _held(case, role) or holders.nearest_manager(case.row.unit)
    if found is None:
        refuse(
            "ORG-10",
            _("Nobody is appointed as %(role)s; appoint somebody first.") % {"role": title(wanted)},
            field="step",
        )
    return found


def hand_to(
    case: Case, role: str, actor: Actor, step: StepRule, words: str, at: datetime
) -> tuple[Department, User, str]:
    """Give the case to the holder of a role: share, alert, and the order the step asks for. Returns its number too.

    The order counts from when it was sent, not from when that was entered (FLW-11, FLW-14).
    """
    department, user = holder(case, role)
    number = ""
    if step.order == "none":
        case.share("flow", department=department.pk)
        case.alert(AlertKind.ASSIGNED, user=user, words=step.title.get(KEPT_IN)[:200])
    else:
        kind = OrderKind.MAIN if step.order == "main" else OrderKind.CO_HANDLING
        order = common.issue(case, kind, department, words, actor, assignee=user, issued_at=at)
        number = order.number
        if step.order == "main":
            case.row.main_department = department
        case.event("dispatched" if step.order == "main" else "co_ordered", at=at, about=number)
    return department, user, number
