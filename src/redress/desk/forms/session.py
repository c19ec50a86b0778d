"""The forms of what is done to a session, made from the acts' declarations."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext
from pydantic import ValidationError

from redress.casework import moment
from redress.casework.asking import PLAIN
from redress.casework.door import Outcome
from redress.casework.problems import problems
from redress.casework.refusals import KeyReused, Refusal
from redress.committee import door
from redress.committee.door import SessionCommand, Sitting
from redress.committee.queries.sessions import Row
from redress.committee.sessions import plan as planning
from redress.desk.form_fields import Choice, Field
from redress.desk.forms import reading
from redress.desk.forms.choices import offered
from redress.desk.forms.command import KINDS
from redress.desk.forms.faults import NONE, Faults, from_problems, from_refusal
from redress.desk.forms.initial import preset
from redress.desk.forms.schema import Declared, declared
from redress.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class SessionForm:
    """A form with what was typed and what is wrong with it. Without a session it calls one."""

    title: str
    cite: str
    url: str
    back: str
    fields: list[Field]
    version: int | None
    key: str
    refusal: Refusal | None = None
    status: int = 200


def blank(command: type[SessionCommand], session: Row, actor: Actor, asked: QueryDict) -> SessionForm:
    """The form as it opens; the address may say for which item."""
    typed = {name: asked.getlist(name) for name in command.model_fields if name in asked}
    begins = preset(command, _sitting(session), actor)
    return _form(command, session, actor, begins | typed, session.version, str(uuid.uuid4()))


def _sitting(session: Row) -> Sitting:
    return Sitting(session, moment.now())


def send(
    command: type[SessionCommand],
    session: Row,
    actor: Actor,
    typed: dict[str, list[str]],
    version: int | None,
    key: str,
) -> Outcome | SessionForm:
    """Give the command; with a fault, the form again with everything that was typed."""
    try:
        given = command(**reading.payload(command, typed))
        return door.give(given, actor, session.number, version, key)
    except ValidationError as error:
        faults = from_problems(problems(error, command), typed)
        return _form(command, session, actor, typed, version, key, faults, 422)
    except Refusal as refusal:
        faults = from_refusal(refusal, command.model_fields)
        key = str(uuid.uuid4()) if isinstance(refusal, KeyReused) else key
        version = session.version if refusal.rule == "FLW-18" else version
        return _form(command, session, actor, typed, version, key, faults, refusal.status)


def _form(
    command: type[SessionCommand],
    session: Row,
    actor: Actor,
    typed: Mapping[str, list[str]],
    version: int | None,
    key: str,
    faults: Faults = NONE,
    status: int = 200,
) -> SessionForm:
    return SessionForm(
        title=str(command.label),
        cite=", ".join(command.cite),
        url=f"/committee/{session.number}/do/{command.name}",
        back=f"/committee/{session.number}",
        fields=_fields(command, typed, faults, _sitting(session), actor),
        version=version,
        key=key,
        refusal=faults.refusal,
        status=status,
    )


def blank_call(actor: Actor, asked: QueryDict) -> SessionForm:
    """The form that calls a session."""
    typed = {name: asked.getlist(name) for name in planning.PlanSession.model_fields if name in asked}
    return _call(actor, typed, str(uuid.uuid4()))


def send_call(actor: Actor, typed: dict[str, list[str]], key: str) -> Outcome | SessionForm:
    """Call the session; with a fault, the form again."""
    try:
        command = planning.PlanSession(**reading.payload(planning.PlanSession, typed))
        return door.give(command, actor, key=key)
    except ValidationError as error:
        return _call(actor, typed, key, from_problems(problems(error, planning.PlanSession), typed), 422)
    except Refusal as refusal:
        faults = from_refusal(refusal, planning.PlanSession.model_fields)
        return _call(actor, typed, key, faults, refusal.status)


def _call(
    actor: Actor, typed: Mapping[str, list[str]], key: str, faults: Faults = NONE, status: int = 200
) -> SessionForm:
    return SessionForm(
        title=str(planning.PlanSession.label),
        cite=", ".join(planning.PlanSession.cite),
        url="/committee/call",
        back="/committee",
        fields=_fields(planning.PlanSession, typed, faults, None, actor),
        version=None,
        key=key,
        refusal=faults.refusal,
        status=status,
    )


def _fields(
    command: type[SessionCommand],
    typed: Mapping[str, list[str]],
    faults: Faults,
    sitting: Sitting | None,
    actor: Actor,
) -> list[Field]:
    return [
        _field(field, typed, faults, offered(command.prompts.get(field.name, PLAIN), field, sitting, actor))
        for field in declared(command)
    ]


def _field(
    field: Declared, typed: Mapping[str, list[str]], faults: Faults, choices: list[Choice] | None
) -> Field:
    return Field(
        name=field.name,
        label=gettext(field.title),
        kind="select" if choices is not None else KINDS[field.shape],
        value=reading.one(typed, field.name),
        values=list(typed.get(field.name, ())),
        choices=choices or (),
        multiple=field.shape == "several",
        required=field.required,
        error=faults.of(field.name),
        wide=field.shape in ("text", "several"),
    )
