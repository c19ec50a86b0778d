"""Bank cases that were graded before the grade had a place of its own keep it, and their two days (FLW-12, CLK-09)."""

from __future__ import annotations

import json

import pytest
from django.db import connection, transaction
from django.utils import translation

from redress.casework import moment
from redress.casework.models import RulebookVersion
from redress.casework.rulebooks import opened
from redress.clocks.models import Clock
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import Grade, HandOn
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.models import Complaint
from redress.complaints.queries import timeline
from redress.desk.pages import entries
from redress.sealing import migrating
from tests.complaints.inputs import visit
from tests.complaints.test_rulebook_migration import move, newer
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db
BY_LEVEL = {
    "banca": {
        "title": {"zh": "银保投诉结案时限", "en": "Closing of banca complaints"},
        "cite": "FLW-12",
        "rows": [
            {"when": {"level": "difficult"}, "limit": "5 working days", "cite": "FLW-12"},
            {"limit": "3 working days", "cite": "FLW-12"},
        ],
    }
}
"""As the limit was found while the grade was written over the level."""


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.REDRESS_CHECKPOINTS = str(tmp_path / "checkpoints")


def graded(actor, grade="difficult"):
    with moment.at(local("2026-11-18 10:00")):
        told = {"received_at": "2026-11-18T10:00", "class_code": "solicitation", "sale_stage": "in_sale"}
        number = execute(visit(**told), actor("cd.officer")).number
        if grade != "general":  # it was written over the level then
            execute(Reclass(level=grade, reason="疑难"), actor("cd.officer"), number)
        execute(HandOn(words="请评定", means=["email"]), actor("cd.officer"), number)
        execute(Grade(grade=grade, reason="涉及代签字"), actor("sc.banca"), number)
    return number


def forget(*numbers):
    """The cases as they were before: no grade in their rows, and none in what their clocks were told."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        migrating.begin(plan=["the column comes"])
        cursor.execute("UPDATE complaints_complaint SET grade = '' WHERE number = ANY (%s)", [list(numbers)])
        cursor.execute("ALTER TABLE complaints_journalentry DISABLE TRIGGER USER")
        cursor.execute(
            "SELECT e.id, e.payload, e.facts, e.events FROM complaints_journalentry e"
            " JOIN complaints_complaint c ON c.id = e.complaint_id WHERE c.number = ANY (%s)",
            [list(numbers)],
        )
        for pk, *said in cursor.fetchall():
            payload, facts, events = (json.loads(each) if isinstance(each, str) else each for each in said)
            if "grade" in payload:
                payload["level"] = payload.pop("grade")
                facts.pop("grade")
            for event in events:
                event.get("subject", {}).pop("grade", None)
            cursor.execute(
                "UPDATE complaints_journalentry SET payload = %s, facts = %s, events = %s WHERE id = %s",
                [json.dumps(payload), json.dumps(facts), json.dumps(events), pk],
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE complaints_journalentry ENABLE TRIGGER USER")
    migrating.end()


def filled(number, grade):
    """As the last step before the start of migrations left the row."""
    with transaction.atomic(), connection.cursor() as cursor:
        migrating.begin(plan=["the grades"])
        held = migrating.sealed_rows("complaints_complaint")
        cursor.execute("UPDATE complaints_complaint SET grade = %s WHERE number = %s", [grade, number])
        migrating.written_anew("complaints_complaint", held)
    migrating.end()


@pytest.mark.req("FLW-12", "CLK-09")
def test_a_case_moved_to_limits_by_grade_keeps_its_five_days(actor, tmp_path):
    shipped = opened(RulebookVersion.objects.filter(name="group-flows").latest("pk"))
    newer(tmp_path, shipped, version="2026.9-level", limits=BY_LEVEL)
    number = graded(actor)
    case = Complaint.objects.get(number=number)
    assert case.rulebook.version == "2026.9-level"
    due = Clock.objects.get(file_id=case.pk, key="banca_closing").due_at
    assert due == local("2026-11-26 00:00"), "the fifth working day after Wednesday the 18th"
    forget(number)
    filled(number, "difficult")
    target = newer(tmp_path, shipped)
    with moment.at(local("2026-11-18 11:00")):
        execute(move(target), actor("sc.cshead"), number)
    case.refresh_from_db()
    assert case.rulebook == target
    assert Clock.objects.get(file_id=case.pk, key="banca_closing").due_at == due


@pytest.mark.req("FLW-08", "FLW-12")
def test_the_time_line_says_the_grade_of_before(actor):
    number = graded(actor)
    forget(number)
    case = Complaint.objects.get(number=number)
    found = [each for each in timeline.page(case).entries if each.command == "grade"]
    assert "grade" not in found[0].payload
    with translation.override("zh-hans"):
        shown = entries.shown(case, found, opened(case.rulebook))
    assert "疑难" in [line.value for each in shown for line in each.lines]
