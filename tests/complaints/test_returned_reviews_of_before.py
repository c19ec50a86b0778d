"""Reviews that sent a result back before its promise went with it: the update sets aside what the journal proves."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from redress.casework import moment
from redress.complaints.case import Case
from redress.complaints.executor import execute
from redress.complaints.handling import performing
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.law.commands.review import DecideReview, RequestReview
from redress.complaints.models import Complaint, Proposal
from redress.sealing import migrating
from tests.complaints.papers import attach
from tests.complaints.stages import told_decision
from tests.complaints.test_reviews import FINDINGS
from tests.fixtures.insurer import local
from tests.sealing.test_rows import faults

pytestmark = [pytest.mark.django_db, pytest.mark.req("AUT-06", "AUT-01", "SEC-04")]
STEP = import_module("redress.complaints.migrations.0056_returned_reviews_of_before")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.REDRESS_CHECKPOINTS = str(tmp_path / "checkpoints")


def migrate(do) -> None:
    with transaction.atomic():
        connection.check_constraints()
        migrating.begin(plan=["a step that writes rows"])
        do()
    migrating.end()


def update() -> None:
    migrate(lambda: STEP.set_aside(None, SimpleNamespace(connection=connection)))


def returned(actor, outcome: str = "returned") -> str:
    """Accepted on 24 November, sent back on 10 December, and kept as accepted as it was before."""
    city, province = actor("cd.officer"), actor("sc.officer")
    number = told_decision(city)
    with moment.at(local("2026-11-24 10:00")):
        execute(GiveFeedback(accepted=True), city, number)
    with moment.at(local("2026-12-10 10:00")):
        request = RequestReview(grounds="护理费少算", evidence=attach(number, city, "核查申请书"))
        execute(request, city, number)
        execute(DecideReview(outcome=outcome, **FINDINGS), province, number)
    of_it = Proposal.objects.filter(complaint__number=number)
    migrate(lambda: of_it.update(state="accepted"))
    return number


def owed(number: str) -> Proposal | None:
    return performing.owed(Case(Complaint.objects.get(number=number), moment.now()))


def test_what_was_promised_with_the_result_that_was_sent_back_is_owed_no_more(actor):
    number = returned(actor)
    assert owed(number) is not None
    held = faults()  # files that the test laid in beside the doors
    update()
    assert owed(number) is None
    assert list(Proposal.objects.values_list("state", flat=True)) == ["set_aside"]
    assert faults() == held


def test_a_result_that_the_review_upheld_is_owed_still(actor):
    number = returned(actor, "upheld")
    update()
    assert owed(number) is not None


def test_what_the_customer_accepted_after_the_review_stands(actor):
    number = returned(actor)
    migrate(lambda: Proposal.objects.update(answered_at=local("2026-12-11 10:00")))
    update()
    assert owed(number) is not None


def test_a_row_that_was_changed_beside_the_journal_is_left_and_stays_found(actor):
    number = returned(actor)
    held = faults()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_proposal SET amount = 1 WHERE complaint_id = (SELECT id FROM"
                       " complaints_complaint WHERE number = %s)", [number])  # fmt: skip
    update()
    assert owed(number) is not None
    assert sorted(faults()) == sorted([*held, ("complaints_proposal", "changed")])
