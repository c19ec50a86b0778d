"""Calling a session together (ORG-02, ORG-03, ASM-09)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import BaseModel, ConfigDict, Field

from redress.casework import moment
from redress.casework.inputs import Moment, RequiredLine
from redress.casework.refusals import Forbidden, refuse
from redress.committee import bodies
from redress.committee.door import Done, again, answered, once, payload, record
from redress.committee.kinds import SeatRole, SessionKind
from redress.committee.models import Attendee, Body, Session
from redress.committee.rules import rule_of
from redress.complaints import rulebooks
from redress.organisation.actor import Actor
from redress.organisation.inheritance import lineage

_LETTERS = {SessionKind.COMMITTEE: "C", SessionKind.LEADING_GROUP: "L", SessionKind.JOINT: "J"}


class PlanSession(BaseModel):
    """Call a session of a body: its members of that day are invited, the rulebook in force that day is frozen on it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: ClassVar[str] = "plan_session"
    label: ClassVar[str | Promise] = gettext_lazy("Call a session")
    cite: ClassVar[tuple[str, ...]] = ("ORG-02", "ORG-03")

    body: int = Field(title=gettext_noop("Body"))
    kind: SessionKind = Field(title=gettext_noop("Kind of session"))
    at: Moment = Field(title=gettext_noop("Time of the session"))
    place: RequiredLine = Field(title=gettext_noop("Place of the session"))


def plan(command: PlanSession, actor: Actor, key: str = "") -> Done:
    """Raises Refusal. Called twice under one key, it plans once."""
    if kept := answered(actor, key):
        return again(kept, command)

    def act() -> Done:
        body = (
            Body.objects.select_related("unit", "office")
            .select_for_update(of=("self",))
            .filter(pk=command.body)
        )
        found = body.first()
        if found is None:
            refuse("ORG-03", _("There is no such body. Choose one of the list."), field="body")
        if not (bodies.keeps(actor, found) or _chairs(actor, found)):
            raise Forbidden(
                "ORG-03",
                _("Only the office of %(body)s and its chair call a session. Ask one of them.")
                % {"body": found},
            )
        session = _planned(command, found)
        facts: dict[str, Any] = {"number": session.number, "invited": len(session.roster)}
        record(session, actor, command.name, payload(command), facts, key)
        return Done(session.number, session.version, facts)

    return once(act, command, actor, key)


def _chairs(actor: Actor, body: Body) -> bool:
    return any(
        member.user == actor.id and member.role == SeatRole.CHAIR
        for member in bodies.members(body, timezone.localdate(moment.now()))
    )


def _planned(command: PlanSession, body: Body) -> Session:
    day = timezone.localdate(command.at)
    line = lineage(body.unit_id)
    version = rulebooks.in_force(line.rulebook if line else "", day)
    rule = rule_of(rulebooks.opened(version), command.kind)
    if body.kind not in rule.bodies:
        refuse(
            "ORG-03",
            _("This body does not hold such a session. Choose another kind of session."),
            field="kind",
        )
    invited = _invited(body, rule.bodies, command)
    chair = next((member for member in invited if member.role == SeatRole.CHAIR), None)
    if chair is None:
        refuse("ORG-03", _("The body has no chair on that day. Appoint one first."), field="body")
    session = Session.objects.create(
        number=_number(body, command),
        body=body,
        kind=command.kind,
        rulebook=version,
        at=command.at,
        place=command.place,
        chair_id=chair.user,
        roster=[member.user for member in invited],
        readers=[member.user for member in invited],
    )
    Attendee.objects.bulk_create(
        Attendee(session=session, user_id=each.user, role=each.role, department_id=each.department)
        for each in invited
    )
    return session


def _invited(body: Body, kinds: tuple[str, ...], command: PlanSession) -> list[bodies.Member]:
    """The members of the body; of a joint meeting those of all its bodies, nobody twice."""
    meeting = Body.objects.filter(unit=body.unit_id, kind__in=kinds) if len(kinds) > 1 else [body]
    day = timezone.localdate(command.at)
    found: dict[int, bodies.Member] = {}
    for each in sorted(meeting, key=lambda other: other.pk != body.pk):
        for member in bodies.members(each, day):
            found.setdefault(member.user, member)
    return list(found.values())


def _number(body: Body, command: PlanSession) -> str:
    """'SC-C-2026-003': the unit, the kind, the year, a running number. The body's row is locked."""
    stem = f"{body.unit.code.upper()}-{_LETTERS[command.kind]}-{timezone.localtime(command.at).year}-"
    return f"{stem}{Session.objects.filter(number__startswith=stem).count() + 1:03d}"
