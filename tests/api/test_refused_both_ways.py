"""What is refused is refused by the desk's form and by the API alike: rule, field, reason; nothing half-written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from redress.casework import moment
from redress.committee.models import Vote
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.handling.commands.investigate import Propose
from redress.complaints.law.commands.extend import AskExtension
from redress.complaints.letters.draft import ReviseLetter
from redress.complaints.models import Approval, Complaint, JournalEntry, Link, Party, Pause
from redress.letters.models import Letter
from tests.committee.conftest import before_committee, user
from tests.complaints.inputs import transfer
from tests.complaints.papers import attach
from tests.complaints.stories import filed
from tests.complaints.test_approvals import found_out
from tests.complaints.test_complainants import PEOPLE
from tests.complaints.test_links import ANOTHER
from tests.fixtures.insurer import local
from tests.letters.inputs import drafted, proposed
from tests.walkthroughs.test_f_twenty_five_together import together

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-17")]


def flat(value: Any, name: str = "") -> dict[str, Any]:
    """As a form sends it: rows of a list are numbered."""
    if isinstance(value, dict):
        parts = [flat(inner, f"{name}.{key}" if name else key) for key, inner in value.items()]
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        parts = [flat(inner, f"{name}.{place}") for place, inner in enumerate(value)]
    else:
        return {name: value}
    return {key: inner for part in parts for key, inner in part.items()}


@dataclass
class BothWays:
    """Gives the same command by the desk's form and by the API."""

    desk: Callable[..., Any]
    caller: Callable[..., Any]

    def refused(
        self, who: str, number: str, command: str, body: dict[str, Any], rule: str, field: str
    ) -> str:
        """Refused twice with rule and field, and the case is as it was; the reason in English."""
        before = self.state(number)
        form = self.desk(who, language="en").post(f"/case/{number}/do/{command}", flat(body))
        page = form.content.decode()
        assert form.status_code in (403, 409, 422), page[:2000]
        assert rule in page
        answer = self.caller(who).give(number, command, body)
        told = answer.json()
        assert answer.status_code == form.status_code, told
        assert (told["rule"], told.get("field", "")) == (rule, field), told
        assert self.state(number) == before, "nothing half-written"
        assert told["detail"]
        return str(told["detail"])

    @staticmethod
    def state(number: str) -> tuple[object, ...]:
        row = Complaint.objects.get(number=number)
        return (
            row.version,
            row.state,
            row.journal_head,
            JournalEntry.objects.count(),
            *(model.objects.count() for model in (Approval, Link, Party, Pause, Letter)),
        )


@pytest.fixture
def both(desk, caller) -> BothWays:
    return BothWays(desk, caller)


@pytest.mark.req("AUT-03")
def test_nobody_approves_a_proposal_of_their_own(both, actor, wednesday):
    number = found_out(actor("cd.officer"))
    execute(Propose(plan="补付护理费", basis="条款", amount="40000"), actor("sc.cshead"), number)
    body = {"approval": 1, "words": "同意"}
    assert both.refused("sc.cshead", number, "approve", body, "AUT-03", "approval")


@pytest.mark.req("AUT-05")
def test_an_extension_is_asked_once_and_given_once(both, actor, wednesday):
    number = execute(transfer(source="direct", complexity="complex"), actor("cd.officer")).number
    execute(AskExtension(reason="病历在外省"), actor("cd.officer"), number)
    body = {"clock": "resolution_law", "reason": "再延"}
    assert "already" in both.refused("cd.officer", number, "ask_extension", body, "AUT-05", "clock")
    execute(Approve(approval=1), actor("sc.cshead"), number)
    assert "only once" in both.refused("cd.officer", number, "ask_extension", body, "AUT-05", "clock")


@pytest.mark.req("CLK-05")
def test_a_pause_without_proof_is_none(both, actor, wednesday):
    number = execute(transfer(), actor("sc.officer")).number
    file = attach(number, actor("sc.officer"), "告知短信截图", "other")
    half = [{"proof": "notice_to_customer", "evidence": file}]
    body = {"ground": "appraisal", "words": "委托司法鉴定", "told_by": "sms", "proofs": half}
    assert both.refused("sc.officer", number, "pause", body, "CLK-05", "proofs")


@pytest.mark.req("AUT-04")
def test_a_vote_without_quorum_is_no_vote(desk, actor, wednesday):
    _number, meeting = before_committee(actor)
    few = {"present": [str(user(name)) for name in ("sc.manager", "sc.cshead")]}
    assert desk("sc.officer").post(f"/committee/{meeting.number}/do/attend", few).status_code == 302
    before = meeting.row.version
    sent = desk("sc.manager", language="en").post(
        f"/committee/{meeting.number}/do/vote", {"item": "1", "choice": "for"}
    )
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "no quorum" in page
    assert "AUT-04" in page
    assert not Vote.objects.exists()
    assert meeting.row.version == before


@pytest.mark.req("COM-05")
def test_a_letter_without_remedies_goes_nowhere(both, actor, wednesday):
    number = proposed(actor("sc.officer"), actor("sc.claims"))
    letter = drafted(number, actor("sc.officer"))
    emptied = ReviseLetter(letter=letter, parts={"remedies": ""})
    execute(emptied, actor("sc.officer"), number)
    body = {"letter": letter}
    assert both.refused("sc.officer", number, "submit_letter", body, "2020-3/19", "letter")
    assert Letter.objects.get(number=letter).state == "draft"
    partly = drafted(number, actor("sc.officer"), remedies="您可以申请核查、调解、仲裁。")
    assert both.refused("sc.officer", number, "submit_letter", {"letter": partly}, "2020-3/19", "letter")


@pytest.mark.req("CLO-06")
def test_a_link_that_closes_a_circle_is_refused(both, actor):
    first = filed(actor, "2026-11-02 10:00")
    second = filed(actor, "2026-11-16 10:00", link_to=first, link_kind="related", link_reason="同一客户")
    third = filed(actor, "2026-11-17 10:00", link_to=second, link_kind="related", link_reason="同一客户")
    body = {"other": third, "kind": "related", "reason": "同一客户"}
    with moment.at(local("2026-11-18 10:00")):
        assert "circle" in both.refused("sc.officer", first, "link", body, "INT-15", "other")


@pytest.mark.req("INT-12")
def test_a_sixth_representative_is_refused_by_the_api_too(both, caller, actor, wednesday):
    whole = together(representatives=5).model_dump(mode="json", exclude_defaults=True)
    speakers = [{"role": "representative", **person} for person in PEOPLE]
    answer = caller("cd.officer").post("/complaints", whole | {"people": [*whole["people"][:1], *speakers]})
    assert answer.status_code == 422
    assert (answer.json()["rule"], answer.json()["field"]) == ("INT-12", "people")
    assert "At most 5 representatives" in answer.json()["detail"]
    assert not Complaint.objects.exists()
    number = execute(together(), actor("cd.officer")).number
    paper = attach(number, actor("cd.officer"), "推选书")
    body = {"people": PEOPLE, "evidence": paper}
    assert "Art. 12" in both.refused("cd.officer", number, "set_representatives", body, "INT-12", "people")


@pytest.mark.req("CLO-08")
def test_cases_of_two_customers_are_not_merged(both, actor):
    main = filed(actor, "2026-11-16 10:00")
    again = filed(actor, "2026-11-18 10:00", people=[ANOTHER])
    with moment.at(local("2026-11-18 11:00")):
        body = {"into": main, "remark": "客户要求"}
        assert "customers" in both.refused("sc.officer", again, "merge", body, "CLO-08", "into")
    assert Complaint.objects.get(number=main).version == 1
