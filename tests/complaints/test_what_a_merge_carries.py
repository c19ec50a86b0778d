"""Each column of a case, when another is merged into it: it takes over what is stricter, or a sentence says why not."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.complaints.executor import execute
from redress.complaints.linking import taking_over
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint
from redress.rulebook.subject import DEFAULTS
from tests.complaints.stages import clock
from tests.complaints.stories import case, filed
from tests.fixtures.insurer import local

STAYS: dict[str, tuple[str, ...]] = {
    "Which case it is, and in which register.": (
        "id", "number", "version", "rulebook", "unit", "received_unit", "owner", "registered_by", "registered_at",
        "journal_head", "import_run", "external_source", "external_number", "external_number_index", "external_parties",
        "external_dates",
        "policy_number", "policy_number_index", "claim_number", "claim_number_index", "product_line", "product",
        "product_index", "complainant_kind",
    ),
    "How this filing came and what was said then; the merged one keeps its own, and both are read.": (
        "channel", "received_at", "received_place", "facts_repeated", "soothing", "facts", "demand",
        "amount", "emotion", "temperament", "about", "class_at_intake", "level_at_intake",
    ),
    "Only the same matter is merged, so class and reason are judged in the case that goes on.": (
        "class_code", "reason_code",
    ),
    "A complex case has the longer limit: taking it over would loosen, and whoever handles it may say so (CLK-04).": (
        "complexity",
    ),
    "The banca contact grades the case that goes on; the other's grade would lengthen its limit (FLW-12).": ("grade",),
    "Follows from the level after every command, and has its own report.": ("emergency",),
    "How far the handling is: new facts send it back to work, the same again changes nothing (CLO-08).": (
        "state", "state_since", "main_department", "returns", "joint_meeting_at", "validity", "validity_reasons",
        "callback", "committee", "closing_ruling", "decided_at", "result_told_at", "result_received_at",
        "under_review", "approvals_waiting", "notice_owed", "recovered", "closed_at", "closed_by", "archived_at",
        "retain_until", "disposed_at",
    ),
    "Limits are computed from events, and no pause of another case pauses them (CLK-05).": (
        "next_due_at", "late_from", "next_due_clock", "legal_due_at", "paused",
    ),
}  # fmt: skip
OF_THE_SUBJECT = {
    "class": "class_code",
    "complainant": "complainant_kind",
    "unit": "received_unit",
    "company": "unit",
}
"""Facts of conditions -> the column behind them, where it has another name."""


@pytest.mark.req("CLO-08", "CLS-05", "FLW-12", "ORG-13", "CLO-10")
def test_every_column_is_taken_over_or_a_sentence_says_why_it_stays():
    columns = {field.name for field in Complaint._meta.concrete_fields}
    told = [name for names in STAYS.values() for name in names]
    assert len(told) == len(set(told))
    assert set(told) & taking_over.CARRIED == set()
    assert set(told) | taking_over.CARRIED == columns
    facts = {OF_THE_SUBJECT.get(fact, fact) for fact in DEFAULTS} - {"processing", "further_flow"}
    # These two follow from the classes of the case and of its matters.
    assert facts <= columns, "every fact on which a rule can depend is among them"


@pytest.mark.django_db
@pytest.mark.req("CLO-08", "FLW-12")
def test_a_filing_that_a_bank_sold_brings_its_flow_and_its_limits(actor, wednesday):
    """Closed within three working days of Monday the 16th, when the case that goes on was received: Thursday's end."""
    given = {"class_code": "solicitation"}
    main = filed(actor, "2026-11-16 10:00", **given)
    again = filed(actor, "2026-11-18 10:00", sale_stage="in_sale", **given)
    assert (case(main).flow, case(again).flow) == ("standard", "banca")
    with moment.at(local("2026-11-18 10:30")):
        execute(Merge(into=main), actor("sc.officer"), again)
    kept = case(main)
    assert (kept.sale_stage, kept.flow, kept.other_classes["processing"]) == ("in_sale", "banca", "banca")
    assert clock(kept, "banca_closing").due_at == local("2026-11-20 00:00")
    assert clock(kept, "banca_forward").due_at == local("2026-11-18 11:00"), "from when it came"


