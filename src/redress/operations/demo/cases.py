"""Live cases of the demo: the stories, each brought to some stage by the people whose work it is.

Everything goes through the one door, at moments of the last working days, so that queues, clocks and the monitor
look as they do on an ordinary morning.
"""

from __future__ import annotations

import random
from collections.abc import Generator, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.utils import timezone
from faker import Faker

from redress.casework import moment
from redress.casework.door import Outcome
from redress.clocks.sweeper import sweep
from redress.complaints.closing.commands.close import Archive, Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.commands.base import Command
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.deciding.queries.approvals import Open, first_open
from redress.complaints.executor import execute
from redress.complaints.handling.commands.cohandling import CoHandle
from redress.complaints.handling.commands.contact import Confirm, RecordContact
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.intake.commands.register import Register
from redress.complaints.kinds import FindingKind
from redress.complaints.lists.presence import any_registered
from redress.operations.demo import besides
from redress.operations.demo.besides import Made
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_named
from redress.organisation.holders import holders
from redress.organisation.kinds import DepartmentKind, Duty
from redress.organisation.models import Department, Unit, User
from redress.organisation.queries import actor as actor_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
_CONCLUSIONS = {
    FindingKind.TRUTH: "客户反映的情况基本属实。",
    FindingKind.RESPONSIBILITY: "责任部门办理不及时，负主要责任。",
    FindingKind.REASONABLENESS: "诉求基本合理，可以按规则办理。",
}
_CAUSES = {
    "claims": ("process", DepartmentKind.CLAIMS),
    "solicitation": ("misconduct", DepartmentKind.SALES),
    "sales_service": ("staff_attitude", DepartmentKind.SALES),
    "counter": ("system_function", DepartmentKind.BUSINESS_MANAGEMENT),
}
"""What is found to be the cause by class, and which department answers; business management for the others."""
SEED = 2026
TAKERS = ("cd.officer", "sc.officer", "gx.officer", "cd.intake", "sc.handler", "nn.officer")
STAGES = ("new", "confirmed", "dispatched", "returned", "co_handled", "replied", "proposed", "rejected", "answered",
          "determined", "closed")  # fmt: skip


def load() -> int:
    """Load the live cases unless there are cases already; how many were loaded."""
    if any_registered():
        return 0
    stories = yaml.safe_load(files("redress.operations.demo").joinpath("cases.yaml").read_text("utf-8"))[
        "stories"
    ]
    maker = _Maker(random.Random(SEED))  # noqa: S311 - a demo, not a secret
    made = [
        maker.make(story, TAKERS[place % len(TAKERS)], STAGES[(place * 7) % len(STAGES)], place)
        for place, story in enumerate(stories * 2)
    ]
    besides.load(made)
    sweep()
    return len(made)


Steps = Generator[tuple[Command, str], Outcome, None]


