"""The ruling: what the votes decided, given on the case, which it binds from then on (ORG-03, AUT-04)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import BaseModel, ConfigDict, Field

from redress.casework import four_eyes
from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import RequiredLine, ShortLine, Text
from redress.casework.listing import listed
from redress.casework.refusals import Forbidden, refuse
from redress.casework.stated import FURTHEST, NOW, Span
from redress.casework.writes import Writes
from redress.committee import bodies, door
from redress.committee.binding import standing
from redress.committee.hearing import unheard
from redress.committee.kinds import ItemState, Question, ReferralState, SessionState
from redress.committee.models import Execution, Item, Ruling
from redress.committee.people import colleague
from redress.committee.queries import options as offered
from redress.committee.rules import count
from redress.committee.sessions.agenda import require_vote
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty


class ToDo(BaseModel):
    """Something the ruling asks of somebody, until a day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: RequiredLine = Field(title=gettext_noop("What is to be done"))
    owner: int = Field(title=gettext_noop("Who"))
    until: date = Field(title=gettext_noop("Until when"))


class Rule(Command):
    """Give the ruling that a session has voted: what was moved binds the case, and must be executed (ORG-03, AUT-04).

    Refused without quorum or majority, before everybody has voted, while a department concerned was not heard, and
    to who moved it.
    """

    name = "rule"
    act = "sit"
    label = gettext_lazy("Give the ruling")
    icon = "gavel"
    cite = ("ORG-03", "AUT-04")
    family = Family.COMMITTEE
    duties = bodies.OFFICE | {Duty.MANAGER}

    times = {"execution.until": Span(NOW, "AUT-04", FURTHEST)}
    writes = Writes(
        add=("committee_execution", "committee_ruling"),
        change=("committee_execution", "committee_referral"),
        columns=("closing_ruling", "validity"),
    )
    prompts = {
        "session": Prompt(choices=lambda case, actor: offered.sessions(case.row, actor, with_case=True)),
        "item": Prompt(choices=lambda case, _actor: offered.items(case.row)),
        "owner": Prompt(choices=lambda case, _actor: offered.people(case.row.unit)),
    }

    session: ShortLine = Field(min_length=1, title=gettext_noop("Session"))
    item: int = Field(ge=1, title=gettext_noop("Item"))
    reasons: Text = Field(default="", title=gettext_noop("Reasons"))
    execution: list[ToDo] = Field(default=[], max_length=20, title=gettext_noop("Execution"))

    example = {
        "session": "SC-2026-004",
        "item": 1,
        "reasons": "多数委员认为销售人员未如实告知。",
        "execution": [{"what": "退还保费", "owner": 21, "until": "2026-03-20"}],
    }

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Who may is said by the session: its chair, and the office of its body."""

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if not case.concerns(actor, cls.duties):
            raise cls.forbidden()
        if case.row.committee != "referred":
            refuse(
                "AUT-04",
                _(
                    "Nothing of this case waits for the committee. Refer the case first, if the "
                    "committee is to decide."
                ),
            )

    def check(self, case: Case, actor: Actor) -> None:
        session = door.locked(actor, self.session)
        if not (bodies.keeps(actor, session.body) or actor.id == session.chair_id):
            raise Forbidden("AUT-04", door.OFFICE_ONLY % {"command": self.label, "body": session.body})
        if session.state != SessionState.MEETING:
            refuse(
                "AUT-04",
                _("The session is not meeting; a ruling is given in session. Wait until it meets."),
                field="session",
            )
        item = self._item(case)
        four_eyes.check(actor, [item.proposer_id], "item")
        if item.recusals.filter(user_id__in=actor.people).exists():
            refuse(
                "ORG-13",
                _(
                    "You stand aside on this item; somebody else gives its ruling. Ask the office who"
                    " rules in your place."
                ),
                field="item",
            )
        votes = count(session, item)
        require_vote(votes.quorate, not votes.waiting)
        if not votes.carried:
            refuse(
                "AUT-04",
                _(
                    "The motion is not carried: %(given)s of %(needed)s votes needed. Settle the item in the session."
                )
                % {"given": votes.tally.in_favour, "needed": votes.votes_needed},
                field="item",
            )
        if missing := unheard(case, item):
            refuse(
                "ORG-03",
                _(
                    "Departments concerned have not been heard: %(departments)s. Write down what they say, then rule."
                )
                % {"departments": listed(missing)},
                field="item",
            )
        for each in self.execution:
            colleague(case.row.unit, each.owner, "execution")

    def _item(self, case: Case) -> Item:
        found = (
            Item.objects.filter(
                session__number=self.session,
                position=self.item,
                referral__complaint=case.row,
                state=ItemState.OPEN,
            )
            .select_related("session", "referral__body")
            .first()
        )
        if found is None:
            refuse(
                "AUT-04",
                _("This session has no open item %(item)s on this case. Choose another item or session.")
                % {"item": self.item},
                "item",
            )
        return found

    def do(self, case: Case, actor: Actor) -> Facts:
        session, item = door.locked(actor, self.session), self._item(case)
        referral = item.referral
        assert referral is not None
        number = f"{session.number}/{item.position}"
        moved = {name: getattr(referral, name) for name in MOVED}
        case.add(
            Ruling(
                complaint=case.row,
                item=item,
                referral=referral,
                number=number,
                reasons=self.reasons,
                by_id=actor.id,
                at=case.now,
                **moved,
            )
        )
        self._execute(case, number)
        item.state, item.settled_at = ItemState.CARRIED, case.now
        case.change(item, "state", "settled_at")
        referral.state = ReferralState.RULED
        case.change(referral, "state")
        if referral.question == Question.CLOSING:
            case.row.closing_ruling = referral.closing
        case.row.committee = standing(case, ruled=referral, more=bool(self.execution))
        due = min((each.until for each in self.execution), default=None)
        case.event("ruled", due=_end_of(due) if due else None)
        if not self.execution and case.row.committee == "executed":
            case.event("ruling_executed")
        facts: Facts = {"ruling": number, "question": referral.question, "execution": len(self.execution)}
        door.record(session, actor, self.name, {"case": case.row.number, "item": item.position}, facts)
        return facts

    def _execute(self, case: Case, number: str) -> None:
        for position, each in enumerate(self.execution, start=1):
            case.add(
                Execution(
                    complaint=case.row,
                    ruling=number,
                    position=position,
                    what=each.what,
                    owner_id=each.owner,
                    until=each.until,
                )
            )
            case.share("ruling", user=each.owner)
            case.alert(AlertKind.COMMITTEE, user_id=each.owner, words=number)


MOVED = ("question", "words", "amount", "validity", "causes", "closing")
"""What a ruling takes over from the motion, so that what is ruled is what was voted."""


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
