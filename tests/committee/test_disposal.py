"""What was said of a case in sessions goes with the case; who voted how stays on record (CLO-10)."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from redress.casework.models import Disposal
from redress.committee import chains
from redress.committee.commands.execution import ReportExecution
from redress.committee.commands.rule import Rule
from redress.committee.models import Action, Execution, Referral, Ruling, SessionEntry, Vote
from redress.committee.sessions.actions import AssignAction, CompleteAction
from redress.committee.sessions.agenda import AddTopic
from redress.committee.sessions.meeting import Hear, Recuse
from redress.committee.sessions.minutes import WriteMinutes
from redress.complaints import journal
from redress.complaints.closing.commands.close import Withdraw
from redress.complaints.executor import execute
from redress.complaints.linking.commands.linking import Link, Unlink
from redress.complaints.models import Complaint
from redress.complaints.models import Link as LinkRow
from redress.privacy.identity import encrypted_fields
from tests.committee.conftest import MEMBERS, before_committee, user
from tests.complaints.inputs import department, transfer
from tests.complaints.papers import attach
from tests.complaints.test_keeping import as_stored, destroy, everything

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-10")]
SECRET = "张秘密"


def spoken(actor):
    """A case with its session, in which everybody named the customer; the case ended."""
    number, meeting = before_committee(actor, because=f"{SECRET}不服", motion=f"退还{SECRET}保费")
    meeting.attend(*MEMBERS)
    meeting.give("sc.saleshead", Recuse(item=1, member=user("sc.saleshead"), reason=f"认识{SECRET}"))
    heard = Hear(item=1, department=department("sc", "sales"), speaker=SECRET, words=f"{SECRET}已签字")
    meeting.give("sc.officer", heard)
    meeting.hear()
    for name in MEMBERS:
        if name == "sc.legal":
            meeting.vote(name, "against", reason=f"{SECRET}的责任没有查清")
        elif name != "sc.saleshead":
            meeting.vote(name, "for")
    todo = {"what": f"退{SECRET}保费", "owner": user("sc.finance"), "until": "2026-11-25"}
    rule = Rule(session=meeting.number, item=1, reasons=f"{SECRET}有理", execution=[todo])
    execute(rule, actor("sc.manager"), number)
    done = ReportExecution(todo=Execution.objects.get().pk, report=f"已付{SECRET}")
    execute(done, actor("sc.finance"), number)
    action = {"owner": user("sc.finance"), "until": "2026-11-25"}
    meeting.give("sc.officer", AssignAction(item=1, what=f"回访{SECRET}", **action))
    meeting.give("sc.finance", CompleteAction(action=1, report=f"{SECRET}满意"))
    meeting.give("sc.officer", WriteMinutes(words=f"讨论了{SECRET}一案"))
    return number, meeting


def opened() -> str:
    """Every encrypted value of every table, as whoever has the keys reads it."""
    lines = []
    for model in apps.get_models():
        names = [field.name for field in encrypted_fields(model)]
        for row in model._base_manager.all() if names else ():
            lines += [f"{model._meta.label}.{name}: {getattr(row, name)}" for name in names]
    return "\n".join(lines)


def ended(actor, number) -> None:
    officer = actor("sc.officer")
    execute(Withdraw(request="客户撤回", evidence=attach(number, officer, "撤回申请")), officer, number)


def test_no_word_of_a_session_outlives_the_case_and_the_votes_stand(
    actor, wednesday, django_capture_on_commit_callbacks
):
    number, meeting = spoken(actor)
    ended(actor, number)
    before = list(Vote.objects.order_by("id").values_list("user_id", "choice", "at"))
    assert SECRET in opened()
    assert SECRET not in as_stored(), "what people say stands encrypted"
    destroy(actor, number, django_capture_on_commit_callbacks)
    assert [line for line in everything().splitlines() if SECRET in line] == []
    assert [line for line in opened().splitlines() if SECRET in line] == []
    assert list(Vote.objects.order_by("id").values_list("user_id", "choice", "at")) == before
    case = Complaint.objects.get(number=number)
    assert Ruling.objects.get(complaint=case).number == f"{meeting.number}/1"
    assert Referral.objects.get(complaint=case).state == "ruled"
    assert Action.objects.get().done_at is not None
    assert list(journal.verify(case)) == []
    certificate = Disposal.objects.get(file_id=case.pk)
    assert certificate.destroyed["committee.execution"] == 1
    assert certificate.emptied["committee.vote"] == 1
    assert {"committee.recusal", "committee.hearing", "committee.ruling"} <= certificate.emptied.keys()
    assert certificate.minutes == []
    sealed = case.journal.get(command="dispose").facts
    assert (sealed["emptied"], sealed["minutes"]) == (certificate.emptied, [])


def test_minutes_about_other_matters_too_stay_and_the_certificate_names_them(
    actor, wednesday, desk, django_capture_on_commit_callbacks
):
    number, meeting = spoken(actor)
    meeting.give("sc.officer", AddTopic(topic="退保流程", motion="简化流程"))
    ended(actor, number)
    destroy(actor, number, django_capture_on_commit_callbacks)
    case = Complaint.objects.get(number=number)
    assert Disposal.objects.get(file_id=case.pk).minutes == [meeting.number]
    assert SECRET in meeting.row.minutes
    assert not any(SECRET in vote.reason for vote in Vote.objects.all())
    page = desk("sc.officer", "en").get(f"/disposal/{number}").content.decode()
    assert f"they go with the last of these: {meeting.number}" in page
    assert '× 1 <code class="muted">committee.vote</code>' in page


def test_the_database_lets_nobody_empty_what_was_said_about_a_case_that_stands(actor, wednesday):
    spoken(actor)
    for statement in (
        "UPDATE committee_vote SET reason = '—' WHERE choice = 'against'",
        "UPDATE committee_ruling SET words = '—', reasons = ''",
        "UPDATE committee_sessionentry SET payload = '{}'",
        "UPDATE committee_sessionentry SET said = NULL",
        "DELETE FROM committee_vote",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_after_disposal_the_votes_themselves_can_still_not_be_changed(
    actor, wednesday, django_capture_on_commit_callbacks
):
    number, _meeting = spoken(actor)
    ended(actor, number)
    destroy(actor, number, django_capture_on_commit_callbacks)
    for statement in (
        "UPDATE committee_vote SET choice = 'for', reason = ''",
        "UPDATE committee_vote SET reason = '改写'",
        "UPDATE committee_sessionentry SET payload = '{\"item\": 2}'",
        "DELETE FROM committee_ruling",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert SessionEntry.objects.filter(command="vote", payload={"item": 1}).count() == len(MEMBERS) - 1
    assert [faults for _session, faults in chains.verify()] == [[]]


def test_links_of_a_disposed_case_stay_without_their_words(
    actor, wednesday, django_capture_on_commit_callbacks
):
    officer = actor("sc.officer")
    number, other = (execute(transfer(), officer).number for _ in range(2))
    execute(Link(other=other, kind="related", reason=f"{SECRET}同一家庭"), officer, number)
    execute(Unlink(other=other, kind="related", reason=f"{SECRET}说不是"), officer, number)
    execute(Link(other=other, kind="related", reason=f"{SECRET}又说是"), officer, number)
    ended(actor, number)
    destroy(actor, number, django_capture_on_commit_callbacks)
    assert [line for line in everything().splitlines() if SECRET in line] == []
    assert [line for line in opened().splitlines() if SECRET in line] == []
    kept = LinkRow.objects.order_by("id")
    assert [(link.to.number, link.stands, link.reason, link.end_reason) for link in kept] == [
        (other, False, "", ""),
        (other, True, "", ""),
    ]
    assert Disposal.objects.get(file__number=number).emptied["complaints.link"] == 2
