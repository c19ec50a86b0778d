"""One gate before closing: the same list on screen, API, bulk and job, and no way around it."""

import json
from datetime import timedelta

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.api.tokens import create
from redress.assembly import ALL
from redress.casework import moment
from redress.casework.door import Call
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.closing.closing_many import close_all
from redress.complaints.closing.commands.callback import RecordCallback
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.closing.gate import missing
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute, execute_unlocked
from redress.complaints.handling.commands.cohandling import CoHandle
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.importing.commands.import_case import ImportCase
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.kinds import FindingKind
from redress.complaints.models import Complaint, JournalEntry
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User
from redress.rulebook import State
from tests.api.client import Caller
from tests.complaints.inputs import approve_all, department, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-05")]

ANSWERS = [{"question": code, "answer": "是"} for code in ("result_told", "carried_out", "attitude")]


def gate(number: str) -> list[str]:
    """The complete list, in English."""
    row = Complaint.objects.get(number=number)
    return [check.text.en for check in missing(Case(row, moment.now()))]


def determined(actor, level="general", confirm=False, sign=False, ask=False) -> str:
    """A case that is determined, without what is left out."""
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    if confirm:
        execute(Confirm(means="call", words="已告知"), officer, number)
    order = execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number).facts["order"]
    if ask:
        execute(CoHandle(to=department("sc", "finance"), opinion="请核对"), actor("sc.claims"), number)
    execute(ReplyOrder(order=order, reply="属实"), actor("sc.claims"), number)
    for kind in FindingKind:
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="有记录"), officer, number)
    execute(Propose(plan="补付", basis="条款"), officer, number)
    approve_all(number)
    execute(GiveFeedback(accepted=True), officer, number)
    if level != "general":
        execute(Reclass(level=level, reason="媒体关注"), officer, number)
    claims = department("sc", "claims")
    execute(
        Determine(validity="substantiated", reasons="属实", causes=[{"code": "delay", "department": claims}]),
        officer,
        number,
    )
    if sign:
        execute(Sign(department=claims), actor("sc.claimshead"), number)
    return number


@pytest.fixture
def lacking(actor, wednesday) -> str:
    """A major case that misses the confirmation, a co-handling reply, the committee, the signature and the callback."""
    return determined(actor, level="major", ask=True)


def test_the_list_is_complete_and_the_refusal_says_all_of_it(lacking, actor):
    assert len(gate(lacking)) == 5
    with pytest.raises(Refusal) as caught, translation.override("en"):
        execute(Close(), actor("sc.officer"), lacking)
    for text in gate(lacking):
        assert text.rstrip(".") in str(caught.value.because)


def test_screen_api_bulk_and_job_name_the_same_list(lacking, actor, desk):
    wanted = [text.rstrip(".") for text in gate(lacking)]
    officer = desk("sc.officer", language="en")
    told = {
        "case page": officer.get(f"/case/{lacking}").content.decode(),
        "command form": officer.post(f"/case/{lacking}/do/close", {}).content.decode(),
        "list of cases to close": officer.get("/closing").content.decode(),
        "bulk": officer.post("/closing", {"number": [lacking], "key": "k1"}).content.decode(),
    }
    token = create(User.objects.get(username="sc.officer"), "test", ["read", "command"], timedelta(days=1))
    answer = Caller(token).give(lacking, "close")
    told["API"] = json.dumps(answer.json(), ensure_ascii=False)
    with translation.override("en"):
        [job] = execute_unlocked([Call(Close(), lacking)], SYSTEM)
        told["job"] = str(job)
    for way, text in told.items():
        for each in wanted:
            assert each in text.replace("&#x27;", "'"), (way, each)
    assert Complaint.objects.get(number=lacking).state == State.DETERMINED


def test_nothing_but_close_leads_to_closed():
    """A command that closes without the gate would have to say so in the registry; history that is imported is closed
    already."""
    ways = {
        (command, start)
        for command in ALL
        for start, ends in {
            **{start: (end,) for start, end in command.moves.items()},
            **command.branches,
        }.items()
        if State.CLOSED in ends and start is not State.CLOSED
    }
    assert ways == {(Close, State.DETERMINED)}
    assert ImportCase.moves == {}


def test_several_chosen_cases_close_one_by_one_and_each_result_is_told(lacking, actor, desk):
    ready = determined(actor, confirm=True, sign=True)
    client = desk("sc.officer", language="en")
    shown = client.get("/closing").content.decode()
    assert f'value="{ready}" aria-label="{ready}">' in shown
    assert f'value="{lacking}" aria-label="{lacking}" disabled>' in shown
    page = client.post("/closing", {"number": [ready, lacking, "L2026-9999999"], "key": "k"}).content.decode()
    assert "There is no case L2026-9999999" in page
    assert Complaint.objects.get(number=ready).state == State.CLOSED
    assert Complaint.objects.get(number=lacking).state == State.DETERMINED
    again = close_all(actor("sc.officer"), [ready], key="k")
    assert again[0].outcome.replayed
    assert JournalEntry.objects.filter(complaint__number=ready, command="close").count() == 1


