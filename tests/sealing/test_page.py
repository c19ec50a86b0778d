"""The auditor's page: checkpoints, the last verification, a paper compared (SEC-04)."""

from __future__ import annotations

import pytest

from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.operations import checkpointing
from redress.operations.verifying import engine
from redress.sealing import checkpoints
from tests.complaints.inputs import transfer
from tests.sealing.test_verify import owner

pytestmark = pytest.mark.req("SEC-04")


@pytest.fixture
def made(actor, wednesday, db):
    execute(transfer(), actor("sc.officer"))
    return checkpointing.make()[-1]


@pytest.fixture
def auditor(client, db):
    from redress.organisation.models import User

    client.force_login(User.objects.get(username="ho.auditor"))
    return client


def test_the_auditor_compares_a_printed_code(auditor, made):
    code = checkpoints.code(made.statement)
    page = auditor.get(
        "/checkpoints", {"number": made.pk, "code": code.lower().replace("-", " ")}
    ).content.decode()
    assert code in page
    assert "就是纸面所载的检查点" in page
    page = auditor.get("/checkpoints", {"number": made.pk, "code": "0000-1111"}).content.decode()
    assert "不一致" in page


def test_a_statement_changed_in_the_database_is_not_the_one_on_the_paper(auditor, made):
    code = checkpoints.code(made.statement)
    owner(
        "UPDATE sealing_checkpoint SET statement = replace(statement, '2026', '2025') WHERE id = %s", made.pk
    )
    page = auditor.get("/checkpoints", {"number": made.pk, "code": code}).content.decode()
    assert "不一致" in page


def test_what_verifying_found_is_shown(auditor, made):
    case = Complaint.objects.get()
    owner("UPDATE complaints_complaint SET amount = 1 WHERE id = %s", case.pk)
    engine.verify(whole=True)
    page = auditor.get("/checkpoints").content.decode()
    assert f"complaints_complaint {case.pk}" in page
    assert "绕过日志被改动" in page


def test_a_checkpoint_is_handed_out_as_paper_and_as_file(auditor, made):
    assert auditor.get(f"/checkpoints/{made.pk}/paper").content.startswith(b"%PDF")
    assert made.signature in auditor.get(f"/checkpoints/{made.pk}/file").json()["signature"]
    assert auditor.get("/checkpoints/999999/file").status_code == 404


def test_a_handler_is_told_whose_page_it_is(client, made):
    from redress.organisation.models import User

    client.force_login(User.objects.get(username="sc.officer"))
    for address in ("/checkpoints", f"/checkpoints/{made.pk}/paper", f"/checkpoints/{made.pk}/file"):
        assert client.get(address).status_code == 403
