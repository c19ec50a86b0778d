"""Walk-through O: twenty at the bank - major, graded for the limit, two join later, one leaves, the committee first."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import Grade, HandOn
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.intake.commands.classify import Amend
from redress.complaints.models import Complaint
from tests.complaints.inputs import department, visit
from tests.fixtures.insurer import local
from tests.walkthroughs.test_f_twenty_five_together import SPEAKERS

pytestmark = pytest.mark.django_db


@pytest.mark.req("CLS-05", "FLW-10", "FLW-12", "INT-12")
def test_twenty_at_the_bank_go_to_the_committee_and_keep_the_limit_of_their_grade(actor):
    city, contact = actor("cd.officer"), actor("sc.banca")
    together = visit(
        received_at="2026-11-18T09:30",
        complainant_kind="group",
        complainants=20,
        people=[visit().people[0], *SPEAKERS[:4]],
        papers=["members", "representatives"],
        class_code="solicitation",
        sale_stage="in_sale",
        facts="二十名客户在银行网点被推荐购买保险，称误认为存款。",
        demand="全额退还保费",
    )
    with moment.at(local("2026-11-18 10:00")):
        number = execute(together, city).number
        case = Complaint.objects.get(number=number)
        assert (case.flow, case.level, bool(case.level_rule), case.complainants) == (
            "banca",
            "major",
            True,
            20,
        )
        execute(HandOn(words="二十人集体投诉，请评定", means=["email", "call"]), city, number)
    with moment.at(local("2026-11-18 11:00")):
        execute(Grade(grade="difficult", reason="涉及二十人和合作银行"), contact, number)
        # Difficult: five working days from Wednesday the 18th end with Wednesday the 25th.
        assert Clock.objects.get(file_id=case.pk, key="banca_closing").due_at == local("2026-11-26 00:00")
    with moment.at(local("2026-11-19 09:00")):
        execute(Amend(complainants=22, reason="两名客户加入"), city, number)
    with moment.at(local("2026-11-19 10:00")):
        execute(Amend(complainants=21, reason="一名客户退出"), city, number)
        case.refresh_from_db()
        assert (case.level, case.grade, case.complainants) == ("major", "difficult", 21)
        order = Dispatch(
            to=department("sc", "banca"),
            opinion="请调取双录",
            transferred_at="2026-11-18T10:00",
            their_opinion="同意调查",
            planned_at="2026-11-20T17:00",
        )
        execute(order, city, number)
        for kind in ("truth", "responsibility", "reasonableness"):
            execute(RecordFinding(kind=kind, conclusion="属实", reasons="双录缺失"), city, number)
        with pytest.raises(Refusal) as first:
            execute(Propose(plan="全额退还保费", basis="银代管理规定", amount="0"), city, number)
        assert first.value.rule == "FLW-10", "first the committee"
