"""Simple or complex, found otherwise after the report: the limits of the decision follow (CLM-09, CLK-04)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Presets
from redress.casework.command import Facts
from redress.casework.inputs import RequiredText
from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.kinds import Complexity
from redress.claims.states import UNDECIDED
from redress.clocks import queries as clocks
from redress.organisation.actor import Actor
from redress.rulebook import ClockStatus

DECISION = "decision"
"""The limits of the decision, side by side."""


class SetComplexity(ClaimCommand):
    """Say that a claim is complex after all, or simple. Limits run from where they began, never anew.

    A limit that has passed stays passed: a claim is not made complex so that it is no longer late.
    """

    name = "set_complexity"
    label = gettext_lazy("Change the complexity")
    icon = "adjustments"
    writes = Writes(columns=("complexity",))
    cite = ("CLM-09", "insurance-law/23")
    within = frozenset(UNDECIDED)

    complexity: Complexity = Field(title=gettext_noop("Complexity"))
    reason: RequiredText = Field(title=gettext_noop("Why, as the file shows it"))

    example = {"complexity": "complex", "reason": "涉及三方责任认定，需要调取交警卷宗。"}

    @classmethod
    def presets(cls, file: OpenClaim, actor: Actor) -> Presets:
        """The other one."""
        simple = file.row.complexity == Complexity.SIMPLE
        return {"complexity": (Complexity.COMPLEX if simple else Complexity.SIMPLE).value}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        if self.complexity == file.row.complexity:
            refuse(
                "CLM-09", _("The claim is classed so already. Nothing needs to be done."), field="complexity"
            )
        passed = [
            each
            for each in clocks.states(file.row)
            if each.group == DECISION and each.status is ClockStatus.RUNNING and each.due_at <= file.now
        ]
        if self.complexity is Complexity.COMPLEX and passed:
            refuse(
                "CLM-09",
                _("The limit for a simple claim has passed, and stays passed. Decide, or tell the customer the reason "
                  "and the next contact with 'Tell the progress'."),
                field="complexity",
            )  # fmt: skip

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        before, file.row.complexity = file.row.complexity, self.complexity
        file.event("reclassed", subject=dict(file.facts))
        return {"from": before, "to": self.complexity.value}
