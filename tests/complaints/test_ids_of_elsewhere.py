"""A command that names something of a case its giver does not see is refused, and told as of something that is nowhere.

Stories give every command with what it may name. Before each, the same is given with every name changed in turn: for
one of a case of another company, and for one that does not exist (SEC-01, ORG-11).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import models, transaction

from redress.assembly import FOR_PEOPLE
from redress.casework.door import Call
from redress.casework.refusals import Refusal
from redress.committee.models import Body, Execution, Referral, Session
from redress.complaints import executor
from redress.complaints.commands.base import Command
from redress.complaints.models import Complaint, Order
from redress.evidence.models import Attachment, Blob
from redress.letters.models import Letter
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import Department, Unit, User
from tests.complaints.test_the_same_in_every_language import STORIES

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01", "SEC-06", "ORG-11")]

NUMBER, NOWHERE = "P2026-9999999", "P2026-8888888"
PERSON = "psc.claims"
NO_ID = 987_654_321
FILE, NO_FILE = "ab" * 32, "cd" * 32

COUNTED = {"approval", "authorisation", "complainants", "item", "judgement", "limits", "replaces"}
"""Whole numbers that count something, or things of the case itself: 1 is another one in each case."""
Names = tuple[Any, Any]
"""The name of what stands elsewhere, and one of nothing."""


def _copy(row: models.Model, *, pk: int | None = None, **changes: Any) -> Any:
    """The same in a row of its own; a case's words are encrypted for it anew."""
    changed = type(row)._base_manager.get(pk=row.pk)
    changed.pk, changed._state.adding = pk, True
    for name, value in changes.items():
        setattr(changed, name, value)
    changed.save()
    return changed


def _case(case: Complaint) -> Complaint:
    unit, owner = Unit.objects.get(code="psc"), User.objects.get(username="psc.officer")
    return _copy(
        case, pk=NO_ID - 1, number=NUMBER, unit=unit, received_unit=unit, owner=owner, registered_by=owner,
        main_department=_department(), external_number="",
    )  # fmt: skip


def _department() -> Department:
    return Department.objects.get(unit__code="psc", kind="claims")


def _order(given: str, hidden: Complaint) -> Names:
    _copy(Order.objects.get(number=given), number=f"{NUMBER}-01", complaint=hidden)
    return f"{NUMBER}-01", f"{NOWHERE}-01"


def _letter(given: str, hidden: Complaint) -> Names:
    found = Letter.objects.filter(number=given).latest("pk")
    _copy(found, number="处意〔2026〕PSC-99999", code="ELSEWHERE000", file_id=hidden.pk, supersedes=None)
    return "处意〔2026〕PSC-99999", "处意〔2026〕PSC-88888"


def _referral(given: int, hidden: Complaint) -> Names:
    return _copy(Referral.objects.get(pk=given), complaint=hidden).pk, NO_ID


def _todo(given: int, hidden: Complaint) -> Names:
    return _copy(Execution.objects.get(pk=given), complaint=hidden, position=99).pk, NO_ID


def _session(given: str, hidden: Complaint) -> Names:
    theirs = {
        "body": Body.objects.filter(unit__code="psc")[0],
        "chair": User.objects.get(username="psc.manager"),
    }
    _copy(Session.objects.get(number=given), number="PSC-2026-999", readers=[], **theirs)
    return "PSC-2026-999", "PSC-2026-888"


def _file(given: str, hidden: Complaint) -> Names:
    found = Attachment.objects.filter(blob_id=given).latest("pk")
    Blob.objects.create(sha256=FILE, size=1, content_type="application/pdf")
    _copy(found, blob_id=FILE, file_id=hidden.pk)
    return FILE, NO_FILE


def _files(given: list[str], hidden: Complaint) -> Names:
    foreign, none = _file(given[0], hidden)
    return [foreign], [none]


REFERENCES: dict[str, Callable[[Any, Complaint], Names]] = {
    "other": lambda _given, _hidden: (NUMBER, NOWHERE),
    "into": lambda _given, _hidden: (NUMBER, NOWHERE),
    "order": _order,
    "letter": _letter,
    "referral": _referral,
    "todo": _todo,
    "session": _session,
    "evidence": lambda given, hidden: (_files if isinstance(given, list) else _file)(given, hidden),
    "to": lambda given, _hidden: (_department().pk, NO_ID) if isinstance(given, int) else (PERSON, "nobody"),
    "department": lambda _given, _hidden: (_department().pk, NO_ID),
    "suggested_to": lambda _given, _hidden: (_department().pk, NO_ID),
    "copies": lambda given, _hidden: ([*given, _department().pk], [*given, NO_ID]),
    "departments": lambda given, _hidden: ([*given, _department().pk], [*given, NO_ID]),
    "person": lambda _given, _hidden: (PERSON, "nobody"),
    "owner": lambda _given, _hidden: (PERSON, "nobody"),
    "member": lambda _given, _hidden: (PERSON, "nobody"),
}
"""What a field names, from what the story names with it."""


def _told(actor: Any, call: Call, field: str, value: Any) -> str:
    """The refusal without the name itself; what a command would have done is undone."""
    payload = call.command.model_dump(exclude_defaults=True) | {field: value}
    try:
        with transaction.atomic():
            executor.DOOR._do([Call(type(call.command)(**payload), call.number)], actor)
            pytest.fail(f"{call.command.name} takes {field} = {value}")
    except Refusal as refusal:
        name = value[-1] if isinstance(value, list) else value
        return re.sub(rf"{NUMBER}|{NOWHERE}|(?<![-\w]){re.escape(str(name))}(?!\w)", "", str(refusal))


class _Undone(Exception):
    """Ends the transaction in which things of another company stood."""


def named(command: Command, case: Complaint) -> dict[str, Names]:
    """What the command could name in place of what it names, by its fields; nothing where it names nothing."""
    given = {field: value for field in REFERENCES if (value := getattr(command, field, None))}
    if not given:
        return {}
    with acting_as(SYSTEM):
        hidden = _case(case)
        return {field: REFERENCES[field](value, hidden) for field, value in given.items()}


@pytest.mark.parametrize("story", STORIES)
def test_what_is_named_of_a_hidden_case_is_told_as_what_is_nowhere(story, request, monkeypatch):
    run = executor.DOOR._run
    busy = [False]

    def tried(calls, actor):
        call = calls[0]
        case = Complaint.objects.filter(number=call.number).first()
        if busy[0] or actor.system or len(calls) != 1 or case is None:
            return run(calls, actor)
        busy[0] = True
        try:
            with transaction.atomic():
                for field, (foreign, none) in named(call.command, case).items():
                    said = [_told(actor, call, field, each) for each in (foreign, none)]
                    assert said[0] == said[1], (call.command.name, field)
                raise _Undone
        except _Undone:
            pass
        finally:
            busy[0] = False
        return run(calls, actor)

    monkeypatch.setattr(executor.DOOR, "_run", tried)
    takes = inspect.signature(STORIES[story]).parameters
    STORIES[story](**{name: request.getfixturevalue(name) for name in takes})


def test_every_number_that_a_command_takes_is_known_as_a_name_or_a_count():
    whole = (int, int | None, list[int])
    taken = {
        name
        for command in FOR_PEOPLE
        for name, field in command.model_fields.items()
        if field.annotation in whole
    }
    assert taken <= REFERENCES.keys() | COUNTED
