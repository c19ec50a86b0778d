"""The stages on the case page: done, skipped, here, ahead."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.casework import moment
from redress.complaints.closing.commands.close import Withdraw
from redress.complaints.closing.commands.determine import Determine
from redress.complaints.executor import execute
from redress.complaints.importing.commands.import_case import ImportCase
from redress.complaints.intake.commands.settle import Settle
from redress.desk.pages.stepper import Place, steps
from redress.organisation.actor import SYSTEM
from redress.rulebook import STAGES, State
from redress.rulebook.lifecycle import STAGE_OF
from tests.complaints.inputs import department, visit
from tests.complaints.papers import attach
from tests.complaints.stages import told_decision
from tests.fixtures.insurer import local


@pytest.fixture
def friday():
    with moment.at(local("2026-11-20 10:00")) as now:
        yield now


def shown(client, number: str) -> list[tuple[str, str]]:
    """(place, what stands in it, words for screen readers included) of each stage of the page."""
    page = client.get(f"/case/{number}").content.decode()
    items = re.findall(r'<li class="step step-(\w+)"[^>]*>(.*?)</li>', page)
    return [(place, " ".join(re.sub(r"<[^>]+>", " ", inside).split())) for place, inside in items]


@pytest.mark.django_db
@pytest.mark.req("FLW-17", "FLW-01")
def test_what_a_case_settled_on_the_spot_passed_over_is_shown_as_skipped_not_as_done(desk, actor, friday):
    officer = actor("cd.officer")
    number = execute(visit(received_at="2026-11-20T09:30"), officer).number
    execute(Settle(plan="协助办理", basis="规则"), officer, number)
    assert shown(desk("cd.officer", language="en"), number)[:4] == [
        ("done", "Done Registered"),
        ("skipped", "Skipped Under investigation"),
        ("skipped", "Skipped Result being told"),
        ("here", "Accepted by the customer"),
    ]
    causes = [{"code": "delay", "department": department("cd", "claims")}]
    execute(Determine(validity="substantiated", reasons="属实", causes=causes), officer, number)
    words = [said for _place, said in shown(desk("cd.officer"), number)]
    assert words[2:4] == ["已跳过 意见反馈中", "已完成 客户已接受"]


@pytest.mark.django_db
@pytest.mark.req("FLW-17")
def test_a_decision_that_the_customer_did_not_accept_leaves_no_tick_at_acceptance(desk, actor):
    officer = actor("cd.officer")
    number = told_decision(officer)
    causes = [{"code": "delay", "department": department("cd", "claims")}]
    with moment.at(local("2026-11-24 10:00")):
        execute(Determine(validity="unsubstantiated", reasons="不属实", causes=causes), officer, number)
    places = [place for place, _said in shown(desk("cd.officer"), number)]
    assert places == ["done", "done", "done", "skipped", "here", "ahead", "ahead"]


@pytest.mark.django_db
@pytest.mark.req("FLW-17")
def test_a_case_withdrawn_at_once_has_skipped_the_rest_and_nothing_lies_ahead(desk, actor, friday):
    officer = actor("cd.officer")
    number = execute(visit(received_at="2026-11-20T09:30"), officer).number
    kept = attach(number, officer, "撤回申请")
    execute(Withdraw(request="客户来电撤回", evidence=kept), officer, number)
    places = [place for place, _said in shown(desk("cd.officer"), number)]
    assert places == ["done", "skipped", "skipped", "skipped", "skipped", "here"]


@given(st.sampled_from(State), st.lists(st.sampled_from(State)))
def test_a_tick_stands_only_where_the_case_has_been(state, past):
    found = steps(state, [*past, state])
    assert [step.place for step in found].count(Place.HERE) == 1
    been = {STAGE_OF[each] for each in past} | {STAGES[0]}
    for stage, step in zip(STAGES, found, strict=False):
        if step.place is Place.DONE:
            assert stage in been
        if step.place is Place.SKIPPED:
            assert stage not in been


@pytest.mark.django_db
@pytest.mark.req("INT-17")
def test_a_case_taken_over_from_elsewhere_is_not_said_to_have_skipped_anything(desk):
    taken = ImportCase(
        external_source="旧系统", external_number="TS-0815", fingerprint="f" * 64, unit="psc",
        channel="regulator", received_at="2018-01-01T09:00", closed_at="2018-01-02T09:00", class_code="claims",
        facts="历史投诉", matters=[{"class_code": "claims", "company": "安和财产保险"}],
    )  # fmt: skip
    number = execute(taken, SYSTEM).number
    places = [place for place, _said in shown(desk("psc.officer"), number)]
    assert "skipped" not in places
    assert places.count("here") == 1
