"""The agenda: topics, and what became of items that are no ruling (ASM-09)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework import moment
from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import RequiredLine, RequiredText, Text
from redress.casework.refusals import refuse
from redress.committee.door import SessionCommand, Sitting
from redress.committee.kinds import ItemState, ReferralState, SessionState, Settlement, TopicKind
from redress.committee.models import Item, Referral
from redress.committee.rules import count
from redress.committee.sessions import offers
from redress.committee.sessions.common import open_item
from redress.organisation.actor import Actor


class AddTopic(SessionCommand):
    """Put a topic on the agenda: an issue, a plan, supervision, an appraisal (ORG-02, ASM-09)."""

    name = "add_topic"
    act = None
    label = gettext_lazy("Add a topic")
    icon = "list-numbers"
    cite = ("ORG-02", "ASM-09")

    kind: TopicKind = Field(default=TopicKind.ISSUE, title=gettext_noop("Kind"))
    topic: RequiredLine = Field(title=gettext_noop("Topic"))
    motion: RequiredText = Field(title=gettext_noop("What is moved"))

    example = {
        "kind": "issue",
        "topic": "一季度退保投诉集中",
        "motion": "由销售部门于四月底前完成话术整改。",
    }

    def do(self, file: Sitting, actor: Actor) -> Facts:
        session = file.row
        position = session.items.count() + 1
        Item.objects.create(
            session=session,
            position=position,
            kind=self.kind,
            topic=self.topic,
            motion=self.motion,
            proposer_id=actor.id if actor.id in session.roster else None,
        )
        return {"item": position}


class SettleItem(SessionCommand):
    """Settle a topic by its vote, or an item that is not carried or put off.

    What is carried about a case is the ruling, given on the case.
    """

    name = "settle_item"
    act = "sit"
    label = gettext_lazy("Settle an item")
    icon = "circle-check"
    within = (SessionState.MEETING,)
    prompts = {"item": Prompt(choices=offers.items)}

    item: int = Field(ge=1, title=gettext_noop("Item"))
    outcome: Settlement = Field(title=gettext_noop("Outcome"))
    remark: Text = Field(default="", title=gettext_noop("Remark"))

    example = {"item": 2, "outcome": "deferred", "remark": "待补充材料后再议。"}

    def check(self, file: Sitting, actor: Actor) -> None:
        session = file.row
        item = open_item(session, self.item)
        if self.outcome == "deferred":
            return
        if self.outcome == "carried" and item.referral_id:
            refuse(
                "AUT-04",
                _(
                    "A motion on a case is carried by the ruling given on the case. Give the "
                    "ruling on the case."
                ),
                field="outcome",
            )
        votes = count(session, item)
        require_vote(votes.quorate, not votes.waiting)
        if votes.carried != (self.outcome == "carried"):
            refuse("AUT-04", _("The votes say otherwise. Look at the count."), field="outcome")

    def do(self, file: Sitting, actor: Actor) -> Facts:
        session = file.row
        item = open_item(session, self.item)
        item.state, item.remark, item.settled_at = ItemState(self.outcome), self.remark, moment.now()
        item.save(update_fields=["state", "remark", "settled_at"])
        if item.referral_id:  # it may come to a later session
            Referral.objects.filter(pk=item.referral_id).update(state=ReferralState.OPEN)
        return {"item": self.item, "outcome": self.outcome}


def require_vote(quorate: bool, complete: bool) -> None:
    """Refuse to decide without quorum, or before everybody entitled has voted (AUT-04)."""
    if not quorate:
        refuse(
            "AUT-04", _("There is no quorum for this item; nothing can be decided. Put it off."), field="item"
        )
    if not complete:
        refuse(
            "AUT-04",
            _(
                "Not everybody has voted. Who is undecided abstains; who has left is marked "
                "absent. Record both, then settle the item."
            ),
            field="item",
        )
