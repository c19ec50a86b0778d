"""What a meeting gives somebody to do, followed until it is done (ASM-09)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework import moment
from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import RequiredText
from redress.casework.refusals import Forbidden, refuse
from redress.casework.stated import FURTHEST, NOW, Span
from redress.committee.door import SessionCommand, Sitting
from redress.committee.kinds import SessionState
from redress.committee.models import Action
from redress.committee.people import colleague
from redress.committee.sessions import offers
from redress.committee.sessions.common import item_of
from redress.organisation.actor import Actor


class AssignAction(SessionCommand):
    """Give somebody something to do, until a day."""

    name = "assign_action"
    act = None
    label = gettext_lazy("Assign an action")
    icon = "user-plus"
    cite = ("ASM-09",)
    within = (SessionState.MEETING,)
    prompts = {"item": Prompt(choices=offers.items), "owner": Prompt(choices=offers.people)}
    times = {"until": Span(NOW, until=FURTHEST)}

    item: int | None = Field(default=None, ge=1, title=gettext_noop("Item"))
    what: RequiredText = Field(title=gettext_noop("What is to be done"))
    owner: int = Field(title=gettext_noop("Who"))
    until: date = Field(title=gettext_noop("Until when"))

    example = {"item": 1, "what": "核对近三个月退票记录", "owner": 25, "until": "2030-03-20"}

    def check(self, file: Sitting, actor: Actor) -> None:
        session = file.row
        colleague(session.body.unit, self.owner, "owner")

    def do(self, file: Sitting, actor: Actor) -> Facts:
        session = file.row
        position = session.actions.count() + 1
        Action.objects.create(
            session=session,
            item=item_of(session, self.item) if self.item else None,
            position=position,
            what=self.what,
            owner_id=self.owner,
            until=self.until,
        )
        if self.owner not in session.readers:
            session.readers = [*session.readers, self.owner]
        return {"action": position, "owner": self.owner, "until": self.until.isoformat()}


class CompleteAction(SessionCommand):
    """Say that an action is done, with the evidence: its owner does, or the office."""

    name = "complete_action"
    act = None
    label = gettext_lazy("Report an action done")
    icon = "checks"
    cite = ("ASM-09",)
    within = (SessionState.MEETING, SessionState.SIGNED)
    prompts = {"action": Prompt(choices=offers.actions)}

    action: int = Field(ge=1, title=gettext_noop("Action"))
    report: RequiredText = Field(title=gettext_noop("What was done, and the evidence"))

    example = {"action": 1, "report": "已核对，清单见附件。"}

    @classmethod
    def admit(cls, file: Sitting, actor: Actor) -> None:
        session = file.row
        if not session.actions.filter(owner_id=actor.id).exists():
            super().admit(file, actor)

    def check(self, file: Sitting, actor: Actor) -> None:
        session = file.row
        action = session.actions.filter(position=self.action).first()
        if action is None:
            refuse("ASM-09", _("This session has no such action. Choose one of the list."), field="action")
        if action.done_at:
            refuse("ASM-09", _("This action is done already. Nothing needs to be done."), field="action")
        if action.owner_id != actor.id:
            try:
                super().admit(file, actor)
            except Forbidden:
                refuse(
                    "ASM-09",
                    _("This action is somebody else's. Ask its owner, or the office of the session."),
                    field="action",
                )

    def do(self, file: Sitting, actor: Actor) -> Facts:
        session = file.row
        action = session.actions.get(position=self.action)
        action.done_at, action.done_by_id, action.evidence = moment.now(), actor.id, self.report
        action.save(update_fields=["done_at", "done_by", "evidence"])
        return {"action": self.action}
