"""What several acts on a session need."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.committee.kinds import ItemState
from redress.committee.models import Attendee, Item, Session


def item_of(session: Session, position: int) -> Item:
    """The item at that place of the agenda; refused when there is none."""
    found = session.items.select_related("referral__complaint").filter(position=position).first()
    if found is None:
        refuse(
            "AUT-04",
            _("The agenda has no item %(position)s. Choose one of the agenda.") % {"position": position},
            field="item",
        )
    return found


def open_item(session: Session, position: int) -> Item:
    """The same, refused when it is settled."""
    found = item_of(session, position)
    if found.state != ItemState.OPEN:
        refuse(
            "AUT-04",
            _(
                "Item %(position)s is settled: %(state)s. Put it on the agenda anew if it is to "
                "be discussed again."
            )
            % {"position": position, "state": found.get_state_display()},
            field="item",
        )
    return found


def member(session: Session, user: int | None, field: str) -> Attendee:
    """The person as a member of the session; refused for anybody else."""
    found = session.attendees.select_related("user").filter(user_id=user or 0).first()
    if found is None:
        refuse(
            "AUT-04",
            _("Only members of this session take part in it. Ask the office to give you a seat."),
            field=field,
        )
    return found
