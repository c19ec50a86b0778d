"""Taking back what was put before the committee, before its session begins (ORG-03)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import RequiredText
from redress.casework.refusals import Forbidden, refuse
from redress.casework.writes import Writes
from redress.committee import agendas
from redress.committee.binding import standing
from redress.committee.kinds import ReferralState
from redress.committee.models import Referral, Ruling
from redress.committee.queries import options as offered
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.kinds import Committee
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty


class TakeBackReferral(Command):
    """Take a referral back, with the reason: by who referred the case, or the head of its customer service (ORG-03).

    It leaves the agenda of a session that has not begun; in session it is settled or put off. Where the rulebook puts
    the committee before an opinion, the case waits for the committee again.
    """

    name = "take_back_referral"
    act = "work"
    label = gettext_lazy("Take the referral back")
    icon = "arrow-back-up"
    cite = ("ORG-03", "FLW-10")
    family = Family.COMMITTEE
    duties = frozenset({Duty.CS_HEAD, Duty.COMPLAINT_OFFICER, Duty.DEPARTMENT_HEAD})
    writes = Writes(change=("committee_referral",))
    prompts = {"referral": Prompt(choices=lambda case, _actor: offered.referrals(case.row, on_agendas=True))}

    referral: int = Field(title=gettext_noop("Referral"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"referral": 3, "reason": "部门已经达成一致。"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Whose it is stands with the referral; a department that disputed sits beside the case's unit."""
        if not case.concerns(actor, cls.duties):
            raise cls.forbidden()

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.row.committee != Committee.REFERRED:
            refuse(
                "ORG-03",
                _(
                    "Nothing of this case waits for the committee. Refer the case first, if the "
                    "committee is to decide."
                ),
            )

    def check(self, case: Case, actor: Actor) -> None:
        referral = self._referral(case)
        heads = actor.has_over({Duty.CS_HEAD}, case.row.unit_id)
        if not (heads or referral.by_id in actor.people):
            raise Forbidden(
                "ORG-03",
                _(
                    "Who referred the case takes it back, or the head of its customer service. "
                    "Ask one of them."
                ),
                "referral",
            )
        agendas.check_leaves(referral)

    def _referral(self, case: Case) -> Referral:
        found = Referral.objects.filter(
            complaint=case.row, pk=self.referral, state__in=[ReferralState.OPEN, ReferralState.ON_AGENDA]
        ).first()
        if found is None:
            refuse(
                "ORG-03",
                _(
                    "This referral does not wait for a session. Choose one that waits, or refer the "
                    "case again."
                ),
                field="referral",
            )
        return found

    def do(self, case: Case, actor: Actor) -> Facts:
        referral = self._referral(case)
        referral.state = ReferralState.WITHDRAWN
        case.change(referral, "state")
        ruled_before = Ruling.objects.filter(complaint=case.row).exists()
        stands = standing(case, ruled=referral)
        case.row.committee = stands if ruled_before or stands == Committee.REFERRED else ""
        if stands != Committee.REFERRED:
            case.event("referral_taken_back")
        facts: Facts = {"referral": referral.pk, "question": referral.question, "body": referral.body_id}
        left = agendas.leave(referral, actor, self.name, {"case": case.row.number, "reason": self.reason})
        agendas.tell(case, referral, left)
        if left:
            facts["session"] = f"{left.session.number}/{left.position}"
        return facts
