"""Corrective actions: owner, date, evidence, another person's look, and whether the cause fell."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from redress.assessment import actions, chains
from redress.assessment.effect import Verdict
from redress.assessment.models import AssessmentEntry, CorrectiveAction
from redress.assessment.queries.actions import Which, listed, measured
from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.models import Cause, Complaint
from redress.organisation.acting import acting_as
from redress.organisation.models import User
from tests.assessment import acts
from tests.complaints.inputs import department, transfer
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-11")]


def person(username: str) -> int:
    return User.objects.get(username=username).pk


def asked(**more) -> actions.OpenAction:
    given = {
        "unit": "sc",
        "cause": "delay",
        "since": date(2026, 8, 1),
        "measure": "理赔立案后三日内由主管跟催",
        "owner": person("sc.claimshead"),
        "due": date(2026, 12, 1),
    }
    return actions.OpenAction(**(given | more))


@pytest.fixture
def action(actor, wednesday) -> CorrectiveAction:
    return acts.opened(actor("sc.officer"), asked())


def done(actor, action, **more) -> CorrectiveAction:
    said = {"evidence": "跟催规程已印发，签收单附后", "in_force": date(2026, 11, 18)} | more
    return acts.acted(actor("sc.claimshead"), action, actions.ReportActionDone(**said))


def refused(call, *given) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*given)
    return caught.value


def test_an_action_goes_from_opening_over_evidence_to_another_persons_verification(action, actor):
    assert action.department_id == department("sc", "claims")
    done(actor, action)
    said = actions.VerifyAction(accepted=True, verdict="抽查十件均已跟催")
    own = refused(acts.acted, actor("sc.claimshead"), action, said)
    assert own.status == 403
    acts.acted(actor("sc.cshead"), action, said)
    action.refresh_from_db()
    assert action.state == "verified"
    kept = list(AssessmentEntry.objects.order_by("id").values_list("what", flat=True))
    assert kept == ["action_opened", "action_done", "action_verified"]


def test_who_reported_it_does_not_verify_it_even_if_not_the_owner(action, actor):
    officer = actor("sc.officer")
    said = actions.ReportActionDone(evidence="已印发", in_force=date(2026, 11, 18))
    acts.acted(officer, action, said)
    refusal = refused(acts.acted, officer, action, actions.VerifyAction(accepted=True, verdict="好"))
    assert refusal.rule == "CLO-11"
    with pytest.raises(DatabaseError, match="verified_by_another"), transaction.atomic():
        CorrectiveAction.objects.filter(pk=action.pk).update(verified_by=officer.id)


def test_a_completion_that_is_not_accepted_goes_back_to_the_owner(action, actor):
    done(actor, action)
    acts.acted(actor("sc.cshead"), action, actions.VerifyAction(accepted=False, verdict="只有草稿"))
    action.refresh_from_db()
    assert (action.state, action.in_force, action.verdict) == ("open", None, "只有草稿")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"due": date(2026, 11, 1)}, "due"),
        ({"since": date(2027, 1, 1)}, "since"),
        ({"cause": "weather"}, "cause"),
        ({"class_code": "weather"}, "class_code"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(actor, wednesday, given, field):
    refusal = refused(acts.opened, actor("sc.officer"), asked(**given))
    assert (refusal.rule, refusal.field) == ("CLO-11", field)
    assert not CorrectiveAction.objects.exists()


def test_an_owner_of_another_company_and_a_foreign_unit_are_refused(actor, wednesday):
    refusal = refused(acts.opened, actor("sc.officer"), asked(owner=person("psc.claims")))
    assert refusal.field == "owner"
    assert refused(acts.opened, actor("gx.officer"), asked()).status == 403
    assert refused(acts.opened, actor("sc.claimshead"), asked()).status == 403


def test_a_measure_works_neither_tomorrow_nor_before_it_was_asked_for(action, actor):
    for day in (date(2026, 11, 19), date(2026, 11, 17)):
        with pytest.raises(Refusal) as caught:
            done(actor, action, in_force=day)
        assert caught.value.field == "in_force"


def test_lists_tell_mine_the_units_and_the_overdue_and_nobody_elses(action, actor):
    assert listed(actor("sc.claimshead"), Which.MINE) == [action]
    assert listed(actor("sc.officer"), Which.UNIT) == [action]
    assert listed(actor("sc.officer"), Which.OVERDUE) == []
    with moment.at(local("2026-12-02 09:00")):
        assert listed(actor("ho.officer"), Which.OVERDUE) == [action]
    for username in ("gx.officer", "sc.finance", "cd.officer"):
        assert all(listed(actor(username), which) == [] for which in Which), username
        with acting_as(actor(username)):
            assert CorrectiveAction.objects.count() == 0, username


def with_cause(officer, at, causes) -> None:
    """A case registered then, with these causes."""
    with moment.at(at):
        number = execute(transfer(received_at=at.isoformat()), officer).number
    row = Complaint.objects.get(number=number)
    for code in causes:
        Cause.objects.create(complaint=row, code=code, department_id=department("sc", "claims"))
    Complaint.objects.filter(pk=row.pk).update(validity="substantiated" if causes else "")


def test_the_effect_counts_each_case_once_on_its_side_and_only_this_cause(action, actor):
    officer = actor("sc.officer")
    with_cause(officer, local("2026-11-02 10:00"), ["delay", "process"])
    with_cause(officer, local("2026-11-05 10:00"), ["delay"])
    with_cause(officer, local("2026-11-06 10:00"), ["process"])
    with_cause(officer, local("2026-09-01 10:00"), ["delay"])  # outside the time that is compared
    done(actor, action)
    with_cause(officer, local("2026-11-20 10:00"), ["delay"])
    with_cause(officer, local("2026-11-23 10:00"), [])
    with moment.at(local("2026-12-20 10:00")):
        action.refresh_from_db()
        found = measured(officer, action)
        assert measured(actor("sc.claimshead"), action) is None, "who sees a part would count a part"
    assert (found.before, found.days_before, found.after, found.days_after) == (2, 32, 1, 32)
    assert found.undetermined == 1
    assert found.verdict is Verdict.UNCLEAR


@pytest.mark.req("SEC-04")
def test_the_journal_of_the_room_is_not_changed(action):
    for statement in (
        "UPDATE assessment_assessmententry SET said = '{}'",
        "DELETE FROM assessment_assessmententry",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_by_hand_from_the_case_to_the_verified_action(actor, wednesday, desk):
    number = execute(transfer(), actor("sc.officer")).number
    officer = desk("sc.officer", language="en")
    assert f"/actions/new?case={number}" in officer.get(f"/case/{number}/more/actions").content.decode()
    form = officer.get("/actions/new", {"case": number, "cause": "delay", "unit": "sc"}).content.decode()
    assert 'value="delay" selected' in form
    given = {
        "unit": "sc",
        "case": number,
        "cause": "delay",
        "since": "2026-08-01",
        "due": "2026-12-01",
        "owner": str(person("sc.claimshead")),
        "measure": "",
    }
    assert officer.post("/actions/new", given).status_code == 422
    sent = officer.post("/actions/new", given | {"measure": "立案三日跟催"})
    assert sent.status_code == 302
    head = desk("sc.claimshead", language="en")
    assert "立案三日跟催" in head.get("/actions").content.decode()
    assert head.post(sent["Location"], {"evidence": "规程", "in_force": "2026-11-18"}).status_code == 302
    own = head.post(sent["Location"], {"accepted": "true", "verdict": "好"})
    assert own.status_code == 422
    boss = desk("sc.cshead", language="en")
    assert boss.post(sent["Location"], {"accepted": "true", "verdict": "属实"}).status_code == 302
    page = boss.get(sent["Location"]).content.decode()
    assert "Did the cause fall?" in page
    assert "Too early" in page
    assert "立案三日跟催" in officer.get(f"/case/{number}/more/actions").content.decode()
    assert desk("gx.officer").get(sent["Location"]).status_code == 404


def test_the_list_costs_a_fixed_number_of_queries(action, actor, desk, django_assert_max_num_queries):
    client = desk("sc.officer")
    client.get("/actions")
    with django_assert_max_num_queries(14) as first:
        client.get("/actions")
    for _ in range(4):
        acts.opened(actor("sc.officer"), asked(due=date(2026, 12, 1) + timedelta(days=_)))
    with django_assert_max_num_queries(len(first)):
        client.get("/actions")


@pytest.mark.req("SYS-01")
def test_a_key_stands_for_one_act_and_a_version_for_what_was_read(action, actor):
    owner = actor("sc.claimshead")
    said = actions.ReportActionDone(evidence="已印发", in_force=date(2026, 11, 18))
    first = actions.give(said, owner, action.number, version=1, key="k-1")
    again = actions.give(said, owner, action.number, version=1, key="k-1")
    assert (first.version, again.version, again.facts, again.replayed) == (2, 2, first.facts, True)
    assert AssessmentEntry.objects.filter(number=action.number).count() == 2
    other = actions.ReportActionDone(evidence="另一份", in_force=date(2026, 11, 18))
    assert refused(lambda: actions.give(other, owner, action.number, key="k-1")).rule == "SYS-01"
    verdict = actions.VerifyAction(accepted=True, verdict="好")
    stale = refused(lambda: actions.give(verdict, actor("sc.cshead"), action.number, version=1))
    assert (stale.rule, stale.status, stale.field) == ("FLW-18", 409, "version")


@pytest.mark.req("SEC-04")
def test_the_entries_of_an_action_are_a_chain_and_whatever_is_changed_by_force_is_found(action, actor):
    done(actor, action)
    acts.acted(actor("sc.cshead"), action, actions.VerifyAction(accepted=False, verdict="只有草稿"))
    entries = list(AssessmentEntry.objects.filter(number=action.number).order_by("sequence"))
    assert [each.state for each in entries] == ["open", "done", "open"]
    assert [each.previous for each in entries] == ["", entries[0].hash, entries[1].hash]
    assert list(chains.verify()) == [(action.number, [])]
    for change in ("UPDATE assessment_assessmententry SET state = 'verified' WHERE sequence = 2",
                   "UPDATE assessment_assessmententry SET hash = '', previous = '' WHERE sequence = 3",
                   "DELETE FROM assessment_assessmententry WHERE sequence = 2",
                   "DELETE FROM assessment_assessmententry WHERE sequence = 3"):  # fmt: skip
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE assessment_assessmententry DISABLE TRIGGER USER")
            cursor.execute(change)
            assert next(faults for number, faults in chains.verify() if number == action.number), change
            transaction.set_rollback(True)


def test_only_who_hands_over_the_work_of_that_unit_hands_an_action_on(action, actor):
    successor = person("sc.claims")
    assert (
        refused(
            lambda: actions.give(actions.HandOnAction(owner=successor), actor("gx.cshead"), action.number)
        ).status
        == 403
    )
    assert (
        refused(
            lambda: actions.give(actions.HandOnAction(owner=successor), actor("sc.handler"), action.number)
        ).status
        == 403
    )
    actions.give(actions.HandOnAction(owner=successor), actor("sc.cshead"), action.number)
    action.refresh_from_db()
    assert action.owner_id == successor
