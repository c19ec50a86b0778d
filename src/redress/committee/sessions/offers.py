"""What several acts on a session let choose from."""

from __future__ import annotations

from redress.casework.asking import Option
from redress.committee.door import Sitting
from redress.committee.kinds import ItemState
from redress.committee.queries import options
from redress.organisation.actor import Actor


def items(file: Sitting, actor: Actor) -> list[Option]:
    """Items that are still to be settled."""
    return [
        Option(
            str(item.position),
            f"{item.position} · {item.topic or (item.referral and item.referral.complaint)}",
        )
        for item in file.row.items.all()
        if item.state == ItemState.OPEN
    ]


def members(file: Sitting, actor: Actor) -> list[Option]:
    """Who was invited."""
    return [Option(str(each.user_id), str(each.user)) for each in file.row.attendees.all()]


def actions(file: Sitting, actor: Actor) -> list[Option]:
    """What was given to somebody and is not done."""
    return [
        Option(str(each.position), f"{each.what[:60]} · {each.owner}")
        for each in file.row.actions.all()
        if each.done_at is None
    ]


def departments(file: Sitting, actor: Actor) -> list[Option]:
    """Departments that the session may hear."""
    return options.departments(file.row)


def people(file: Sitting, actor: Actor) -> list[Option]:
    """Who may be given something to do."""
    return options.people(file.row.body.unit)
