"""Two layouts of a public register come in whole, once, and through the one door."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from redress.casework import moment
from redress.casework.refusals import Forbidden
from redress.clocks.models import Clock
from redress.clocks.sweeper import sweep
from redress.complaints.executor import execute
from redress.complaints.importing.commands.import_case import ImportCase
from redress.complaints.journal import verify
from redress.complaints.models import Complaint, JournalEntry, Matter
from redress.messages.models import Alert
from redress.privacy.cipher import keyed
from redress.privacy.masks import Kind
from tests.importing.conftest import SAMPLES, row, write

OLDER, NEWER = SAMPLES / "ct_2011_2019.csv", SAMPLES / "ct_2018_2024.csv"


@pytest.mark.req("INT-17")
def test_a_file_number_is_one_complaint_with_several_matters(take_over):
    report = take_over(OLDER, "ct-2011")
    assert (report.rows, report.complaints, report.matters) == (400, 280, 400)
    assert Complaint.objects.count() == 280
    assert Matter.objects.count() == 400
    several = Complaint.objects.get(external_number_index=keyed("902188", Kind.EXTERNAL))
    assert [matter.source_reason for matter in several.matters.all()] == [
        "Unfair Claims Practice / Claim Delays",
        "Unfair Claims Practice / Unsatisfactory Offer",
    ]
    assert [matter.reason_code for matter in several.matters.all()] == ["claim_slow", "claim_amount"]


@pytest.mark.req("INT-17")
def test_every_row_is_accounted_for(take_over):
    report = take_over(NEWER)
    assert report.rows == 400 == report.matters + len(report.duplicates) + len(report.rejects)
    assert report.complaints == 182 == report.imported + report.already_present
    assert len(report.duplicates) == 4
    assert report.by_status == {"Closed": 400}
    assert not report.unmapped


@pytest.mark.req("INT-17")
def test_a_recovery_repeated_in_each_row_counts_once_a_company(take_over):
    take_over(NEWER)
    repeated = Complaint.objects.get(external_number_index=keyed("7011260", Kind.EXTERNAL))
    assert repeated.matters.count() == 2
    assert repeated.recovered == Decimal("17342.81")


@pytest.mark.req("INT-17")
def test_companies_of_one_file_number_are_kept_and_their_recoveries_added(take_over, tmp_path):
    given = [
        row(number="1", company="Utica First", recovery="2501.0"),
        row(number="1", company="Integon", recovery="3601.0"),
        row(number="1", company="Integon", recovery="3601.0", subreason="Claim Denial"),
    ]
    report = take_over(write(tmp_path / "two.csv", given))
    assert report.several_companies == 1
    assert f"{report.recovered:.2f}" == "6102.00"
    case = Complaint.objects.get(external_number_index=keyed("1", Kind.EXTERNAL))
    assert case.external_parties == ["Utica First", "Integon"]
    assert case.recovered == Decimal("6102.00")


@pytest.mark.req("INT-17")
def test_a_second_import_changes_nothing_and_says_so(take_over):
    take_over(NEWER)
    before = list(JournalEntry.objects.order_by("id").values_list("id", "hash"))
    again = take_over(NEWER)
    assert (again.imported, again.already_present, again.changed) == (0, 182, [])
    assert list(JournalEntry.objects.order_by("id").values_list("id", "hash")) == before


@pytest.mark.req("INT-17")
def test_rows_in_another_order_are_the_same_complaint(take_over, tmp_path):
    given = [row(number="1"), row(number="2"), row(number="1", subreason="Claim Denial")]
    take_over(write(tmp_path / "one.csv", given))
    again = take_over(write(tmp_path / "two.csv", given[::-1]))
    assert (again.already_present, again.changed) == (2, [])


@pytest.mark.req("INT-17")
def test_a_row_that_changed_in_the_source_is_reported_and_not_overwritten(take_over, tmp_path):
    take_over(write(tmp_path / "one.csv", [row(number="1"), row(number="2")]))
    report = take_over(write(tmp_path / "two.csv", [row(number="1", recovery="900"), row(number="2")]))
    assert report.changed == ["1"]
    assert report.imported == 0
    assert Complaint.objects.get(external_number_index=keyed("1", Kind.EXTERNAL)).recovered == Decimal(
        "100.00"
    )


@pytest.mark.req("INT-17")
def test_a_dry_run_reports_the_same_and_writes_nothing(take_over):
    dry = take_over(OLDER, "ct-2011", dry_run=True)
    assert Complaint.objects.count() == 0
    wet = take_over(OLDER, "ct-2011")
    kept = wet.as_json() | {"dry_run": True, "import": None, "seconds": 0}
    assert dry.as_json() | {"seconds": 0} == kept


@pytest.mark.req("INT-17", "SEC-04")
def test_an_imported_case_has_a_journal_that_verifies_and_knows_all_its_matters(take_over):
    take_over(OLDER, "ct-2011")
    cases = list(Complaint.objects.all()[:50])
    assert cases
    for case in cases:
        assert list(verify(case)) == []
        entry = case.journal.get()
        assert entry.command == "import_case"
        assert len(entry.payload["matters"]) == case.matters.count()


@pytest.mark.req("INT-17")
def test_states_follow_the_source_and_old_cases_start_no_clocks(take_over):
    report = take_over(OLDER, "ct-2011")
    assert Counter(Complaint.objects.values_list("state", flat=True)) == report.by_state
    assert report.by_state["registered"] > 0
    assert Clock.objects.count() == 0
    archived = Complaint.objects.filter(state="archived").exclude(retain_until=None).first()
    assert archived.state_since == archived.closed_at
    assert archived.retain_until > timezone.localdate(archived.closed_at)
    kept = Complaint.objects.filter(retain_until=None, state="archived")
    assert kept.count() == 4, "what the source marks 'Do Not Purge' is never due for disposal"


@pytest.mark.req("INT-17", "CLK-01")
def test_a_mapping_may_let_open_cases_run(take_over, tmp_path):
    text = (SAMPLES.parents[1] / "importing/mappings/ct-2018.yaml").read_text("utf-8")
    own = tmp_path / "own.yaml"
    text = text.replace("open_cases: no_clocks", "open_cases: clocks")
    own.write_text(text.replace("archived: Closed", "archived: Closed\n  registered: Open"), "utf-8")
    take_over(write(tmp_path / "open.csv", [row(number="1", status="Open", closed="")]), str(own))
    assert {"confirm", "resolution_law"} <= set(Clock.objects.values_list("key", flat=True))
    assert Complaint.objects.get().next_due_at is not None


@pytest.mark.req("INT-17", "SEC-01")
def test_nobody_but_the_system_imports(actor):
    command = ImportCase(
        external_source="x",
        external_number="1",
        unit="psc",
        channel="regulator",
        received_at="2018-01-01",
        closed_at="2018-01-02",
        class_code="claims",
        facts="历史投诉",
        matters=[{"class_code": "claims"}],
    )
    with pytest.raises(Forbidden):
        execute(command, actor("psc.officer"))


@pytest.mark.req("INT-17", "FLW-04")
def test_of_limits_that_passed_in_the_other_register_nobody_is_told_and_those_to_come_are_kept(
    take_over, tmp_path
):
    """The case is late by its dates; the steps of the day it came and later are taken like those of any case."""
    text = (SAMPLES.parents[1] / "importing/mappings/ct-2018.yaml").read_text("utf-8")
    own = tmp_path / "own.yaml"
    text = text.replace("open_cases: no_clocks", "open_cases: clocks")
    own.write_text(text.replace("archived: Closed", "archived: Closed\n  registered: Open"), "utf-8")
    now = timezone.localtime()
    lately = now - timedelta(hours=1)
    rows = [
        row(number="1", status="Open", closed="", opened="2018-02-01"),
        row(number="2", status="Open", closed="", opened=f"{lately:%Y-%m-%d %H:%M}"),
    ]
    take_over(write(tmp_path / "open.csv", rows), str(own))
    old, new = Complaint.objects.order_by("received_at")
    assert old.legal_due_at < now < new.legal_due_at
    assert not any(clock.step < len(clock.steps_at) for clock in old.clocks.filter(due_at__lt=now))
    assert sweep().taken == 0
    assert not Alert.objects.exists()
    assert old.journal.count() == 1
    assert [*verify(old), *verify(new)] == []
    with moment.at(new.legal_due_at + timedelta(days=1)):
        assert sweep().taken > 0
    assert Alert.objects.filter(file_id=new.pk).exists()
    assert not Alert.objects.filter(file_id=old.pk).exists()
