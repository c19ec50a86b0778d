"""The superior's re-review: guidance, and back to the original unit (FLW-15)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, RequiredText
from redress.casework.refusals import Forbidden, check_code, refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.closing import going_back
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.kinds import ProposalState
from redress.complaints.linking import links
from redress.complaints.models import Rereview
from redress.complaints.queries import options
from redress.complaints.writes import GOES_BACK
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor, Post
from redress.rulebook import State


def _grounds(case: Case, actor: Actor) -> list[Option]:
    rule = case.rulebook.method.rereview
    return options.texts(rule.grounds) if rule else []


class OrderReinvestigation(Command):
    """A superior unit has reviewed a subordinate's case and returns it with guidance to be investigated again (FLW-15).

    What was proposed, accepted or determined until then is set aside; it stays in the journal.
    """

    name = "order_reinvestigation"
    act = "decide"
    label = gettext_lazy("Return for re-investigation")
    icon = "zoom-replace"
    cite = ("FLW-15",)
    family = Family.FLOW
    duties = common.HANDLING
    moves = dict.fromkeys(
        (State.INVESTIGATING, State.PROPOSED, State.REJECTED, State.ANSWERED, State.DETERMINED),
        State.INVESTIGATING,
    )
    writes = GOES_BACK | Writes(add=("complaints_rereview",))
    prompts = {"ground": Prompt(choices=_grounds)}

    ground: Code = Field(min_length=1, title=gettext_noop("Ground"))
    guidance: RequiredText = Field(title=gettext_noop("Guidance"))

    example = {
        "ground": "differs",
        "guidance": "双录与客户陈述不符，请调取原始双录重新核实。",
    }

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        super().admit(case, actor)
        rule = case.rulebook.method.rereview
        if rule is None:
            refuse(
                "FLW-15",
                _(
                    "The rulebook of this case knows no re-review. Ask the unit that handles it to "
                    "look again."
                ),
            )
        if not actor.system and cls._superior(case, actor) is None:
            raise Forbidden(
                "FLW-15",
                _("Only a superior unit reviews the case of a subordinate and returns it. Ask it to."),
            )

    @classmethod
    def _superior(cls, case: Case, actor: Actor) -> Post | None:
        """The post with which the actor reviews: of a unit above the case's, of a level that the rulebook names."""
        rule, unit = case.rulebook.method.rereview, case.row.unit_id
        posts = actor.reaching(cls.duties, unit) if rule else []
        return next((post for post in posts if post.unit != unit and rule and post.level in rule.units), None)

    def check(self, case: Case, actor: Actor) -> None:
        rule = case.rulebook.method.rereview
        check_code("FLW-15", "ground", self.ground, rule.grounds if rule else ())
        kind = rule.linked.get(self.ground) if rule else None
        if kind and not links.standing(case.row, kind):
            refuse(
                "FLW-15",
                _("No link says so: '%(kind)s'. Link the cases first, or give another ground.")
                % {"kind": links.kind_words(kind)},
                field="ground",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        row, superior = case.row, self._superior(case, actor)
        case.add(
            Rereview(
                complaint=row,
                ground=self.ground,
                guidance=self.guidance,
                from_state=row.state,
                unit_id=superior.unit if superior else row.unit_id,
                by_id=actor.id,
                at=case.now,
            )
        )
        aside = [each for each in row.proposals.all() if each.state in _ASIDE]
        for proposal in aside:
            proposal.state = ProposalState.SET_ASIDE
            case.change(proposal, "state")
        going_back.unsay(case)
        case.alert(AlertKind.RETURNED, user_id=row.owner_id, words=self.ground)
        going_back.undo(case, "reinvestigation_ordered")
        return {"ground": self.ground, "from": row.state, "set_aside": [each.position for each in aside]}


_ASIDE = (ProposalState.PENDING, ProposalState.ACCEPTED)
