"""Walk-through G: a closed case comes again, then after its limit goes to the regulator; counted right each way."""

from __future__ import annotations

from datetime import date

import pytest

from redress.complaints.models import Complaint
from redress.complaints.oversight.queries import figures
from redress.complaints.oversight.recount import recount
from redress.organisation.acting import acting_as
from redress.rulebook.counting import RULES
from tests.complaints.stories import case, closed, filed

pytestmark = pytest.mark.django_db
REGULATOR = {"channel": "regulator", "source_reference": "川金监转〔2026〕201号", "signed": False}


def drawn(actor, first, last):
    officer = actor("sc.officer")
    with acting_as(officer):
        total = figures.figures(officer, figures.Period(first, last)).total
    return dict(zip(RULES, total, strict=True))


@pytest.mark.req("CLO-06", "CLO-07", "CLO-09")
def test_one_case_two_times_then_a_second_case(actor):
    november = date(2026, 11, 1), date(2026, 11, 30)
    first = filed(actor, "2026-11-02 10:00")
    closed(actor, first, "2026-11-04 15:00")
    again = filed(actor, "2026-11-09 10:00", link_to=first, link_kind="repeat")
    assert drawn(actor, *november) == {
        "cases": 1, "times": 2, "matters": 1, "complainants": 1, "substantiated": 1, "net_of_withdrawn": 1,
    }  # fmt: skip

    closed(actor, again, "2026-11-20 15:00")  # nine working days; three were allowed
    higher = filed(actor, "2026-11-25 10:00", link_to=again, link_kind="escalation", **REGULATOR)
    assert case(higher).links.get().rule == "CLO-07"
    assert case(higher).links.get().reason == ""
    found = drawn(actor, *november)
    assert found == {
        "cases": 2, "times": 3, "matters": 2, "complainants": 2, "substantiated": 1, "net_of_withdrawn": 2,
    }  # fmt: skip
    assert found == recount(Complaint.objects.values_list("pk", flat=True))
