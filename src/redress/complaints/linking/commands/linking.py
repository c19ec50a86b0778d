"""Linking a case to an earlier one, and ending such a link (CLO-06, CLO-07, INT-15)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import RequiredText, ShortLine, Text
from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.complaints import numbers
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.commands.on_one import OnOne
from redress.complaints.kinds import LinkKind
from redress.complaints.linking import links
from redress.complaints.linking.filings import new_filing
from redress.complaints.models import Complaint
from redress.complaints.models import Link as Row
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES, State
from redress.rulebook.linking import Verdict

ByHand = Literal[LinkKind.REPEAT, LinkKind.ESCALATION, LinkKind.RELATED]
"""Kinds a person chooses; a merge and a review are made by their own commands."""


def _by_hand(case: Case, actor: Actor) -> list[Option]:
    return [Option(str(kind), str(kind.label)) for kind in get_args(ByHand)]


class Link(Command):
    """Link the case to an earlier one: a repeat, an escalation, a related case (CLO-06, CLO-07).

    The rulebook says which it is; another kind needs a reason. A repeat is linked to the first case of its chain.
    """

    name = "link"
    act = "work"
    label = gettext_lazy("Link to an earlier case")
    icon = "link"
    cite = ("CLO-06", "CLO-07", "INT-15")
    duties = common.INTAKE_TOO
    within = OPEN_STATES | {State.CLOSED, State.ARCHIVED}
    family = Family.LINKS
    writes = Writes(add=("complaints_link",))
    prompts = {"kind": Prompt(choices=_by_hand)}

    other: ShortLine = Field(min_length=1, title=gettext_noop("Earlier case"))
    kind: ByHand = Field(title=gettext_noop("Kind of link"))
    reason: Text = Field(default="", title=gettext_noop("Reason, where the rulebook says otherwise"))

    _to: Complaint = PrivateAttr()
    _ruled: Verdict = PrivateAttr()

    example = {"other": "L2026-0000101", "kind": "repeat"}

    def check(self, case: Case, actor: Actor) -> None:
        self._to, self._ruled = earlier(case, self.other, self.kind, self.reason, "other", actor)

    def do(self, case: Case, actor: Actor) -> Facts:
        link = links.make(case, self._to, self.kind, self._ruled, self.reason, actor)
        return links.facts(link)


def earlier(
    case: Case, number: str, kind: str, reason: str, field: str, actor: Actor
) -> tuple[Complaint, Verdict]:
    """The case that a link of this kind leads to, and what the rulebook says of the pair; refused when it must not."""
    named = links.other(actor, number, field)
    later = new_filing(case.row, case.subject)
    ruled = links.decide(case.rulebook.method.linking, later, named, kind, reason, field)
    to = links.first_of(named) if kind == LinkKind.REPEAT else named
    links.check(case.row, to, kind, field)
    return to, ruled


class Unlink(OnOne):
    """End a link that was made wrongly, with the reason; it stays on record (CLO-09)."""

    name = "unlink"
    act = "work"
    label = gettext_lazy("End a link")
    icon = "link-off"
    cite = ("CLO-06", "CLO-09")
    duties = common.HANDLING
    within = OPEN_STATES | {State.CLOSED, State.ARCHIVED}
    family = Family.LINKS
    writes = Writes(change=("complaints_link",))
    prompts = {"kind": Prompt(choices=_by_hand)}

    other: ShortLine = Field(min_length=1, title=gettext_noop("Earlier case"))
    kind: ByHand = Field(title=gettext_noop("Kind of link"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"other": "L2026-0000101", "kind": "repeat", "reason": "经核对不是同一事项。"}

    @classmethod
    def things(cls, case: Case, actor: Actor) -> Iterable[Row]:
        """Links that lead from this case to one the actor sees."""
        seen = Complaint.objects.visible_to(actor).values("pk")
        return case.row.links.filter(to__in=seen, ended_at=None).select_related("to")

    @classmethod
    def takes(cls, case: Case, actor: Actor, thing: Row) -> bool:
        """A link made by hand is ended from the later case."""
        return thing.complaint_id == case.row.pk and thing.stands and thing.kind in get_args(ByHand)

    @classmethod
    def naming(cls, thing: Row) -> Facts:
        return {"other": thing.to.number, "kind": thing.kind}

    def check(self, case: Case, actor: Actor) -> None:
        if not self._standing(case):
            refuse(
                "CLO-06",
                _("This case has no such link to case %(number)s. Look at its linked cases.")
                % {"number": self.other},
                "other",
            )

    def _standing(self, case: Case) -> Row | None:
        return case.row.links.filter(
            to__number=numbers.written(self.other), kind=self.kind, ended_at=None
        ).first()

    def do(self, case: Case, actor: Actor) -> Facts:
        link = self._standing(case)
        assert link is not None  # checked under the lock
        link.ended_by_id, link.ended_at, link.end_reason = actor.id, case.now, self.reason
        case.change(link, "ended_by", "ended_at", "end_reason")
        case.event("unlinked", about=self.other)
        return {"link": self.kind, "to": link.to_id, "number": self.other}
