"""A story of learning from cases: a measure, a spot check, an article; told for what it leaves behind."""

from __future__ import annotations

from datetime import date
from typing import Any

from redress.assessment import actions, handing_over
from redress.organisation.models import Unit, User
from tests.assessment import acts
from tests.assessment.test_actions import asked
from tests.assessment.test_knowledge import TEXT
from tests.assessment.test_spot_checks import DAYS, results
from tests.complaints.test_keeping import closed


def measures_and_checks(actor: Any, wednesday: Any) -> None:
    """Opened, handed on, reported, sent back, reported and verified; drawn and checked; drafted, changed, published."""
    officer, head = actor("sc.officer"), actor("sc.cshead")
    opened = acts.opened(officer, asked())
    person, successor = (User.objects.get(username=name) for name in ("sc.claimshead", "sc.claims"))
    handing_over.hand_over(head, person, successor)
    said = actions.ReportActionDone(evidence="已印发", in_force=date(2026, 11, 18))
    for accepted in (False, True):
        acts.acted(actor("sc.claims"), opened, said)
        acts.acted(head, opened, actions.VerifyAction(accepted=accepted, verdict="已抽查"))
    number = closed(actor)
    unit = Unit.objects.get(code="sc")
    sample = acts.drawn(officer, unit, *DAYS, seed="2026-11")
    acts.checked(officer, sample.checks.get(), results(unit), "依据充分")
    article = acts.drafted(actor("cd.officer"), number, TEXT)
    acts.changed(actor("cd.officer"), article, TEXT)
    acts.published(actor("cd.cshead"), article)
