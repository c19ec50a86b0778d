"""In the session: who is there, who stands aside, what departments say, the votes (AUT-03, AUT-04, ORG-13)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework import moment
from redress.casework.asking import Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import RequiredLine, RequiredText, Text
from redress.casework.refusals import Forbidden, refuse
from redress.committee.door import SessionCommand, Sitting
from redress.committee.kinds import Choice, SessionState
from redress.committee.models import Hearing, Recusal, Vote
from redress.committee.people import check_department
from redress.committee.rules import count
from redress.committee.sessions import offers
from redress.committee.sessions.common import member, open_item
from redress.organisation.actor import Actor


class Attend(SessionCommand):
    """Say which members are there; this opens the session. Who has voted on an open item stays."""

    name = "attend"
    act = None
    label = gettext_lazy("Record attendance")
    icon = "users"
    prompts = {"present": Prompt(choices=offers.members)}

    present: list[int] = Field(default=[], max_length=100, title=gettext_noop("Present"))

    example = {"present": [12, 13, 17, 21, 25]}

    @classmethod
    def presets(cls, file: Sitting, actor: Actor) -> Presets:
        """Who is said to be there already."""
        return {"present": [each.user_id for each in file.row.attendees.all() if each.present]}

    def check(self, file: Sitting, actor: Actor) -> None:
        session = file.row
        if set(self.present) - set(session.roster):
            refuse(
                "AUT-04",
                _("Only members of this session are counted as present. Tick members only."),
                field="present",
            )
        voted = Vote.objects.filter(item__session=session, item__state="open").values_list(
            "user_id", flat=True
        )
        if set(voted) - set(self.present):
            refuse(
                "AUT-04",
                _("Somebody left out here has already voted on an open item. Tick that person too."),
                field="present",
            )

    def do(self, file: Sitting, actor: Actor) -> Facts:
        session = file.row
        session.attendees.update(present=False)
        here = session.attendees.filter(user_id__in=self.present).update(present=True)
        session.state = SessionState.MEETING
        return {"present": [*sorted(set(self.present))], "count": here}


class Recuse(SessionCommand):
    """A member stands aside on an item, or is asked to by the office, with the reason (ORG-13)."""

    name = "recuse"
    act = None
    label = gettext_lazy("Recuse a member")
    icon = "user-off"
    cite = ("ORG-13", "AUT-04")
    prompts = {"item": Prompt(choices=offers.items), "member": Prompt(choices=offers.members)}

    item: int = Field(ge=1, title=gettext_noop("Item"))
    member: int = Field(title=gettext_noop("Member"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"item": 1, "member": 17, "reason": "被投诉人是本部门员工。"}

    @classmethod
    def presets(cls, file: Sitting, actor: Actor) -> Presets:
        """Who stands aside stands aside themselves, unless the office asks it of another."""
        return {"member": actor.id} if actor.id in file.row.roster else {}

    @classmethod
    def admit(cls, file: Sitting, actor: Actor) -> None:
        session = file.row
        if actor.id not in session.roster:
            super().admit(file, actor)

    def check(self, file: Sitting, actor: Actor) -> None:
        session = file.row
        item = open_item(session, self.item)
        member(session, self.member, "member")
        if actor.id != self.member:
            super().admit(file, actor)  # others only by the office or the chair
        if item.recusals.filter(user_id=self.member).exists():
            refuse(
                "ORG-13",
                _("This member stands aside on the item already. Nothing needs to be done."),
                field="member",
            )
        if item.votes.filter(user_id=self.member).exists():
            refuse(
                "ORG-13",
                _(
                    "This member has voted on the item; a vote given stands. Put the item off and "
                    "vote anew if the vote must not count."
                ),
                field="member",
            )

    def do(self, file: Sitting, actor: Actor) -> Facts:
        session = file.row
        item = open_item(session, self.item)
        Recusal.objects.create(
            item=item, user_id=self.member, reason=self.reason, by_id=actor.id, at=moment.now()
        )
        return {"item": self.item, "member": self.member}


class Hear(SessionCommand):
    """Write down what a department says about an item before it is decided (ORG-03)."""

    name = "hear"
    act = "sit"
    label = gettext_lazy("Hear a department")
    icon = "message"
    cite = ("ORG-03",)
    within = (SessionState.MEETING,)
    prompts = {"item": Prompt(choices=offers.items), "department": Prompt(choices=offers.departments)}

    item: int = Field(ge=1, title=gettext_noop("Item"))
    department: int = Field(title=gettext_noop("Department"))
    speaker: RequiredLine = Field(title=gettext_noop("Speaker"))
    words: RequiredText = Field(title=gettext_noop("What the department said"))

    example = {"item": 1, "department": 14, "speaker": "财务部 周敏", "words": "款项因账号录入错误被退回。"}

    def check(self, file: Sitting, actor: Actor) -> None:
        session = file.row
        open_item(session, self.item)
        check_department(session.body.unit, self.department, "department")

    def do(self, file: Sitting, actor: Actor) -> Facts:
        session = file.row
        Hearing.objects.create(
            item=open_item(session, self.item),
            department_id=self.department,
            speaker=self.speaker,
            words=self.words,
            by_id=actor.id,
            at=moment.now(),
        )
        return {"item": self.item, "department": self.department}


class CastVote(SessionCommand):
    """A member votes on an item, once; who votes against says why (AUT-04)."""

    name = "vote"
    act = "sit"
    label = gettext_lazy("Vote")
    icon = "checkbox"
    cite = ("AUT-03", "AUT-04")
    within = (SessionState.MEETING,)
    prompts = {"item": Prompt(choices=offers.items)}

    item: int = Field(ge=1, title=gettext_noop("Item"))
    choice: Choice = Field(title=gettext_noop("Your vote"))
    reason: Text = Field(default="", title=gettext_noop("Reasons"))

    example = {"item": 1, "choice": "against", "reason": "应当先查清责任。"}

    @classmethod
    def admit(cls, file: Sitting, actor: Actor) -> None:
        session = file.row
        if actor.id not in session.roster:
            raise Forbidden(
                "AUT-04", _("Only members of the session vote. Ask the office to give you a seat.")
            )

    def check(self, file: Sitting, actor: Actor) -> None:
        session = file.row
        item = open_item(session, self.item)
        if item.votes.filter(user_id=actor.id or 0).exists():
            refuse(
                "AUT-04",
                _("You have voted on this item; a vote is given once. Nothing needs to be done."),
                field="choice",
            )
        if not member(session, actor.id, "choice").present:
            refuse(
                "AUT-04", _("You are not recorded as present. Ask the office to record it."), field="choice"
            )
        if item.recusals.filter(user_id=actor.id or 0).exists():
            refuse(
                "ORG-13",
                _("You stand aside on this item and have no vote on it. Leave the vote to the others."),
                field="choice",
            )
        if item.proposer_id == actor.id:
            refuse(
                "AUT-03",
                _("Nobody votes on a motion of their own. Leave the vote to the others."),
                field="choice",
            )
        if not count(session, item).quorate:
            refuse(
                "AUT-04",
                _(
                    "There is no quorum for this item; no vote can be taken. Have more members "
                    "recorded as present, or put the item off."
                ),
                field="item",
            )
        if self.choice == Choice.AGAINST and not self.reason:
            refuse(
                "AUT-04", _("A vote against is recorded with its reasons. Write down yours."), field="reason"
            )

    def do(self, file: Sitting, actor: Actor) -> Facts:
        session = file.row
        item = open_item(session, self.item)
        Vote.objects.create(
            item=item, user_id=actor.id or 0, choice=self.choice, reason=self.reason, at=moment.now()
        )
        return {"item": self.item, "choice": self.choice}
