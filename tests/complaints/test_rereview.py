"""The province returns a subordinate's case (FLW-15)."""

import pytest

from redress.casework.refusals import Forbidden, Refusal
from redress.complaints.closing.commands.determine import Determine
from redress.complaints.closing.commands.reinvestigate import OrderReinvestigation
from redress.complaints.executor import execute
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.journal import JOURNAL
from redress.complaints.linking.commands.linking import Link
from redress.complaints.models import JournalEntry, Rereview
from redress.messages.models import Alert
from redress.rulebook import State
from tests.complaints.inputs import department
from tests.complaints.stages import clock, proposed_at_the_counter, registered
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(actor, wednesday):
    return proposed_at_the_counter(actor)


def test_the_province_returns_a_subordinates_case_with_guidance(proposed, actor):
    number, province = proposed.number, actor("sc.officer")
    give = OrderReinvestigation(ground="differs", guidance="客户称已多次来访，请调取监控核实")
    with pytest.raises(Forbidden) as own:
        execute(give, actor("cd.officer"), number)
    assert own.value.rule == "FLW-15"
    with pytest.raises(Refusal) as unknown:
        execute(OrderReinvestigation(ground="mood", guidance="重查"), province, number)
    assert unknown.value.field == "ground"
    outcome = execute(give, province, number)
    assert outcome.state is State.INVESTIGATING
    proposed.refresh_from_db()
    assert proposed.unit.code == "cd", "it goes back to the original unit"
    assert proposed.proposals.get().state == "set_aside"
    review = Rereview.objects.get(complaint=proposed)
    assert (review.unit.code, review.from_state) == ("sc", "proposed")
    assert clock(proposed, "reinvestigation").due_at == local("2026-11-24 00:00")
    entry = JournalEntry.objects.get(complaint=proposed, command="order_reinvestigation")
    assert JOURNAL.words_of(entry)["payload/guidance"]
    assert Alert.objects.filter(file_id=proposed.pk, kind="returned", user=proposed.owner_id).exists()


@pytest.mark.req("FLW-15")
def test_after_a_determination_the_return_takes_validity_and_signatures_back(proposed, actor):
    number = proposed.number
    execute(GiveFeedback(accepted=True), actor("cd.officer"), number)
    cause = {"code": "process", "department": department("cd", "finance")}
    execute(Determine(validity="substantiated", reasons="属实", causes=[cause]), actor("cd.officer"), number)
    again = OrderReinvestigation(ground="repeat", guidance="同一事项再次投诉")
    with pytest.raises(Refusal) as nothing_says_so:
        execute(again, actor("sc.officer"), number)
    assert (nothing_says_so.value.rule, nothing_says_so.value.field) == ("FLW-15", "ground")
    earlier = registered(actor).number
    execute(Link(other=earlier, kind="repeat", reason="同一事项"), actor("cd.officer"), number)
    execute(again, actor("sc.officer"), number)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.validity) == ("investigating", "")
    assert not proposed.causes.exists()
    assert not proposed.sign_offs.exists()
