"""A code that the rulebook does not know is refused at its field, and those it knows are named (CLS-07, FLW-17)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.committee.commands.refer import ReferToCommittee
from redress.committee.motions import check_motion
from redress.complaints.case import Case
from redress.complaints.closing.commands.callback import Answer, RecordCallback
from redress.complaints.closing.commands.determine import CauseGiven, check_causes
from redress.complaints.executor import execute
from redress.complaints.law.commands.decide import check_remedies
from redress.complaints.models import Complaint
from redress.organisation.models import Unit
from tests.assessment import acts
from tests.assessment.test_actions import asked
from tests.assessment.test_spot_checks import DAYS
from tests.complaints.inputs import department, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLS-07", "FLW-17")]
REFER = {"because": "分歧", "question": "cause", "motion": "认定原因"}

CALLS = [
    ("CLO-02", "causes", lambda at: check_causes([at.cause], at.case)),
    (
        "CLO-02",
        "causes",
        lambda at: check_motion(at.case, ReferToCommittee(reason="major", causes=[at.cause], **REFER)),
    ),
    (
        "ORG-03",
        "reason",
        lambda at: execute(ReferToCommittee(reason="nothing", **REFER), at.officer, at.case.row.number),
    ),
    ("COM-05", "remedies", lambda at: check_remedies({}, at.case, ["nothing"])),
    ("CLO-04", "answers", lambda at: ANSWERED._check_answers(at.case.rulebook.method.callback)),
    ("CLO-11", "cause", lambda at: acts.opened(at.officer, asked(cause="nothing"))),
    ("CLO-11", "class_code", lambda at: acts.opened(at.officer, asked(class_code="nothing"))),
    (
        "ASM-06",
        "rule",
        lambda at: acts.drawn(at.officer, Unit.objects.get(code="sc"), *DAYS, rule="nothing"),
    ),
]
ANSWERED = RecordCallback(reached=True, answers=[Answer(question="nothing", answer="是")])


@pytest.mark.parametrize(("rule", "field", "call"), CALLS)
def test_a_code_that_nobody_knows_is_refused_with_those_that_are_known(rule, field, call, actor, wednesday):
    officer = actor("sc.officer")
    case = Case(Complaint.objects.get(number=execute(transfer(), officer).number), moment.now())
    cause = CauseGiven(code="nothing", department=department("sc", "claims"))
    with pytest.raises(Refusal) as refused:
        call(SimpleNamespace(case=case, cause=cause, officer=officer))
    assert (refused.value.rule, refused.value.field) == (rule, field)
    words, _colon, known = str(refused.value).partition("：")
    assert "“nothing”" in words
    assert len(known) > 8, "what may be chosen"
