"""Who does the work of an absent person, and for how long (ORG-12)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from redress.organisation.actor import Actor
from redress.organisation.administration.authority import need
from redress.organisation.administration.recording import record
from redress.organisation.kinds import Change, Duty
from redress.organisation.models import Deputy, User
from redress.organisation.refusals import refuse
from redress.sealing.doors import atomic

NAMERS: Final = frozenset({Duty.ADMINISTRATOR, Duty.MANAGER, Duty.CS_HEAD, Duty.DEPARTMENT_HEAD})
"""Who names a deputy for the people of a unit."""
_DAY = timedelta(days=1)


@atomic("organisation")
def name_deputy(actor: Actor, absent: User, deputy: User, first: date, last: date, reason: str) -> Deputy:
    """`deputy` does the work of `absent` from `first` to `last`, both included; then it goes back by itself."""
    if absent.department is None or deputy.department is None:
        refuse("ORG-12", _("Both must sit in a department."), "deputy")
    need(actor, NAMERS, absent.department.unit)
    if absent.department.unit.path.split("/")[:3] != deputy.department.unit.path.split("/")[:3]:
        refuse("ORG-12", _("The deputy works for another company. Name a colleague."), "deputy")
    if absent == deputy:
        refuse("ORG-12", _("Nobody is their own deputy. Name somebody else."), "deputy")
    if last < first:
        refuse("ORG-12", _("The last day is before the first. Correct one of the two."), "last")
    period = (first, last + _DAY)
    # One at a time: two changes at the same moment could each be no circle and make one together.
    overlapping = list(Deputy.objects.select_for_update().filter(period__overlap=period))
    held = next((each for each in overlapping if each.absent_id == absent.pk), None)
    if held:
        because = _("%(name)s already has a deputy in that time: %(deputy)s. End that first.")
        refuse("ORG-12", because % {"name": absent, "deputy": held.deputy}, "first")
    if way := _circle(absent.pk, deputy.pk, overlapping):
        names = User.objects.in_bulk(way)
        because = _("This would be a circle of deputies: %(way)s. Name somebody who is there.")
        refuse("ORG-12", because % {"way": " → ".join(str(names[each]) for each in way)}, "deputy")
    made = Deputy.objects.create(
        absent=absent, deputy=deputy, period=period, reason=reason, named_by_id=actor.id
    )
    after = {"deputy": str(deputy), "first": str(first), "last": str(last), "reason": reason}
    record(actor, Change.DEPUTY_NAMED, department=absent.department, person=absent, after=after)
    return made


def _circle(absent: int, deputy: int, overlapping: list[Deputy]) -> list[int]:
    """The way from the absent person by deputies back to that person, if naming this deputy closes one."""
    acts = {each.absent_id: each.deputy_id for each in overlapping}
    way = [absent, deputy]
    while way[-1] in acts:
        way.append(acts[way[-1]])
        if way[-1] == absent:
            return way
        if len(way) > len(acts) + 2:
            return []
    return []


@atomic("organisation")
def end_deputy(actor: Actor, named: Deputy, last: date) -> Deputy:
    """The person is back: the deputy's time ends with that day."""
    held = (
        Deputy.objects.select_for_update(of=("self",))
        .select_related("absent__department__unit")
        .get(pk=named.pk)
    )
    assert held.absent.department is not None
    if held.absent_id != actor.id:
        need(actor, NAMERS, held.absent.department.unit)
    before = held.period.upper - _DAY
    if not held.period.lower - _DAY <= last < before:
        refuse("ORG-12", _("Give a day before the last one, %(day)s.") % {"day": before}, "last")
    if last < held.period.lower:
        held.delete()
    else:
        held.period = (held.period.lower, last + _DAY)
        held.save(update_fields=["period"])
    record(
        actor,
        Change.DEPUTY_ENDED,
        department=held.absent.department,
        person=held.absent,
        before={"deputy": str(held.deputy), "last": str(before)},
        after={"deputy": str(held.deputy), "last": str(last)},
    )
    return held