@pytest.mark.req("CLO-01")
def test_in_bulk_too_nobody_closes_what_another_unit_closes(actor, wednesday):
    number = determined(actor, confirm=True, sign=True)
    [result] = close_all(actor("cd.officer"), [number])
    assert result.outcome is None
    [result] = close_all(actor("my.officer"), [number])
    assert result.outcome is None
    assert Complaint.objects.get(number=number).state == State.DETERMINED


def test_choosing_nothing_or_unstorable_words_is_refused(actor, wednesday, desk):
    assert desk("sc.officer").post("/closing", {}).status_code == 422
    with pytest.raises(Refusal):
        close_all(actor("sc.officer"), ["L1"], remark="\x00")


def test_the_list_of_cases_to_close_costs_a_fixed_number_of_queries(
    actor, wednesday, desk, django_assert_max_num_queries
):
    client = desk("sc.officer")
    for _ in range(2):
        determined(actor, confirm=True, sign=True)
    client.get("/closing")
    with django_assert_max_num_queries(20) as first:
        client.get("/closing")
    for _ in range(3):
        determined(actor)
    with django_assert_max_num_queries(len(first)):
        client.get("/closing")


STEPS = (
    "confirm",
    "order",
    "reply",
    "find",
    "propose",
    "accept",
    "determine",
    "sign",
    "tried",
    "dissatisfied",
)


class Walk:
    """Somebody who tries steps in any order; what is refused stays undone."""

    def __init__(self, actor, channel: str) -> None:
        self.actor, self.officer = actor, actor("sc.officer")
        self.claims = department("sc", "claims")
        self.number = execute(transfer(channel=channel, source="direct"), self.officer).number

    def take(self, step: str) -> None:
        for command, who in self.commands(step):
            try:
                execute(command, who, self.number)
            except Refusal:
                return

    def commands(self, step: str):
        officer = self.officer
        order = f"{self.number}-01"
        causes = [{"code": "delay", "department": self.claims}]
        found = [RecordFinding(kind=kind, conclusion="属实", reasons="依据") for kind in FindingKind]
        answered = {"reached": True, "answers": ANSWERS}
        return {
            "confirm": [(Confirm(means="call", words="已告知"), officer)],
            "settle": [(Settle(plan="协助", basis="规则"), officer)],
            "order": [(Dispatch(to=self.claims, opinion="请核实"), officer)],
            "reply": [(ReplyOrder(order=order, reply="属实"), self.actor("sc.claims"))],
            "find": [(each, officer) for each in found],
            "propose": [
                (Propose(plan="补付", basis="条款"), officer),
                (Approve(approval=1), self.actor("sc.manager")),
            ],
            "accept": [(GiveFeedback(accepted=True), officer)],
            "raise": [(Reclass(level="major", reason="媒体关注"), officer)],
            "reject": [(GiveFeedback(accepted=False, objections="不同意"), officer)],
            "determine": [(Determine(validity="substantiated", reasons="属实", causes=causes), officer)],
            "sign": [(Sign(department=self.claims), self.actor("sc.claimshead"))],
            "called": [(RecordCallback(satisfaction="satisfied", **answered), officer)],
            "tried": [(RecordCallback(reached=False), officer)],
            "dissatisfied": [
                (RecordCallback(satisfaction="dissatisfied", reason="未到账", **answered), officer)
            ],
        }[step]


WAY = ["confirm", "order", "reply", "find", "propose", "accept", "raise", "determine", "sign", "called"]
ANY = [*WAY, "raise", "settle", "reject", "tried", "dissatisfied"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    channel=st.sampled_from(["email", "letter"]),
    skipped=st.sets(st.sampled_from(WAY), max_size=2),
    before=st.lists(st.sampled_from(ANY), max_size=3),
    after=st.lists(st.sampled_from(ANY), max_size=4),
)
def test_the_list_is_empty_exactly_when_close_succeeds(actor, wednesday, channel, skipped, before, after):
    walk = Walk(actor, channel)
    for step in [*before, *(step for step in WAY if step not in skipped), *after]:
        walk.take(step)
    left = gate(walk.number)
    try:
        execute(Close(), walk.officer, walk.number)
    except Refusal:
        closed = False
    else:
        closed = True
    assert closed == (not left), left