class _Maker:
    """Makes one case after the other; `chance` decides dates and names."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.people = Faker("zh_CN")
        self.people.seed_instance(SEED)

    def make(self, story: dict[str, Any], taker: str, stage: str, place: int) -> Made:
        moments = _moments(_working_days_ago(place % 6), self.chance)
        registered = self._at(next(moments), self._register(story, place), taker)
        self.number, self.owner = registered.number, taker
        self.unit, self.source = str(registered.facts["unit"]), story.get("source", "direct")
        self.cause, self.kind = _CAUSES.get(story["class"], ("process", DepartmentKind.BUSINESS_MANAGEMENT))
        stage = self._before_others(story, stage)
        steps = self._steps(stage)
        step = next(steps, None)
        while step:
            outcome = self._at(next(moments), *step)
            try:
                step = steps.send(outcome)
            except StopIteration:
                break
        return Made(self.number, taker, self.unit, stage, story.get("level", "general"))

    def _before_others(self, story: dict[str, Any], stage: str) -> str:
        """Major and difficult cases wait for the committee, centralised business for the superior's opinion."""
        special = story.get("level", "general") != "general" or story["class"] == "underwriting"
        last = STAGES.index("replied")
        return STAGES[min(STAGES.index(stage), last)] if special else stage

    def _at(self, when: datetime, command: Command, username: str) -> Outcome:
        number = "" if isinstance(command, Register) else self.number
        with moment.at(min(when, timezone.now())) as now:
            if isinstance(command, Register):
                command = command.model_copy(update={"received_at": now - timedelta(minutes=20)})
            return execute(command, _actor(username), number)

    def _register(self, story: dict[str, Any], place: int) -> Register:
        return Register(
            received_at=timezone.now() - timedelta(days=30),
            channel=story["channel"],
            source=story.get("source", "direct"),
            source_reference=f"川金监转〔2026〕{100 + place}号" if story.get("source") == "regulator" else "",
            people=[
                {
                    "name": self.people.name(),
                    "phone": self.people.phone_number(),
                    "id_number": self.people.ssn(),
                }
            ],
            policy_number=f"P{self.chance.randrange(10**9, 10**10)}",
            class_code=story["class"],
            reason_code=story.get("reason", ""),
            about="person" if "about_whom" in story else "service",
            about_whom=story.get("about_whom", ""),
            level=story.get("level", "general"),
            complexity=story.get("complexity", "simple"),
            facts=story["facts"],
            demand=story["demand"],
            amount=story.get("amount"),
            emotion=self.chance.choice(["calm", "dissatisfied", "angry"]),
            facts_repeated=story["channel"] == "phone_in",
        )

    def _steps(self, stage: str) -> Steps:
        """The commands that lead to the stage, with who gives them; each step is told what the one before did."""
        reached = STAGES.index(stage)
        if reached >= STAGES.index("confirmed"):
            yield (
                Confirm(
                    means="call", words="已电话告知客户投诉已受理，说明处理流程和大致时间，留下联系电话。"
                ),
                self.owner,
            )
        if reached >= STAGES.index("dispatched"):
            yield from self._dispatching(stage)
        if reached >= STAGES.index("proposed"):
            yield from self._deciding(stage)

    def _dispatching(self, stage: str) -> Steps:
        department = _answering_department(self.unit, self.kind)
        dispatched = yield Dispatch(to=department.pk, opinion="请核实经过，三个工作日内反馈。"), self.owner
        main, who = str(dispatched.facts["order"]), _coordinator(department)
        if stage == "returned":
            yield RefuseOrder(order=main, reason="经核实不属于本部门职责，请改派。"), who
            return
        yield (
            RecordContact(kind="progress", means="call", words="告知客户正在核实，预计三日内答复。"),
            self.owner,
        )
        if stage == "co_handled":
            yield (
                CoHandle(
                    to=_answering_department(self.unit, DepartmentKind.FINANCE).pk,
                    opinion="请提供收付费记录。",
                ),
                who,
            )
        if STAGES.index(stage) >= STAGES.index("replied"):
            yield ReplyOrder(order=main, reply="经查情况基本属实，建议按规则补办并致歉。"), who

    def _deciding(self, stage: str) -> Steps:
        reached = STAGES.index(stage)
        for kind, conclusion in _CONCLUSIONS.items():
            yield (
                RecordFinding(kind=kind, conclusion=conclusion, reasons="见部门反馈和业务系统记录。"),
                self.owner,
            )
        yield (
            Propose(plan="向客户说明并按规则办理，对服务不周致歉。", basis="保险合同和公司服务规则。"),
            self.owner,
        )
        while asked := first_open(self.number):
            yield Approve(approval=asked.number, words="同意。"), self._asked(asked)
        if stage == "rejected":
            yield GiveFeedback(accepted=False, objections="客户要求补偿，不接受仅致歉。"), self.owner
        elif reached >= STAGES.index("answered"):
            yield GiveFeedback(accepted=True), self.owner
            yield from self._ending(reached)

    def _ending(self, reached: int) -> Steps:
        if reached < STAGES.index("determined"):
            return
        department = _answering_department(self.unit, self.kind)
        causes = [{"code": self.cause, "department": department.pk}]
        superior = ("gx" if self.owner[0] in "gn" else "sc") + ".officer"
        closer = self.owner if self.source == "direct" else superior
        yield Determine(validity="substantiated", reasons="服务流程有瑕疵。", causes=causes), closer
        if reached >= STAGES.index("closed"):
            signing = [department]
            if self.cause.startswith("system"):
                signing.append(_answering_department(self.unit, DepartmentKind.IT))
            for each in signing:
                yield Sign(department=each.pk), _head(each)
            yield Close(), closer
            yield Archive(), closer

    def _asked(self, asked: Open) -> str:
        """Somebody of whom the approval is asked, and who did not propose it."""
        able = User.objects.filter(
            appointments__duty=asked.duty, appointments__department__unit=asked.unit
        ).exclude(username=self.owner)
        return str(able.order_by("username").values_list("username", flat=True)[0])


@cache
def _actor(username: str) -> Actor:
    return actor_of(User.objects.get(username=username).pk)


def _answering_department(unit: str, kind: DepartmentKind) -> Department:
    """The nearest department of that kind, from the unit upwards, that has somebody to answer and to sign."""
    for path in reversed(Unit.objects.get(code=unit).paths()):
        found = Department.objects.filter(unit__path=path, kind=kind).first()
        if (
            found
            and holders(Duty.COORDINATOR, found.pk).exists()
            and holders(Duty.DEPARTMENT_HEAD, found.pk).exists()
        ):
            return found
    raise LookupError(f"the demo has nobody in {kind} above {unit}")


def _coordinator(department: Department) -> str:
    return holders(Duty.COORDINATOR, department.pk)[0].username


def _head(department: Department) -> str:
    return holders(Duty.DEPARTMENT_HEAD, department.pk)[0].username


def _working_days_ago(count: int) -> date:
    calendar = calendar_named("cn")
    day = timezone.localdate()
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return calendar.add_working_days(day, -count)


def _moments(day: date, chance: random.Random) -> Iterator[datetime]:
    """Moments of working time from the morning of `day` on, half an hour to three hours apart."""
    calendar = calendar_named("cn")
    now = datetime.combine(day, time(9, chance.randrange(60)), SHANGHAI)
    while True:
        yield now
        now = calendar.add_working_time(now, timedelta(minutes=chance.randrange(15, 60)))
