"""Calling a session together (ORG-02, ORG-03, ASM-09)."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework import moment, rulebooks
from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Moment, RequiredLine
from redress.casework.refusals import Forbidden, refuse
from redress.casework.stated import FURTHEST, OLDEST, Span
from redress.committee import bodies
from redress.committee.door import SessionCommand, Sitting
from redress.committee.kinds import SeatRole, SessionKind
from redress.committee.models import Attendee, Body, Session
from redress.committee.queries import options
from redress.committee.rules import rule_of
from redress.organisation.actor import Actor
from redress.organisation.inheritance import lineage

_LETTERS = {SessionKind.COMMITTEE: "C", SessionKind.LEADING_GROUP: "L", SessionKind.JOINT: "J"}


def _callable(_file: Sitting | None, actor: Actor) -> list[Option]:
    """Bodies whose sessions the actor may call."""
    return [Option(str(body.pk), str(body)) for body in options.callable_bodies(actor)]


class PlanSession(SessionCommand):
    """Call a session of a body: its members of that day are invited, the rulebook in force that day is frozen on it."""

    name = "plan_session"
    act = None
    label = gettext_lazy("Call a session")
    icon = "calendar-plus"
    cite = ("ORG-02", "ORG-03")
    creates = True
    within = ()
    times = {"at": Span(OLDEST, until=FURTHEST)}
    prompts = {"body": Prompt(choices=_callable)}

    body: int = Field(title=gettext_noop("Body"))
    kind: SessionKind = Field(title=gettext_noop("Kind of session"))
    at: Moment = Field(title=gettext_noop("Time of the session"))
    place: RequiredLine = Field(title=gettext_noop("Place of the session"))

    example = {
        "body": 3,
        "kind": "committee",
        "at": "2026-03-06T14:00:00+08:00",
        "place": "八楼会议室",
    }

    @classmethod
    def admit(cls, file: Sitting, actor: Actor) -> None:
        """Who may depends on the body, which its input names: `check` asks."""

    def check(self, file: Sitting, actor: Actor) -> None:
        body = self._body()
        if not (bodies.keeps(actor, body) or _chairs(actor, body)):
            raise Forbidden(
                "ORG-03",
                _("Only the office of %(body)s and its chair call a session. Ask one of them.")
                % {"body": body},
            )

    def do(self, file: Sitting, actor: Actor) -> Facts:
        body = self._body()
        day = timezone.localdate(self.at)
        line = lineage(body.unit_id)
        version = rulebooks.in_force(line.rulebook if line else "", day)
        rule = rule_of(rulebooks.opened(version), self.kind)
        if body.kind not in rule.bodies:
            refuse(
                "ORG-03",
                _("This body does not hold such a session. Choose another kind of session."),
                field="kind",
            )
        invited = _invited(body, rule.bodies, self)
        chair = next((member for member in invited if member.role == SeatRole.CHAIR), None)
        if chair is None:
            refuse("ORG-03", _("The body has no chair on that day. Appoint one first."), field="body")
        session = file.row
        session.number, session.body, session.kind = _number(body, self), body, self.kind
        session.rulebook, session.at, session.place = version, self.at, self.place
        session.chair_id = chair.user
        session.roster = [member.user for member in invited]
        session.readers = [member.user for member in invited]
        for each in invited:
            file.add(
                Attendee(session=session, user_id=each.user, role=each.role, department_id=each.department)
            )
        return {"number": session.number, "invited": len(invited)}

    def _body(self) -> Body:
        """The body, its row locked: its sessions are numbered one after the other."""
        found = Body.objects.select_related("unit", "office").select_for_update(of=("self",))
        body = found.filter(pk=self.body).first()
        if body is None:
            refuse("ORG-03", _("There is no such body. Choose one of the list."), field="body")
        return body


def _chairs(actor: Actor, body: Body) -> bool:
    return any(
        member.user == actor.id and member.role == SeatRole.CHAIR
        for member in bodies.members(body, timezone.localdate(moment.now()))
    )


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
