"""A major case before the committee of Sichuan, and the hands that carry a session through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from redress.casework.door import Outcome
from redress.committee import door
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.commands.refer import ReferToCommittee
from redress.committee.models import Body, Referral, Session
from redress.committee.sessions import plan as planning
from redress.committee.sessions.meeting import Attend, CastVote, Hear
from redress.complaints.executor import execute
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.organisation.models import User
from tests.complaints.inputs import department, transfer

Who = Callable[[str], Actor]

MEMBERS = (
    "sc.manager",
    "sc.cshead",
    "sc.saleshead",
    "sc.supervision",
    "sc.businesshead",
    "sc.financehead",
    "sc.legal",
)
"""The seven members of the coordination committee of Sichuan; five make a quorum."""


def user(name: str) -> int:
    return User.objects.get(username=name).pk


@dataclass
class Meeting:
    """A session, and everybody's hands in it."""

    number: str
    who: Who

    @property
    def row(self) -> Session:
        return Session.objects.get(number=self.number)

    def give(self, name: str, command: door.SessionCommand, **more: Any) -> Outcome:
        return door.give(command, self.who(name), self.number, **more)

    def attend(self, *names: str) -> None:
        self.give("sc.officer", Attend(present=[user(name) for name in names]))

    def hear(self, *kinds: str, item: int = 1) -> None:
        """Each of these departments of the province says something about the item."""
        for kind in kinds or ("business_management",):
            said = Hear(item=item, department=department("sc", kind), speaker="部门负责人", words="情况属实")
            self.give("sc.officer", said)

    def vote(self, name: str, choice: str, item: int = 1, reason: str = "") -> None:
        self.give(name, CastVote(item=item, choice=choice, reason=reason))


def call(who: Who, kind: str = "committee", unit: str = "sc", by: str = "sc.officer") -> Meeting:
    """A session called by the office for the same afternoon."""
    wanted = "coordination_committee" if kind == "committee" else "leading_group"
    body = Body.objects.get(unit__code=unit, kind=wanted)
    command = planning.PlanSession(body=body.pk, kind=kind, at="2026-11-18T15:00", place="八楼会议室")
    return Meeting(door.give(command, who(by)).number, who)


def major(who: Who, **more: Any) -> str:
    """The number of a major case of the province."""
    number = execute(transfer(**more), who("sc.officer")).number
    if Complaint.objects.get(number=number).level != "major":
        execute(Reclass(level="major", reason="已经引起媒体关注"), who("sc.officer"), number)
    return number


def refer(who: Who, number: str, by: str = "sc.officer", **more: Any) -> int:
    """The case is referred; the referral's id."""
    given = {
        "reason": "major",
        "because": "群体性风险，部门意见不一",
        "question": "handling",
        "motion": "全额退还保费",
    } | more
    execute(ReferToCommittee(**given), who(by), number)
    return Referral.objects.filter(complaint__number=number).latest("pk").pk


def before_committee(who: Who, **more: Any) -> tuple[str, Meeting]:
    """A major case on the agenda of a session that has not begun."""
    number = major(who)
    referral = refer(who, number, **more)
    meeting = call(who)
    execute(PutOnAgenda(referral=referral, session=meeting.number), who("sc.officer"), number)
    return number, meeting


@pytest.fixture
def agenda(actor: Who, wednesday: datetime) -> tuple[str, Meeting]:
    return before_committee(actor)
