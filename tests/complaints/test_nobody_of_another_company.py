"""Whoever is named gets sight of the case: nobody of another company is (ORG-08, SEC-01)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import redress
from redress.casework.refusals import Refusal
from redress.complaints.closing.commands.judge_person import NameResponsible
from redress.complaints.executor import execute
from redress.complaints.flows.commands.emergency import SetEmergencyMember
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.models import Share
from tests.complaints.inputs import department
from tests.complaints.stages import proposed_at_the_counter, registered

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-08", "SEC-01")]
SOURCE = Path(redress.__file__).parent

ASKED_ELSEWHERE = {
    "complaints/staff.py": "asks the company",
    "complaints/commands/common.py": "asks the company",
    "committee/people.py": "asks the company",
    "complaints/closing/commands/determine.py": "departments that were asked to sign already",
    "complaints/handling/commands/order_chain.py": "the department that gave the order, or the one above",
}
"""Where commands read people or departments, and why that names nobody from elsewhere."""


def test_nobody_of_another_company_is_taken_into_an_emergency_team(actor, wednesday):
    case = registered(actor, level="major", class_code="solicitation")
    for stranger in ("psc.officer", "psc.manager", "nobody.at.all"):
        with pytest.raises(Refusal) as refused:
            execute(SetEmergencyMember(member=stranger, task="x"), actor("cd.cshead"), case.number)
        assert refused.value.field == "member"
    execute(SetEmergencyMember(member="sc.handler", task="x"), actor("cd.cshead"), case.number)
    execute(SetEmergencyMember(member="sc.handler", leaves=True), actor("cd.cshead"), case.number)


def test_nobody_of_another_company_is_named_as_responsible(actor, wednesday):
    case = proposed_at_the_counter(actor)
    execute(GiveFeedback(accepted=True), actor("cd.officer"), case.number)
    given = NameResponsible(person="psc.officer", department=department("cd", "sales"), because="x")
    with pytest.raises(Refusal) as refused:
        execute(given, actor("cd.officer"), case.number)
    assert refused.value.field == "person"
    assert not Share.objects.filter(complaint=case, user=actor("psc.officer").id).exists()


def reads() -> Iterator[tuple[str, int]]:
    """Where a module that commands are made of reads people or departments by itself."""
    for folder in ("complaints", "committee", "letters"):
        for path in sorted((SOURCE / folder).rglob("*.py")):
            place = str(path.relative_to(SOURCE))
            if not ("/commands/" in place or "/sessions/" in place or place in ASKED_ELSEWHERE):
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.Attribute)
                    and node.attr == "objects"
                    and isinstance(node.value, ast.Name)
                    and node.value.id in ("User", "Department")
                ):
                    yield place, node.lineno


def test_commands_find_people_and_departments_where_the_company_is_asked():
    found = list(reads())
    assert {place for place, _line in found} == set(ASKED_ELSEWHERE), found
