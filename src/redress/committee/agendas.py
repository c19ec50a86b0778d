"""How a referred case leaves the agenda it stands on (ORG-03, AUT-04).

Whose referral it is takes it back, also who may not see the session: what is done here is done as the house, once the
case's own door has admitted the person; the session's journal says who it was.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.command import Facts
from redress.casework.refusals import refuse
from redress.committee import door
from redress.committee.kinds import WAITING, ItemState, ReferralState, SessionState
from redress.committee.models import Item, Referral, Ruling
from redress.complaints.case import Case
from redress.complaints.kinds import Committee
from redress.messages.models import AlertKind
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor


def check_leaves(referral: Referral) -> None:
    """Refuse while the session that has it meets: from then on it is the session's."""
    with acting_as(SYSTEM):
        item = _open_item(referral)
        if item is None or item.session.state == SessionState.PLANNED:
            return
        voted = item.votes.exists()
    words = {"item": f"{item.session.number}/{item.position}"}
    if voted:
        refuse(
            "AUT-04",
            _("The vote has begun (%(item)s); the committee settles it. Wait for the ruling.") % words,
            "referral",
        )
    refuse(
        "AUT-04",
        _(
            "The session that has it on its agenda is meeting (%(item)s). Ask its chair to put the item off, "
            "then take it back."
        )
        % words,
        "referral",
    )


def end(case: Case, actor: Actor) -> None:
    """With the case end its referrals, also in session: there is nothing left to be decided (INT-13, CLO-08)."""
    if not case.row.committee:
        return
    waiting = Referral.objects.filter(complaint=case.row, state__in=WAITING).select_related("body")
    for referral in waiting:
        referral.state = ReferralState.WITHDRAWN
        case.change(referral, "state")
        left = leave(referral, actor, "take_back_referral", {"case": case.row.number})
        tell(case, referral, left)
        case.event("referral_taken_back")
    case.row.committee = Committee.EXECUTED if Ruling.objects.filter(complaint=case.row).exists() else ""


def tell(case: Case, referral: Referral, left: Item | None) -> None:
    """The office that prepares the session hears that the referral is gone, and the chair if it stood on an agenda."""
    office = referral.body.office_id
    case.alert(AlertKind.COMMITTEE, department_id=office)
    if left is not None:
        case.alert(AlertKind.COMMITTEE, user_id=left.session.chair_id, words=left.session.number)


def leave(referral: Referral, actor: Actor, act: str, payload: Facts) -> Item | None:
    """The item that is no more to be decided, with its session; None when the referral stood on no agenda.

    `check_leaves` has asked, and the session is locked since.
    """
    with acting_as(SYSTEM):
        item = _open_item(referral)
        if item is None:
            return None
        item.state, item.settled_at = ItemState.TAKEN_BACK, moment.now()
        item.save(update_fields=["state", "settled_at"])
        door.record(item.session, actor, act, payload, {"item": item.position})
    return item


def _open_item(referral: Referral) -> Item | None:
    """The item it stands on, its session locked, so that no vote comes in between."""
    item = Item.objects.filter(referral=referral, state=ItemState.OPEN).select_related("session").first()
    if item is not None:
        item.session = door.locked(SYSTEM, item.session.number)
    return item
