"""What a desk says once a command is done: to which department it went, in the reader's language."""

from __future__ import annotations

import pytest
from django.utils import translation

from redress.assembly import FOR_PEOPLE
from redress.casework import moment
from redress.casework.door import Outcome
from redress.complaints.closing.commands.close import TransferOut
from redress.complaints.handling.commands.cohandling import CoHandle
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.desk.pages import done
from redress.organisation.models import Department
from redress.rulebook import State
from tests.complaints.inputs import department

pytestmark = pytest.mark.django_db


@pytest.mark.req("FLW-02", "FLW-04")
@pytest.mark.parametrize(
    ("command", "english", "chinese"),
    [
        (Dispatch, "Dispatched to", "已分派"),
        (CoHandle, "was asked to co-handle", "会办"),
        (TransferOut, "Transferred to", "移交"),
    ],
)
def test_to_which_department_it_went_is_said(actor, command, english, chinese):
    to = Department.objects.get(pk=int(department("sc", "claims")))
    outcome = Outcome("L2026-0000001", 2, State.INVESTIGATING, {"to": to.pk}, moment.now())
    with translation.override("en"):
        said = done.words(command, outcome)
        assert english in said and str(to) in said
    with translation.override("zh-hans"):
        said = done.words(command, outcome)
        assert chinese in said and str(to) in said


def test_which_commands_go_to_a_department_is_said_by_themselves():
    assert {each.name for each in FOR_PEOPLE if each.went} == {"dispatch", "co_handle", "transfer_out"}
