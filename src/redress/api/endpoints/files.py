"""One typed operation for every command, made from what each kind of file says of itself (SYS-01)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Path
from pydantic import create_model

from redress.api import bodies, calls, scopes
from redress.api.bearer import Bearer, actor_of
from redress.api.operations import reads, takes, writes
from redress.api.schemas import ActOut, ActsOut, OutcomeOut
from redress.casework.addressed import Addressed
from redress.casework.command import Command
from redress.casework.refusals import Refusal

_taken: set[str] = set()


def serve(kind: Addressed, router: Router) -> None:
    """Opening a file of that kind, and every command on one: where its other operations are, if it has any."""
    outcome = _outcome(kind)
    if kind.opens is not None:
        router.post(
            f"/{kind.path}",
            auth=Bearer(scopes.opening(kind)),
            operation_id=_called(kind, kind.opens),
            summary=_summary(kind.opens),
            response=writes(outcome, 201, 404),
            openapi_extra=takes(kind.opens),
        )(_opening(kind, kind.opens))
    for command in kind.commands:
        router.post(
            f"/{kind.path}/{{number}}/commands/{command.name}",
            auth=Bearer(scopes.command(command.name)),
            operation_id=_called(kind, command),
            summary=_summary(command),
            response=writes(outcome, 200, 404),
            openapi_extra=takes(command),
        )(_operation(kind, command))
    if kind.read is not None:
        router.get(
            f"/{kind.path}/{{number}}/commands",
            auth=Bearer(scopes.READ),
            operation_id=f"get_{kind.thing.replace(' ', '_')}_commands",
            summary=f"What can be done with a {kind.thing} now",
            response=reads(ActsOut, 404),
        )(_offers(kind))


def _called(kind: Addressed, command: type[Command]) -> str:
    """The name of an operation, which the description has once: of a command that several kinds have, with the kind."""
    name = f"{kind.thing}_{command.name}".replace(" ", "_") if command.name in _taken else command.name
    _taken.add(name)
    return name


def _opening(kind: Addressed, opens: type[Command]) -> Callable[..., HttpResponse]:
    def open_file(request: HttpRequest, key: calls.Key) -> HttpResponse:
        return calls.carry_out(request, kind, bodies.read(request, opens), key=key)

    open_file.__doc__ = opens.__doc__
    return open_file


def _operation(kind: Addressed, command: type[Command]) -> Callable[..., HttpResponse]:
    def give(
        request: HttpRequest,
        number: str,
        key: calls.Key,
        if_match: calls.IfMatch,
        version: calls.Version,
    ) -> HttpResponse:
        given, seen = bodies.read(request, command), calls.version_of(if_match, version)
        return calls.carry_out(request, kind, given, number, version=seen, key=key)

    give.__doc__ = command.__doc__
    return _numbered(give, kind)


def _offers(kind: Addressed) -> Callable[..., HttpResponse]:
    def offers(request: HttpRequest, number: str) -> HttpResponse:
        """Every command, whether the token's user could give it now, and if not, which rule stands against it."""
        assert kind.read is not None
        actor = actor_of(request)
        row = kind.read(actor, number)
        items = [_act(command, refusal) for command, refusal in kind.offered(row, actor)]
        return calls.answer(ActsOut(version=row.version, state=row.state, items=items), version=row.version)

    return _numbered(offers, kind)


def _numbered(operation: Callable[..., HttpResponse], kind: Addressed) -> Callable[..., HttpResponse]:
    """The operation, its `number` one of that kind of file: the library reads it from the annotation."""
    said = f"Number of the {kind.thing}, for example {kind.example}."
    told = Path(pattern=kind.number, description=said)
    operation.__annotations__["number"] = Annotated[str, told]
    return operation


def _act(command: type[Command], refusal: Refusal | None) -> ActOut:
    return ActOut(
        command=command.name,
        label=str(command.label),
        possible=refusal is None,
        because=str(refusal.because) if refusal else "",
        rule=refusal.rule if refusal else "",
    )


def _outcome(kind: Addressed) -> type[OutcomeOut]:
    """What a command on that kind of file is answered with: its states are its own."""
    name = kind.thing.title().replace(" ", "")
    return create_model(f"{name}OutcomeOut", __base__=OutcomeOut, state=(kind.door.states, ...))


def _summary(command: type[Command]) -> str:
    return (command.__doc__ or "").split(".")[0].split("(")[0].strip()
