"""Generated cases are as good as real ones, except that nobody complained."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from redress.casework import moment
from redress.clocks.models import Clock
from redress.complaints.closing.commands.close import Archive
from redress.complaints.commands.recompute import RecomputeClocks
from redress.complaints.executor import execute
from redress.complaints.journal import verify
from redress.complaints.models import CaseText, Complaint, JournalEntry, Order, Party
from redress.complaints.search import query, tokens
from redress.operations import checkpointing, console
from redress.operations.generating.generate import generate
from redress.operations.verifying import engine
from redress.organisation.actor import SYSTEM
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind

pytestmark = pytest.mark.django_db

UNTIL = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)


@pytest.fixture
def two_thousand(db):
    generate(2_000, seed=7, open_share=0.2, until=UNTIL)
    return Complaint.objects.order_by("id").select_related("unit", "received_unit", "rulebook")


def test_two_thousand_cases_are_spread_over_units_states_channels_classes_and_time(two_thousand):
    spread = {name: Counter(two_thousand.values_list(name, flat=True)) for name in _SPREAD}
    assert sum(spread["state"].values()) == 2_000
    for name, least in _SPREAD.items():
        assert len(spread[name]) >= least, name
    still_open = two_thousand.filter(
        state__in=["registered", "investigating", "proposed", "answered"]
    ).count()
    assert 330 < still_open < 470
    first = two_thousand.earliest("received_at").received_at
    assert 600 < (UNTIL - first).days <= 731
    assert two_thousand.filter(state_since__gt=UNTIL).count() == 0


_SPREAD = {
    "state": 6,
    "unit_id": 8,
    "owner_id": 10,
    "channel": 10,
    "class_code": 9,
    "level": 3,
    "validity": 3,
}


@pytest.mark.req("SEC-04")
def test_every_journal_verifies(two_thousand):
    assert [fault for case in two_thousand.prefetch_related("journal") for fault in verify(case)] == []


@pytest.mark.req("SEC-04")
def test_every_row_is_sealed(two_thousand, settings, tmp_path):
    settings.REDRESS_CHECKPOINTS = str(tmp_path)
    checkpointing.make()
    assert engine.verify(whole=True).faults == []


@pytest.mark.req("CLK-01")
def test_clocks_and_due_times_are_what_the_projection_says(two_thousand):
    assert len(two_thousand) > 1_000
    for row in two_thousand[::20]:
        kept = _told(row)
        with moment.at(UNTIL):
            execute(RecomputeClocks(), SYSTEM, row.number)
        assert _told(Complaint.objects.get(pk=row.pk)) == kept


def _told(row: Complaint) -> list[object]:
    clocks = row.clocks.order_by("key", "about", "occurrence").values_list(*_CLOCK)
    return [row.next_due_at, row.next_due_clock, row.legal_due_at, *clocks]


_CLOCK = [
    "key", "about", "occurrence", "group", "status", "started_at", "due_at", "stopped_at", "provisional", "steps_at",
    "steps_do", "next_step_at",
]  # fmt: skip


def test_nothing_is_due_that_the_sweeper_would_have_done_before(two_thousand):
    assert Clock.objects.filter(next_step_at__isnull=False).count() > 300
    assert Clock.objects.filter(next_step_at__lte=UNTIL).count() == 0


@pytest.mark.req("ORG-11", "SEC-06")
def test_each_sees_the_cases_of_his_units_and_no_others(two_thousand, actor):
    seen = {
        name: two_thousand.visible_to(actor(name)).count()
        for name in ("sc.officer", "cd.officer", "ho.officer")
    }
    assert 0 < seen["cd.officer"] < seen["sc.officer"] < seen["ho.officer"] < 2_000
    claims = actor("sc.claims")
    ordered = Order.objects.filter(department_id__in=claims.departments).count()
    assert two_thousand.visible_to(claims).count() == ordered > 0


@pytest.mark.req("SEC-02")
def test_people_are_encrypted_and_found_by_blind_index(two_thousand):
    someone = Party.objects.get(complaint=two_thousand[100])
    assert len(someone.phone) == 11
    found = Party.objects.filter(
        phone_index=blind(someone.phone, Kind.PHONE), name_index=blind(someone.name, Kind.NAME)
    )
    assert someone in found


@pytest.mark.req("INT-15", "INS-07")
def test_some_customers_come_back_and_some_agents_are_complained_of_often(two_thousand):
    phones = Counter(Party.objects.values_list("phone_index", flat=True))
    again = next(found for found, cases in phones.items() if cases > 1)
    theirs = Party.objects.filter(phone_index=again).select_related("complaint")
    assert len({(person.name, person.complaint.policy_number) for person in theirs}) == 1
    assert 1_900 < len(phones) < 2_000
    agents = Counter(filter(None, (case.about_whom for case in two_thousand)))
    assert agents.most_common(1)[0][1] > 1
    assert sum(agents.values()) > 200


def test_narratives_are_various_and_found_by_their_words(two_thousand):
    facts = [case.facts for case in two_thousand.select_related(None).only("facts")]
    assert len(set(facts)) > 1_990
    assert len({token for text in facts for token in tokens(text)}) > 5_000
    found = CaseText.objects.extra(where=["document @@ %s::tsquery"], params=[query("阑尾炎").document])
    assert found.count() == sum("阑尾炎" in text for text in facts) > 0


def test_a_generated_case_goes_on_like_any_other(two_thousand):
    closed = two_thousand.filter(state="closed")[0]
    with moment.at(UNTIL):
        execute(Archive(), SYSTEM, closed.number)
    closed.refresh_from_db()
    assert closed.state == "archived"
    assert list(verify(closed)) == []


def test_the_same_seed_makes_the_same_cases_and_another_seed_others():
    def made(seed: int) -> list[tuple[object, ...]]:
        last = Complaint.objects.count()
        generate(60, seed=seed, until=UNTIL)
        rows = Complaint.objects.order_by("id")[last:]
        return [
            (row.facts, row.state, row.received_at, row.owner_id, row.parties.get().phone) for row in rows
        ]

    assert made(1) == made(1) != made(2)


def test_all_may_be_open():
    generate(50, open_share=1.0)
    assert all(row.is_open for row in Complaint.objects.all())
    assert JournalEntry.objects.count() >= 50


def test_production_refuses(settings):
    settings.IN_PRODUCTION = True
    with pytest.raises(console.BadInput, match="not made in production"):
        generate(1)


def test_it_is_a_command(database_url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", database_url)
    result = CliRunner().invoke(console.redress, ["generate", "--cases", "20", "--processes", "1"])
    assert result.exit_code == 0, result.output
    assert "20 cases in" in result.output
    assert Complaint.objects.count() == 20
