"""A province refines the method, never looser; a case follows the rulebook of the unit that handles it (ORG-14)."""

import pytest

from redress.casework import rulebooks
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.organisation.models import Unit
from redress.rulebook import RulebookError, load
from tests.complaints.inputs import visit
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-14")]


def registered(actor, who, **more):
    return Complaint.objects.get(number=execute(visit(channel="email", **more), actor(who)).number)


def test_a_case_follows_the_rulebook_of_the_unit_that_handles_it(actor, wednesday, desk):
    here = registered(actor, "nn.intake")
    there = registered(actor, "nn.intake", unit="cd")
    assert (here.rulebook.name, there.rulebook.name) == ("guangxi-method", "group-flows")
    limits = {case.pk: Clock.objects.get(file_id=case.pk, key="confirm").due_at for case in (here, there)}
    assert limits[there.pk] == local("2026-11-20 00:00")
    assert limits[here.pk] < local("2026-11-19 00:00"), "four working hours"
    assert (
        "广西分公司客户投诉管理实施细则"
        in desk("nn.officer").get(f"/case/{here.number}/more/flow").content.decode()
    )


def test_a_province_cannot_be_looser(tmp_path):
    text = (
        load("guangxi-method")
        .texts["guangxi-method"]
        .replace("limit: 4 working hours", "limit: 3 working days")
    )
    file = tmp_path / "guangxi-method.yaml"
    file.write_text(text.replace('"2026.10"', '"2027.1"'), "utf-8")
    with pytest.raises(RulebookError) as looser:
        rulebooks.publish(str(file))
    assert "confirm" in str(looser.value)


def test_a_unit_cannot_follow_a_rulebook_that_does_not_extend_its_superiors(actor, wednesday):
    Unit.objects.filter(code="gx").update(rulebook="property-method")
    with pytest.raises(Refusal) as refused:
        registered(actor, "nn.intake")
    assert refused.value.rule == "ORG-14"
    assert "group-flows" in str(refused.value)
