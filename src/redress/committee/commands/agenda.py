"""A referred case comes on the agenda of a session; the members see it from then on."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import ShortLine
from redress.casework.refusals import Forbidden, refuse
from redress.casework.writes import Writes
from redress.committee import bodies, door
from redress.committee.kinds import RUNNING, ReferralState
from redress.committee.models import Item, Recusal, Referral, Session
from redress.committee.queries import options as offered
from redress.committee.rules import rule_of, rulebook_of
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.recusing import recusal
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor


class PutOnAgenda(Command):
    """Put a referred case on the agenda of a session (AUT-04).

    Every member sees the case from now on. Members with a conflict of interest stand aside by themselves, with the
    reason (ORG-13).
    """

    name = "put_on_agenda"
    act = "work"
    label = gettext_lazy("Put on the agenda")
    icon = "list-numbers"
    cite = ("AUT-04", "ORG-13")
    family = Family.COMMITTEE
    duties = bodies.OFFICE
    writes = Writes(change=("committee_referral",))
    prompts = {
        "referral": Prompt(choices=lambda case, _actor: offered.referrals(case.row)),
        "session": Prompt(choices=lambda case, actor: offered.sessions(case.row, actor, with_case=False)),
    }

    referral: int = Field(title=gettext_noop("Referral"))
    session: ShortLine = Field(min_length=1, title=gettext_noop("Session"))

    example = {"referral": 3, "session": "SC-2026-004"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if not case.concerns(actor, cls.duties):
            raise cls.forbidden()

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.row.committee != "referred":
            refuse(
                "AUT-04",
                _(
                    "Nothing of this case waits for the committee. Refer the case first, if the "
                    "committee is to decide."
                ),
            )

    def check(self, case: Case, actor: Actor) -> None:
        referral, session = self._referral(case), door.locked(actor, self.session)
        if not (bodies.keeps(actor, session.body) or actor.id == session.chair_id):
            raise Forbidden("AUT-04", door.OFFICE_ONLY % {"command": self.label, "body": session.body})
        if session.state not in RUNNING:
            refuse("AUT-04", _("This session is over; choose another."), field="session")
        if session.body_id != referral.body_id:
            refuse(
                "AUT-04",
                _("The case was referred to another committee. Choose a session of that one."),
                field="session",
            )
        if referral.question not in rule_of(rulebook_of(session), session.kind).rules_on:
            refuse(
                "AUT-04",
                _("Such a session does not rule on this question. Choose a session of the committee."),
                field="session",
            )

    def _referral(self, case: Case) -> Referral:
        found = Referral.objects.filter(complaint=case.row, pk=self.referral).first()
        if found is None or found.state != ReferralState.OPEN:
            refuse(
                "AUT-04",
                _(
                    "This referral does not wait for a session. Choose one that waits, or refer the "
                    "case again."
                ),
                field="referral",
            )
        return found

    def do(self, case: Case, actor: Actor) -> Facts:
        referral, session = self._referral(case), door.locked(actor, self.session)
        item = Item.objects.create(
            session=session,
            position=session.items.count() + 1,
            referral=referral,
            motion=referral.words,
            proposer_id=referral.by_id,
        )
        referral.state = ReferralState.ON_AGENDA
        case.change(referral, "state")
        aside = self._stand_aside(case, session, item)
        for member in session.roster:
            case.share("committee", user=member)
            case.alert(AlertKind.COMMITTEE, user_id=member, words=session.number)
        facts: Facts = {"session": session.number, "item": item.position, "recused": [*aside]}
        door.record(session, actor, self.name, {"case": case.row.number, "referral": referral.pk}, facts)
        return facts

    def _stand_aside(self, case: Case, session: Session, item: Item) -> list[int]:
        """Members whom a conflict of interest keeps out, each with the reason (ORG-13)."""
        found = {member: recusal.reasons(case, member, "sit") for member in session.roster}
        aside = {member: reasons for member, reasons in found.items() if reasons}
        Recusal.objects.bulk_create(
            Recusal(item=item, user_id=member, reason="; ".join(reasons), at=case.now)
            for member, reasons in aside.items()
        )
        return list(aside)
