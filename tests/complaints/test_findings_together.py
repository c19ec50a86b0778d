"""Who has looked into a case makes the three findings in one sitting, or one after the other (FLW-06)."""

import pytest

from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.kinds import FindingKind
from redress.complaints.models import Complaint, Finding, JournalEntry
from redress.rulebook import State
from tests.complaints.inputs import transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-06", "FLW-08")]
FIRST = {"kind": "truth", "conclusion": "属实", "reasons": "付款流水"}
OTHERS = [
    {"finding": "responsibility", "conclusion": "公司负责", "reasons": "账号录错"},
    {"finding": "reasonableness", "conclusion": "合理", "reasons": "条款第五条"},
]


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def number(officer, wednesday) -> str:
    found: str = execute(transfer(), officer).number
    return found


def test_three_findings_are_one_step_and_the_opinion_follows(number, officer, actor):
    execute(RecordFinding(**FIRST, further=OTHERS), officer, number)
    found = {each.kind: (each.conclusion, each.reasons) for each in Finding.objects.all()}
    assert found == {
        "truth": ("属实", "付款流水"),
        "responsibility": ("公司负责", "账号录错"),
        "reasonableness": ("合理", "条款第五条"),
    }
    assert JournalEntry.objects.filter(command="record_finding").count() == 1
    Complaint.objects.update(state=State.INVESTIGATING)
    execute(Propose(plan="补付", basis="条款", amount="0"), officer, number)


def test_the_same_finding_is_not_made_twice_at_once(number, officer):
    twice = RecordFinding(**FIRST, further=[OTHERS[0], OTHERS[0]])
    with pytest.raises(Refusal) as refused:
        execute(twice, officer, number)
    assert (refused.value.rule, refused.value.field) == ("FLW-06", "further")
    assert not Finding.objects.exists()


def test_the_form_has_a_row_for_each_that_is_owed_and_leaves_out_what_stays_empty(number, officer, desk):
    client, address = desk("sc.officer"), f"/case/{number}/do/record_finding"
    page = client.get(address).content.decode()
    for place in range(len(FindingKind) - 1):
        assert f'name="further.{place}.conclusion"' in page
    assert f'name="further.{len(FindingKind) - 1}.conclusion"' not in page
    rows = {"further.0.finding": "responsibility", "further.0.conclusion": "", "further.0.reasons": ""}
    rows |= {
        "further.1.finding": "reasonableness",
        "further.1.conclusion": "合理",
        "further.1.reasons": "条款",
    }
    version = Complaint.objects.get().version
    assert client.post(address, FIRST | rows | {"version": version}).status_code == 302
    assert sorted(Finding.objects.values_list("kind", flat=True)) == ["reasonableness", "truth"]
    page = client.get(address).content.decode()
    assert "further.0" not in page, "one is owed, and one place is there"
    assert '<option value="responsibility" selected>' in page


def test_what_is_missing_in_a_row_is_told_in_that_row(number, officer, desk):
    rows = {
        "further.0.finding": "responsibility",
        "further.0.conclusion": "公司负责",
        "further.0.reasons": "",
    }
    sent = FIRST | rows | {"version": Complaint.objects.get().version}
    answer = desk("sc.officer").post(f"/case/{number}/do/record_finding", sent)
    assert answer.status_code == 422
    assert 'id="id_further_0_reasons-error"' in answer.content.decode()
    assert not Finding.objects.exists()


def test_the_time_line_tells_all_of_them_in_words(number, officer, desk):
    execute(RecordFinding(**FIRST, further=OTHERS), officer, number)
    page = desk("sc.officer").get(f"/case/{number}").content.decode()
    for kind, said in (("responsibility", "公司负责"), ("reasonableness", "合理")):
        assert f"{FindingKind(kind).label} · {said}" in page
    assert "{'finding'" not in page
    assert "{&#x27;" not in page
