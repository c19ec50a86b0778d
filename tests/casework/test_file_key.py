"""Services refer to a file by its key, which every file has from its row, of whatever kind it is."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from redress.casework.kinds import KINDS, Kinds
from redress.casework.models import FileKey
from redress.casework.numbering import SPAN
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.operations.verifying import engine, keys
from redress.organisation.acting import become
from tests.complaints.inputs import visit
from tests.fixtures.desk import _as_the_house


@pytest.fixture
def number(actor, wednesday, db):
    return execute(visit(), actor("sc.officer")).number


@pytest.mark.req("SYS-01")
def test_what_is_registered_has_its_key_with_kind_and_number(number):
    case = Complaint.objects.get(number=number)
    assert [(key.id, key.kind) for key in FileKey.objects.filter(number=number)] == [(case.id, "complaint")]
    assert KINDS.of(case.id) is KINDS.named("complaint")


@pytest.mark.req("SYS-01")
def test_no_two_files_of_whatever_kind_have_one_number(number):
    with pytest.raises(IntegrityError), transaction.atomic():
        FileKey.objects.create(id=SPAN * 7, kind="claim", number=number)


def in_series(kind, series):
    """The same kind, its keys elsewhere."""
    door = copy(kind.door)
    door.numbering = replace(door.numbering, series=series)
    return replace(kind, door=door)


@pytest.mark.req("SYS-01")
def test_no_two_kinds_share_name_or_keys():
    (complaint, *_) = KINDS
    for other in (replace(complaint, name="claim"), in_series(complaint, 7)):
        with pytest.raises(ValueError, match="alike"):
            Kinds().assemble([complaint, other])
    both = Kinds()
    both.assemble([claim := in_series(replace(complaint, name="claim"), 1), complaint])
    assert [*both] == [complaint, claim]
    assert both.of(SPAN) is claim
    with pytest.raises(LookupError):
        both.of(2 * SPAN)


@pytest.fixture
def become_then_leave(actor):
    yield lambda username: become(actor(username))
    _as_the_house()


@pytest.mark.req("SEC-01")
def test_a_key_is_known_to_who_sees_the_file_and_written_by_nobody_who_serves(number, become_then_leave):
    become_then_leave("sc.officer")
    assert FileKey.objects.filter(number=number).exists()
    for statement in (
        "INSERT INTO casework_file (id, kind, number) VALUES (1, 'complaint', 'x')",
        "UPDATE casework_file SET number = 'x'",
        "DELETE FROM casework_file",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    become_then_leave("psc.officer")
    assert not FileKey.objects.filter(number=number).exists()


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE casework_file SET number = 'L2026-9999999' WHERE number = %s",
        "UPDATE casework_file SET kind = 'claim' WHERE number = %s",
        "DELETE FROM casework_file WHERE number = %s",
    ],
)
def test_a_key_that_says_something_else_than_its_file_is_found(number, statement):
    before = engine.verify(whole=True).faults
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, [number])
        assert cursor.rowcount == 1
        found = {fault.what for fault in engine.verify(whole=True).faults if fault not in before}
        assert found == {keys.NOT_ITS_FILE}
        (report,), _unknown = engine.verify_cases([number])
        assert [fault.what for fault in report.faults] == [keys.NOT_ITS_FILE]
        transaction.set_rollback(True)
