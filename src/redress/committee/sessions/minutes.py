"""The minutes: written by the office, signed by the chair; then nothing changes any more (AUT-04)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework import moment
from redress.casework.asking import Presets
from redress.casework.command import Facts
from redress.casework.inputs import RequiredText
from redress.casework.listing import listed
from redress.casework.refusals import Forbidden, refuse
from redress.committee.door import SessionCommand, Sitting
from redress.committee.kinds import ItemState, ReferralState, SessionState
from redress.committee.models import Referral
from redress.organisation.actor import Actor


class WriteMinutes(SessionCommand):
    """Write what was discussed. Attendance, hearings, votes and rulings come into the minutes by themselves."""

    name = "write_minutes"
    act = None
    label = gettext_lazy("Write the minutes")
    icon = "pencil"
    within = (SessionState.MEETING,)

    words: RequiredText = Field(title=gettext_noop("What was discussed"))

    example = {"words": "各部门说明了情况，委员逐项表决。"}

    @classmethod
    def presets(cls, file: Sitting, actor: Actor) -> Presets:
        """What was written so far."""
        return {"words": file.row.minutes}

    def do(self, file: Sitting, actor: Actor) -> Facts:
        session = file.row
        session.minutes = self.words
        return {"characters": len(self.words)}


class SignMinutes(SessionCommand):
    """The chair signs the minutes and ends the session; every item must be settled."""

    name = "sign_minutes"
    act = None
    label = gettext_lazy("Sign the minutes")
    icon = "signature"
    within = (SessionState.MEETING,)
    example = {}

    @classmethod
    def admit(cls, file: Sitting, actor: Actor) -> None:
        session = file.row
        if actor.id != session.chair_id:
            raise Forbidden("AUT-04", _("Only the chair of the session signs its minutes. Ask the chair."))

    def check(self, file: Sitting, actor: Actor) -> None:
        session = file.row
        if not session.minutes:
            refuse("AUT-04", _("There are no minutes yet. Write down what was discussed."))
        left = session.items.filter(state=ItemState.OPEN).values_list("position", flat=True)
        if left:
            refuse(
                "AUT-04",
                _("Items still to be settled: %(items)s. Decide them or put them off.")
                % {"items": listed(left)},
            )

    def do(self, file: Sitting, actor: Actor) -> Facts:
        session = file.row
        session.state, session.signed_by_id, session.signed_at = SessionState.SIGNED, actor.id, moment.now()
        return {"items": session.items.count()}


class CancelSession(SessionCommand):
    """Call a planned session off, with the reason; its cases wait for another."""

    name = "cancel_session"
    act = None
    label = gettext_lazy("Call it off")
    icon = "calendar-off"
    within = (SessionState.PLANNED,)

    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"reason": "到会委员不足法定人数。"}

    def do(self, file: Sitting, actor: Actor) -> Facts:
        session = file.row
        session.state = SessionState.CANCELLED
        items = session.items.filter(state=ItemState.OPEN)
        Referral.objects.filter(items__in=items).update(state=ReferralState.OPEN)
        items.update(state=ItemState.DEFERRED, settled_at=moment.now())
        return {}