@pytest.mark.django_db
@pytest.mark.req("CLO-08", "FLW-12")
@pytest.mark.parametrize(
    ("ours", "theirs", "flow"),
    [("in_sale", "", "banca"), ("post_sale", "in_sale", "banca"), ("", "", "standard")],
)
def test_what_the_case_knows_of_the_sale_it_keeps(actor, wednesday, ours, theirs, flow):
    main = filed(actor, "2026-11-16 10:00", class_code="solicitation", sale_stage=ours)
    again = filed(actor, "2026-11-18 10:00", class_code="solicitation", sale_stage=theirs)
    with moment.at(local("2026-11-18 11:00")):
        execute(Merge(into=main), actor("sc.officer"), again)
    assert (case(main).sale_stage, case(main).flow) == (ours, flow)


@pytest.mark.django_db
@pytest.mark.req("CLO-08", "FLW-11", "FLW-12")
def test_a_claim_stays_a_claims_complaint_whoever_sold_the_policy(actor, wednesday):
    main = filed(actor, "2026-11-16 10:00", class_code="claims")
    again = filed(actor, "2026-11-18 10:00", class_code="claims", sale_stage="post_sale")
    with moment.at(local("2026-11-18 11:00")):
        execute(Merge(into=main), actor("sc.officer"), again)
    assert (case(main).sale_stage, case(main).flow) == ("post_sale", "claims")


@pytest.mark.django_db
@pytest.mark.req("CLO-08", "INT-09", "FLW-11")
@pytest.mark.parametrize("at_once", [False, True], ids=["later", "at registration"])
def test_a_further_matter_of_a_merged_filing_brings_the_limits_of_its_flow(actor, wednesday, at_once):
    """A claim beside it: the customer is contacted within the hour, closed in three days of the first receipt."""
    main = filed(actor, "2026-11-16 10:00")
    assert clock(case(main), "claims_closing") is None
    further = {"matters": [{"class_code": "claims", "facts": "理赔款也没有到账"}]}
    if at_once:
        filed(actor, "2026-11-18 10:00", link_to=main, link_kind="merge", **further)
    else:
        again = filed(actor, "2026-11-18 10:00", **further)
        with moment.at(local("2026-11-18 10:30")):
            execute(Merge(into=main), actor("sc.officer"), again)
    assert case(main).flow == "underwriting", "its own flow stays"
    assert clock(case(main), "claims_contact").due_at == local("2026-11-18 11:00"), "from when it came"
    assert clock(case(main), "claims_closing").due_at == local("2026-11-20 00:00")


@pytest.mark.django_db
@pytest.mark.req("CLO-08", "INT-07")
def test_the_numbers_under_which_offices_passed_it_on_come_along(actor, desk, wednesday):
    """Who looks for the regulator's paper by its number finds the case that goes on, and sees whence it came."""
    passed = {"source": "regulator", "class_code": "solicitation"}
    main = filed(actor, "2026-11-16 10:00", class_code="solicitation")
    for at, reference in (("09:00", "川金监转〔2026〕118号"), ("09:30", "川金监转〔2026〕121号")):
        again = filed(actor, f"2026-11-18 {at}", source_reference=reference, **passed)
        with moment.at(local("2026-11-18 10:00")):
            execute(Merge(into=main), actor("sc.officer"), again)
    assert (case(main).source, case(main).source_reference) == (
        "regulator",
        "川金监转〔2026〕118号; 川金监转〔2026〕121号",
    )
    page = desk("sc.officer").get(f"/case/{main}").content.decode()
    head = page[page.index("case-head") : page.index("panel first")]
    assert "监管转办" in head or "监管机构" in head, head
    assert "121号" in head
