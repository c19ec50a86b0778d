"""A claims handler, the standard in force, and claims as nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from redress.casework import moment, rulebooks
from redress.claims.catastrophes.kind_of_file import CATASTROPHE
from redress.claims.commands.report import ReportClaim
from redress.claims.door import execute
from redress.claims.kind_of_file import CLAIM
from redress.organisation.acting import acting_as
from redress.organisation.actor import Actor
from redress.organisation.models import Appointment, Department, User
from tests.fixtures.insurer import local


@pytest.fixture(autouse=True)
def in_english(nobody_acts_or_speaks_yet: None) -> Iterator[None]:
    """Refusals say what the source says."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def under_the_rules_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a command does, the database lets whoever gives it do: here it is given under the role that serves."""
    for kind in (CLAIM, CATASTROPHE):
        monkeypatch.setattr(kind.door, "_run", _as_themselves(kind.door._run))


def _as_themselves(run: Any) -> Any:
    def running(calls: Any, actor: Actor) -> Any:
        if actor.system:
            return run(calls, actor)
        with acting_as(actor):
            return run(calls, actor)

    return running


@pytest.fixture
def standard(db: None) -> None:
    rulebooks.publish("claims-service")


@pytest.fixture
def handles(actor: Callable[[str], Actor]) -> Callable[..., Actor]:
    """handles('psc.claims', 'psc') handles the claims of that unit."""

    def appointed(username: str, unit: str, kind: str = "claims") -> Actor:
        user = User.objects.get(username=username)
        department = Department.objects.get(unit__code=unit, kind=kind)
        Appointment.objects.get_or_create(
            user=user, department=department, duty="claims_handler", period=(date(2020, 1, 1), None)
        )
        return actor(username)

    return appointed


@pytest.fixture
def handler(standard: None, handles: Callable[..., Actor]) -> Actor:
    return handles("psc.claims", "psc")


@pytest.fixture
def second(handles: Callable[..., Actor]) -> Actor:
    return handles("psc.legal", "psc", "legal")


@pytest.fixture
def monday() -> Iterator[Any]:
    """Monday 2 March 2026, nine in the morning."""
    with moment.at(local("2026-03-02 09:00")) as now:
        yield now


def report(**given: Any) -> ReportClaim:
    """A car that was hit from behind."""
    said: dict[str, Any] = {
        "unit": "psc",
        "policy_number": "P510001",
        "people": [{"name": "刘建国", "phone": "13800001234", "id_number": "510101196501011234"}],
        "line": "motor",
        "loss_cause": "traffic",
        "losses": ["vehicle"],
        "occurred_at": local("2026-03-01 08:40"),
        "place": "成都市人民南路四段",
        "course": "追尾，前保险杠受损，无人受伤。",
        "estimate": "6800",
        "account": "6222020200112233445",
        "account_holder": "刘建国",
    }
    return ReportClaim.model_validate(said | given)


class Claims:
    """Gives commands on one claim, at stated times."""

    def __init__(self, by: Actor, number: str) -> None:
        self.by, self.number = by, number

    def __call__(self, command: Any, at: str = "", by: Actor | None = None, **more: Any) -> Any:
        if not at:
            return execute(command, by or self.by, self.number, **more)
        with moment.at(local(at)):
            return execute(command, by or self.by, self.number, **more)


@pytest.fixture
def reported(handler: Actor, monday: Any) -> Claims:
    return Claims(handler, execute(report(), handler).number)
