"""What a callback finds decides whether a case came in, and whether it counts (INT-08)."""

import pytest

from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from tests.complaints.inputs import visit
from tests.complaints.stages import clock, registered

pytestmark = pytest.mark.django_db


@pytest.mark.req("INT-08")
@pytest.mark.parametrize(
    "finding", ["forged_signature", "misleading", "premium_retained", "premium_misappropriated"]
)
def test_a_callback_that_finds_complaint_intent_came_in_and_counts(finding, actor, wednesday):
    case = registered(actor, channel="phone_out", callback_finding=finding, counted=False)
    assert (case.channel, case.counted, case.callback_finding) == ("phone_in", True, finding)


@pytest.mark.req("INT-08")
def test_any_other_finding_of_a_callback_is_outbound_not_counted_and_has_the_same_limits(actor, wednesday):
    other = registered(actor, channel="phone_out", callback_finding="wrong_contact")
    assert (other.channel, other.counted) == ("phone_out", False)
    same = registered(actor, channel="phone_in", facts_repeated=True)
    assert other.flow == same.flow
    assert clock(other, "resolution").due_at == clock(same, "resolution").due_at


@pytest.mark.req("INT-08")
def test_a_callback_without_a_finding_is_refused(actor, wednesday):
    with pytest.raises(Refusal) as none:
        execute(visit(channel="phone_out"), actor("cd.officer"))
    assert (none.value.rule, none.value.field) == ("INT-08", "callback_finding")
    with pytest.raises(Refusal) as unknown:
        execute(visit(channel="phone_out", callback_finding="rain"), actor("cd.officer"))
    assert unknown.value.rule == "INT-08"


@pytest.mark.req("INT-08", "CLO-09")
@pytest.mark.parametrize(
    "given", [{}, {"channel": "phone_in", "facts_repeated": True}, {"channel": "letter"}], ids=str
)
def test_that_a_complaint_does_not_count_is_nobodys_to_say(actor, wednesday, given):
    """Only findings of a callback that the rulebook names are left out, and these by themselves."""
    with pytest.raises(Refusal) as refused:
        execute(visit(**given, counted=False), actor("cd.officer"))
    assert (refused.value.rule, refused.value.field) == ("INT-08", "counted")
