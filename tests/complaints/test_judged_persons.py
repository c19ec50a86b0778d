"""The responsible person is named, heard, judged and may appeal (CLO-13)."""

import pytest

from redress.casework.refusals import Forbidden, Refusal
from redress.complaints.closing import judgements
from redress.complaints.closing.commands.judge_person import (
    AppealJudgement,
    DecideAppeal,
    HearPerson,
    JudgePerson,
    NameResponsible,
)
from redress.complaints.executor import execute
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.models import JournalEntry, Judgement
from tests.complaints.inputs import department
from tests.complaints.stages import proposed_at_the_counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(actor, wednesday):
    case = proposed_at_the_counter(actor)
    execute(GiveFeedback(accepted=True), actor("cd.officer"), case.number)
    return case


def named(case, actor):
    given = NameResponsible(person="cd.sales", department=department("cd", "sales"), because="未做风险提示")
    execute(given, actor("cd.officer"), case.number)


@pytest.mark.req("CLO-13")
def test_a_person_is_heard_before_being_judged_and_can_appeal(answered, actor):
    number, judge, person = answered.number, actor("cd.officer"), actor("cd.sales")
    named(answered, actor)
    judge_it = JudgePerson(
        judgement=1, finding="responsible", reasons="录音缺提示", owner_view="客户陈述一致"
    )
    with pytest.raises(Refusal) as unheard:
        execute(judge_it, judge, number)
    assert unheard.value.rule == "CLO-13"
    with pytest.raises(Forbidden):
        execute(HearPerson(judgement=1, statement="代他人陈述"), judge, number)
    execute(HearPerson(judgement=1, statement="已口头提示，未录音"), person, number)
    execute(judge_it, judge, number)
    execute(AppealJudgement(judgement=1, grounds="有同事在场可证"), person, number)
    with pytest.raises(Refusal):
        execute(DecideAppeal(judgement=1, finding="partly", reasons="有证人"), actor("cd.officer"), number)
    execute(DecideAppeal(judgement=1, finding="partly", reasons="有证人"), actor("cd.cshead"), number)
    one = Judgement.objects.get(complaint=answered)
    assert (one.finding, one.final, one.state) == ("responsible", "partly", "decided")
    assert one.owner_view == "客户陈述一致"


@pytest.mark.req("CLO-13", "SEC-01")
def test_only_who_may_reads_a_judgement_and_the_journal_does_not_repeat_it(answered, actor):
    named(answered, actor)
    execute(HearPerson(judgement=1, statement="已口头提示，未录音"), actor("cd.sales"), answered.number)
    execute(
        JudgePerson(judgement=1, finding="responsible", reasons="录音缺提示", owner_view="客户陈述一致"),
        actor("cd.officer"),
        answered.number,
    )
    answered.refresh_from_db()
    reads = {
        who: len(judgements.visible(answered, actor(who)))
        for who in ("cd.officer", "cd.cshead", "cd.sales", "cd.intake", "cd.business", "sc.cshead")
    }
    assert reads == {
        "cd.officer": 1,
        "cd.cshead": 1,
        "cd.sales": 1,
        "cd.intake": 0,
        "cd.business": 0,
        "sc.cshead": 1,
    }
    kept = str(list(JournalEntry.objects.filter(complaint=answered).values_list("payload", "facts")))
    for words in ("未做风险提示", "已口头提示", "录音缺提示", "客户陈述一致", "responsible'"):
        assert words not in kept


@pytest.mark.req("CLO-13")
def test_nobody_names_oneself_nor_twice(answered, actor):
    self_named = NameResponsible(person="cd.officer", department=department("cd", "sales"), because="误操作")
    with pytest.raises(Refusal):
        execute(self_named, actor("cd.officer"), answered.number)
    named(answered, actor)
    with pytest.raises(Refusal):
        named(answered, actor)
