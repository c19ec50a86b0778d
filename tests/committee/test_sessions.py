"""What is refused in a session, by which rule; what is written of it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.casework.refusals import Refusal
from redress.committee.commands.rule import Rule
from redress.committee.models import Recusal, Ruling, Session, SessionEntry, Vote
from redress.committee.queries.sessions import visible_to
from redress.committee.sessions.actions import AssignAction, CompleteAction
from redress.committee.sessions.agenda import AddTopic, SettleItem
from redress.committee.sessions.meeting import Hear, Recuse
from redress.committee.sessions.minutes import CancelSession, SignMinutes, WriteMinutes
from redress.complaints.executor import execute
from redress.organisation.acting import acting_as
from redress.organisation.models import User
from tests.committee.conftest import MEMBERS, before_committee, call, user
from tests.complaints.inputs import department
from tests.organisation import acts as administration

pytestmark = pytest.mark.django_db


def refused(act, *arguments, **more) -> Refusal:
    with pytest.raises(Refusal) as raised, transaction.atomic():
        act(*arguments, **more)
    return raised.value


@pytest.mark.req("AUT-04")
def test_a_vote_is_given_once(agenda):
    _number, meeting = agenda
    meeting.attend(*MEMBERS)
    meeting.vote("sc.manager", "for")
    assert refused(meeting.vote, "sc.manager", "against", reason="改主意").rule == "AUT-04"
    assert Vote.objects.get().choice == "for"


@pytest.mark.req("AUT-04")
def test_who_is_no_member_or_not_there_has_no_vote(agenda):
    _number, meeting = agenda
    meeting.attend(*MEMBERS[:5])
    assert refused(meeting.vote, "sc.legal", "for").rule == "AUT-04"
    assert refused(meeting.vote, "sc.officer", "for").status == 403
    assert not Vote.objects.exists()


@pytest.mark.req("ORG-13", "AUT-04")
def test_a_recused_member_neither_counts_as_present_nor_votes(agenda):
    _number, meeting = agenda
    meeting.attend(*MEMBERS[:5])
    meeting.give("sc.saleshead", Recuse(item=1, member=user("sc.saleshead"), reason="被投诉人是本部门员工"))
    assert refused(meeting.vote, "sc.saleshead", "for").rule == "ORG-13"
    assert "quorum" in str(refused(meeting.vote, "sc.manager", "for")) or "法定人数" in str(
        refused(meeting.vote, "sc.manager", "for")
    )
    meeting.attend(*MEMBERS[:6])
    meeting.vote("sc.manager", "for")


@pytest.mark.req("ORG-13")
def test_a_member_whom_the_complaint_names_stands_aside_by_rule(actor, wednesday):
    name = User.objects.get(username="sc.saleshead").name
    from tests.committee.conftest import major, refer

    number = major(actor, about="person", about_whom=f"销售部负责人{name}")
    referral = refer(actor, number)
    meeting = call(actor)
    from redress.committee.commands.agenda import PutOnAgenda

    execute(PutOnAgenda(referral=referral, session=meeting.number), actor("sc.officer"), number)
    recusal = Recusal.objects.get()
    assert recusal.user_id == user("sc.saleshead")
    assert name in recusal.reason


@pytest.mark.req("AUT-03")
def test_nobody_votes_on_a_motion_of_their_own_nor_gives_its_ruling(actor, wednesday):
    number, meeting = before_committee(actor, by="sc.cshead")
    meeting.attend(*MEMBERS)
    meeting.hear()
    assert refused(meeting.vote, "sc.cshead", "for").rule == "AUT-03"
    for name in MEMBERS:
        if name != "sc.cshead":
            meeting.vote(name, "for")
    ruling = Rule(session=meeting.number, item=1)
    assert refused(execute, ruling, actor("sc.cshead"), number).rule == "AUT-03"
    execute(ruling, actor("sc.manager"), number)


@pytest.mark.req("AUT-04")
def test_a_vote_against_needs_reasons_and_stands_in_the_minutes(agenda):
    _number, meeting = agenda
    meeting.attend(*MEMBERS)
    assert refused(meeting.vote, "sc.legal", "against").field == "reason"
    meeting.vote("sc.legal", "against", reason="先查清责任再退费")
    assert Vote.objects.get().reason == "先查清责任再退费"


@pytest.mark.req("AUT-04")
def test_nothing_is_ruled_before_everybody_has_voted_nor_against_the_votes(actor, agenda):
    number, meeting = agenda
    meeting.attend(*MEMBERS[:5])
    ruling = Rule(session=meeting.number, item=1)
    meeting.vote("sc.manager", "for")
    assert refused(execute, ruling, actor("sc.manager"), number).rule == "AUT-04"
    for name in MEMBERS[1:5]:
        meeting.vote(name, "against", reason="不同意")
    assert refused(execute, ruling, actor("sc.manager"), number).field == "item"
    assert refused(meeting.give, "sc.manager", SettleItem(item=1, outcome="carried")).field == "outcome"
    meeting.give("sc.manager", SettleItem(item=1, outcome="rejected"))
    assert not Ruling.objects.exists()


@pytest.mark.req("AUT-04")
def test_minutes_are_signed_by_the_chair_once_all_is_settled_and_then_nothing_changes(agenda):
    _number, meeting = agenda
    meeting.attend(*MEMBERS)
    assert refused(meeting.give, "sc.manager", SignMinutes()).rule == "AUT-04"
    meeting.give("sc.officer", WriteMinutes(words="会议听取了汇报。"))
    assert "1" in str(refused(meeting.give, "sc.manager", SignMinutes()))
    meeting.give("sc.officer", SettleItem(item=1, outcome="deferred", remark="补充材料"))
    assert refused(meeting.give, "sc.officer", SignMinutes()).status == 403
    meeting.give("sc.manager", SignMinutes())
    assert refused(meeting.give, "sc.officer", WriteMinutes(words="改写")).status == 409
    assert meeting.row.minutes == "会议听取了汇报。"


@pytest.mark.req("ORG-03")
def test_departments_are_heard_and_what_they_said_is_kept(agenda):
    _number, meeting = agenda
    meeting.attend(*MEMBERS)
    words = "销售过程录音不完整，同意退费。"
    meeting.give(
        "sc.officer", Hear(item=1, department=department("sc", "sales"), speaker="部门负责人", words=words)
    )
    hearing = meeting.row.items.get().hearings.get()
    assert (hearing.words, hearing.department.kind) == (words, "sales")


@pytest.mark.req("ORG-02", "ASM-09")
def test_the_leading_group_decides_plans_and_follows_actions_to_their_end(actor, wednesday):
    meeting = call(actor, "leading_group")
    assert user("sc.ithead") in meeting.row.roster
    topic = AddTopic(kind="appraisal", topic="上半年投诉考评", motion="按考评结果扣减销售部得分")
    meeting.give("sc.officer", topic)
    meeting.attend("sc.manager", "sc.cshead", "sc.saleshead", "sc.ithead")
    for name in ("sc.manager", "sc.cshead", "sc.ithead"):
        meeting.vote(name, "for")
    meeting.vote("sc.saleshead", "abstain")
    meeting.give("sc.manager", SettleItem(item=1, outcome="carried"))
    action = AssignAction(item=1, what="修订话术", owner=user("sc.sales"), until="2026-12-10")
    meeting.give("sc.officer", action)
    meeting.give("sc.officer", WriteMinutes(words="研究热点难点问题。"))
    meeting.give("sc.manager", SignMinutes())
    assert refused(meeting.give, "sc.ithead", CompleteAction(action=1, report="已改")).rule in (
        "ASM-09",
        "AUT-04",
    )
    meeting.give("sc.sales", CompleteAction(action=1, report="新话术已下发，文号 2026-15"))
    done = meeting.row.actions.get()
    assert done.done_by_id == user("sc.sales")
    assert refused(meeting.give, "sc.sales", CompleteAction(action=1, report="再报")).rule == "ASM-09"


@pytest.mark.req("ASM-09")
def test_a_joint_meeting_invites_the_members_of_both_bodies_once(actor, wednesday):
    meeting = call(actor, "joint")
    assert set(map(user, MEMBERS)) | {user("sc.ithead"), user("sc.claimshead")} == set(meeting.row.roster)
    assert len(meeting.row.roster) == len(set(meeting.row.roster))


def test_a_session_that_is_called_off_frees_its_cases_for_another(actor, agenda):
    number, meeting = agenda
    meeting.give("sc.officer", CancelSession(reason="主持人出差"))
    from redress.committee.models import Referral

    assert Referral.objects.get(complaint__number=number).state == "open"


def test_only_the_office_or_the_chair_calls_a_session(actor, wednesday):
    assert refused(call, actor, by="sc.saleshead").status == 403
    assert refused(call, actor, by="gx.officer").status == 403
    assert not Session.objects.exists()


@pytest.mark.req("AUT-04")
def test_every_act_is_an_entry_that_the_database_refuses_to_change(agenda):
    _number, meeting = agenda
    meeting.attend(*MEMBERS)
    meeting.vote("sc.manager", "for")
    said = list(SessionEntry.objects.order_by("sequence").values_list("command", "sequence"))
    assert said == [("plan_session", 1), ("put_on_agenda", 2), ("attend", 3), ("vote", 4)]
    for table in ("committee_sessionentry", "committee_vote"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                connection.cursor().execute(statement)


def test_a_retry_with_the_same_key_votes_once_and_is_told_the_first_answer(agenda):
    from redress.committee.sessions.meeting import CastVote

    _number, meeting = agenda
    meeting.attend(*MEMBERS)
    first = meeting.give("sc.manager", CastVote(item=1, choice="for"), key="k1")
    again = meeting.give("sc.manager", CastVote(item=1, choice="for"), key="k1")
    assert again.replayed and again.version == first.version
    assert Vote.objects.count() == 1


@pytest.mark.req("ORG-11", "SEC-06")
def test_who_may_see_a_session_is_the_same_in_the_query_and_in_the_database(actor, agenda):
    for name in ("sc.manager", "sc.legal", "sc.officer", "ho.cshead", "gx.cshead", "sc.claims", "cd.cshead"):
        who = actor(name)
        asked = set(visible_to(who).values_list("number", flat=True))
        with acting_as(who):
            beneath = set(Session.objects.values_list("number", flat=True))
            votes = Vote.objects.count()
        assert asked == beneath, name
        assert votes == 0
    assert not visible_to(actor("gx.cshead")).exists()
    assert visible_to(actor("ho.cshead")).exists()


PART = st.sampled_from(["for", "against", "abstain", "recused", "absent"])


@pytest.mark.req("AUT-04")
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(parts=st.lists(PART, min_size=7, max_size=7))
def test_a_ruling_exists_exactly_when_quorum_and_majority_hold(actor, agenda, parts):
    number, meeting = agenda
    parts[0] = "absent" if parts[0] == "recused" else parts[0]  # who stands aside gives no ruling either
    taken = dict(zip(MEMBERS, parts, strict=True))
    votes = [part for part in parts if part in ("for", "against", "abstain")]
    ruled = 3 * len(votes) >= 2 * 7 and len(votes) >= 3 and 2 * votes.count("for") > len(votes)
    with transaction.atomic():
        meeting.attend(*[name for name, part in taken.items() if part != "absent"])
        meeting.hear()
        for name, part in taken.items():
            if part == "recused":
                meeting.give("sc.officer", Recuse(item=1, member=user(name), reason="与本案有利害关系"))
        for name, part in taken.items():
            if part in ("for", "against", "abstain"):
                try:
                    with transaction.atomic():
                        meeting.vote(name, part, reason="理由" if part == "against" else "")
                except Refusal as refusal:
                    assert refusal.rule == "AUT-04"
        try:
            with transaction.atomic():
                execute(Rule(session=meeting.number, item=1), actor("sc.manager"), number)
        except Refusal as refusal:
            assert refusal.rule == "AUT-04"
        assert Ruling.objects.filter(complaint__number=number).exists() == ruled
        transaction.set_rollback(True)


@pytest.mark.req("ORG-12")
def test_what_a_deputy_does_in_a_session_says_for_whom(agenda, actor):
    _number, meeting = agenda
    meeting.attend(*MEMBERS)
    assert refused(meeting.give, "sc.handler", WriteMinutes(words="会议听取了汇报。")).status == 403
    away, deputy = (User.objects.get(username=name) for name in ("sc.officer", "sc.handler"))
    today = timezone.localdate()
    administration.name_deputy(actor("sc.officer"), away, deputy, today, today, "年假")
    meeting.give("sc.handler", WriteMinutes(words="会议听取了汇报。"))
    entry = SessionEntry.objects.order_by("id").last()
    assert (entry.by_id, entry.facts["on_behalf_of"]) == (deputy.pk, away.pk)
    meeting.give("sc.officer", WriteMinutes(words="会议听取了汇报，并作了补充。"))
    assert "on_behalf_of" not in SessionEntry.objects.order_by("id").last().facts
