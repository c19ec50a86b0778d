"""The emergency process: it starts by itself when a case becomes what the rulebook calls an emergency (FLW-16)."""

from __future__ import annotations

from redress.complaints.case import Case
from redress.complaints.kinds import EmergencyKind, EmergencyState
from redress.complaints.models import Emergency, EmergencyMember
from redress.messages.models import AlertKind
from redress.organisation import holders
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind, Duty
from redress.rulebook import OPEN_STATES, State
from redress.rulebook.conditions import matches
from redress.rulebook.words import KEPT_IN


def follow(case: Case, actor: Actor) -> None:
    """Start the process when the command made the case one that needs it, whichever command it was.

    What was imported from an earlier register had its time before.
    """
    row = case.row
    rule = case.rulebook.method.emergency
    if rule is None or row.emergency or row.external_source or not case.became("level"):
        return
    if State(row.state or State.REGISTERED) in OPEN_STATES and matches(rule.when, case.subject):
        start(case, actor, rule.title.get(KEPT_IN), by_rule=True)


def start(case: Case, actor: Actor, because: str, *, by_rule: bool = False) -> list[int]:
    """The process with its named team; everybody in it and the superior's head are told. Returns the team's ids."""
    row, now = case.row, case.now
    row.emergency = EmergencyState.RUNNING
    case.add(
        Emergency(complaint=row, started_at=now, started_by_id=None if by_rule else actor.id, because=because)
    )
    team = _team(case)
    for member in team:
        case.add(member)
        case.share("emergency", user=member.user_id)
        case.alert(AlertKind.ASSIGNED, user_id=member.user_id, words=because)
    head = holders.posts({row.unit_id}).find("superior", row.unit_id)
    if head is not None:
        case.share("emergency", user=head)
        case.alert(AlertKind.WARNING, user_id=head, words=because)
    case.event("emergency_started")
    return [member.user_id for member in team]


def unreported(case: Case) -> list[EmergencyKind]:
    """What a running process still owes: the report up, and that to the regulator (FLW-16)."""
    if case.row.emergency != EmergencyState.RUNNING:
        return []
    made = {entry.kind for entry in case.row.emergency_entries.all()}
    return [kind for kind in (EmergencyKind.UP, EmergencyKind.REGULATOR) if kind not in made]


def _team(case: Case) -> list[EmergencyMember]:
    """Each place filled with whoever has the duty; a person stands in the team once."""
    rule = case.rulebook.method.emergency
    found: dict[int, EmergencyMember] = {}
    for post in rule.team if rule else ():
        held = holders.nearest_holder(
            case.row.unit, DepartmentKind(post.department), [Duty(duty) for duty in post.duties]
        )
        if held is not None and held[1].pk not in found:
            found[held[1].pk] = EmergencyMember(
                complaint=case.row,
                user=held[1],
                task=post.title.get(KEPT_IN)[:200],
                leads=post.leads,
                since=case.now,
            )
    return list(found.values())
