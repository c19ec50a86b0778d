"""Major cases: the emergency team, its reports, its end (FLW-16)."""

import pytest
from django.db import ProgrammingError, connection

from redress.casework import moment
from redress.casework.refusals import Forbidden, Refusal
from redress.clocks.models import Clock
from redress.complaints.executor import execute
from redress.complaints.flows.commands.emergency import EndEmergency, ReportEmergency, SetEmergencyMember
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.models import Complaint, Emergency
from redress.messages.models import Alert
from tests.complaints.stages import clock, registered
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.mark.req("FLW-16")
def test_a_major_case_starts_the_emergency_process_with_a_named_team(actor, wednesday):
    case = registered(actor, level="major", class_code="solicitation")
    assert case.emergency == "running"
    process = Emergency.objects.get(complaint=case)
    assert process.started_by_id is None, "the rule started it"
    names = {member.user.username for member in case.emergency_team.select_related("user")}
    assert {"cd.cshead", "sc.manager", "cd.sales", "sc.legal"} <= names
    assert case.emergency_team.filter(leads=True).get().user.username == "sc.manager"
    assert Alert.objects.filter(file_id=case.pk, user=actor("sc.cshead").id).exists()
    running = {"emergency_report_up", "emergency_situation", "emergency_regulator"}
    assert running <= set(
        Clock.objects.filter(file_id=case.pk, status="running").values_list("key", flat=True)
    )


@pytest.mark.req("FLW-16")
def test_whichever_command_makes_a_case_major_starts_it(actor, wednesday):
    case = registered(actor, class_code="solicitation")
    assert case.emergency == ""
    execute(Reclass(level="major", reason="媒体已有报道"), actor("cd.officer"), case.number)
    case.refresh_from_db()
    assert case.emergency == "running"
    execute(Reclass(level="general", reason="误报"), actor("cd.officer"), case.number)
    execute(Reclass(level="major", reason="再次报道"), actor("cd.officer"), case.number)
    assert Emergency.objects.filter(complaint=case).count() == 1


@pytest.mark.req("FLW-16")
def test_situation_reports_are_due_again_and_again_until_the_end(actor, wednesday):
    case = registered(actor, level="major", class_code="solicitation")
    number, head = case.number, actor("cd.cshead")
    first = clock(case, "emergency_situation")
    with moment.at(local("2026-11-18 14:00")):
        with pytest.raises(Refusal):
            execute(ReportEmergency(kind="up", words="已报省公司"), head, number)
        execute(ReportEmergency(kind="up", words="已报省公司", reported_to="省公司客户服务部"), head, number)
        execute(ReportEmergency(kind="situation", words="已约客户面谈"), head, number)
        with pytest.raises(Refusal) as unsaid:
            execute(ReportEmergency(kind="media", words="本地论坛发帖", source="某论坛"), head, number)
        assert unsaid.value.field == "tone"
        execute(
            ReportEmergency(kind="media", words="本地论坛发帖", source="某论坛", tone="negative"),
            head,
            number,
        )
    second = clock(case, "emergency_situation", status="running")
    assert second.due_at > first.due_at
    assert clock(case, "emergency_report_up").status == "late", "one hour had passed"
    with moment.at(local("2026-11-18 16:00")):
        with pytest.raises(Refusal) as missing:
            execute(EndEmergency(summary="已平息"), head, number)
        assert missing.value.rule == "FLW-16"
        execute(ReportEmergency(kind="regulator", words="书面报告", reported_to="四川监管局"), head, number)
        execute(EndEmergency(summary="客户接受处理意见，舆情平息"), head, number)
    assert not Clock.objects.filter(file_id=case.pk, key__startswith="emergency", status="running").exists()
    with pytest.raises(Refusal):
        execute(ReportEmergency(kind="situation", words="后续"), head, number)


@pytest.mark.req("FLW-16")
def test_only_the_heads_change_the_team(actor, wednesday):
    case = registered(actor, level="major", class_code="solicitation")
    change = SetEmergencyMember(member="cd.business", task="核实柜面影像")
    with pytest.raises(Forbidden):
        execute(change, actor("cd.officer"), case.number)
    execute(change, actor("cd.cshead"), case.number)
    assert Complaint.objects.visible_to(actor("cd.business")).filter(pk=case.pk).exists()
    execute(SetEmergencyMember(member="cd.business", leaves=True), actor("cd.cshead"), case.number)
    assert case.emergency_team.filter(left_at=None, user=actor("cd.business").id).count() == 0


@pytest.mark.req("FLW-16", "SEC-04")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE complaints_emergencyentry SET at = now()",
        "UPDATE complaints_emergencyentry SET words = words || 'x'::bytea",
        "DELETE FROM complaints_emergencyentry",
    ],
)
def test_what_was_entered_in_an_emergency_stays_as_it_was(statement, actor, wednesday):
    """Even the owner of the table is stopped; words are only encrypted anew, entries go with their case alone."""
    case = registered(actor, level="major", class_code="solicitation")
    execute(
        ReportEmergency(kind="up", reported_to="省公司", words="已口头报告"), actor("cd.cshead"), case.number
    )
    assert case.emergency_entries.count() == 1
    with pytest.raises(ProgrammingError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)
