"""Figures: each rule equals a recount from the journals, whatever happened; each leads to its cases (CLO-06..09)."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.casework import moment
from redress.casework.paging import unpack
from redress.casework.refusals import Refusal
from redress.complaints.closing.commands.close import TransferOut, Withdraw
from redress.complaints.executor import execute
from redress.complaints.intake.commands.classify import Amend, Reclass
from redress.complaints.linking.commands.linking import Link, Unlink
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint, JournalEntry
from redress.complaints.oversight.queries import figures
from redress.complaints.oversight.recount import filings, recount
from redress.organisation.acting import acting_as
from redress.rulebook.counting import RULES, Filing, World
from tests.complaints.inputs import department
from tests.complaints.papers import attach
from tests.complaints.stories import case, closed, filed
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db
NOVEMBER = figures.Period(date(2026, 11, 1), date(2026, 12, 31))


def drawn(actor, asked=NOVEMBER):
    with acting_as(actor):
        found = figures.figures(actor, asked)
    return {rule.name: number for rule, number in zip(found.rules, found.total, strict=True)}


def behind(actor, rule, asked=NOVEMBER, size=3):
    """The cases behind a figure, page by page."""
    found, after = {}, None
    while True:
        with acting_as(actor):
            page = figures.counted(actor, rule, asked, after, size)
        found |= {row.case.number: row.weight for row in page.rows}
        if not page.next:
            return found
        after = unpack(page.next)


@pytest.mark.req("CLO-06", "CLO-09")
def test_a_case_that_comes_again_after_closing_is_one_case_and_two_times(actor):
    first = filed(actor, "2026-11-02 10:00")
    closed(actor, first, "2026-11-04 10:00")
    filed(actor, "2026-11-16 10:00", link_to=first, link_kind="repeat")
    found = drawn(actor("sc.officer"))
    assert (found["cases"], found["times"], found["substantiated"]) == (1, 2, 1)
    assert list(behind(actor("sc.officer"), "cases")) == [first]


@pytest.mark.req("CLO-08", "CLO-09")
def test_a_merged_filing_adds_its_other_matters_and_nothing_else(actor):
    first = filed(actor, "2026-11-16 10:00")
    filed(actor, "2026-11-17 10:00", link_to=first, link_kind="merge", matters=[{"class_code": "sms"}])
    found = drawn(actor("sc.officer"))
    assert (found["cases"], found["times"], found["matters"], found["complainants"]) == (1, 1, 2, 1)


@pytest.mark.req("CLO-09")
def test_what_is_not_counted_not_taken_or_withdrawn(actor):
    filed(actor, "2026-11-16 10:00", channel="phone_out", callback_finding="wrong_contact")
    out = filed(actor, "2026-11-16 10:10")
    gone = filed(actor, "2026-11-16 10:20")
    with moment.at(local("2026-11-16 11:00")):
        execute(TransferOut(to=department("sc", "sales"), reason="不属于投诉"), actor("sc.officer"), out)
        paper = attach(gone, actor("sc.officer"), "撤回申请")
        execute(Withdraw(request="客户来电撤回", evidence=paper), actor("sc.officer"), gone)
    found = drawn(actor("sc.officer"))
    assert (found["cases"], found["times"], found["net_of_withdrawn"]) == (1, 1, 0)


@pytest.mark.req("CLO-09", "CLS-06")
def test_figures_by_class_at_intake_or_as_it_is_now(actor):
    number = filed(actor, "2026-11-16 10:00")
    with moment.at(local("2026-11-16 11:00")):
        execute(Reclass(class_code="claims", reason="实为理赔"), actor("sc.officer"), number)
    officer = actor("sc.officer")

    def classes(at_intake):
        asked = figures.Period(NOVEMBER.first, NOVEMBER.last, at_intake=at_intake)
        with acting_as(officer):
            return [line.code for line in figures.figures(officer, asked).classes]

    assert (classes(True), classes(False)) == (["payments"], ["claims"])


def test_a_period_or_unit_that_does_not_exist_is_refused(actor):
    for asked in (
        figures.Period(date(2026, 12, 1), date(2026, 11, 1)),
        figures.Period(date(2026, 1, 1), date(2026, 11, 1), unit="atlantis"),
    ):
        with pytest.raises(Refusal):
            figures.figures(actor("sc.officer"), asked)
    with pytest.raises(Refusal):
        figures.counted(actor("sc.officer"), "guesses", NOVEMBER)


def test_figures_cost_few_queries(actor, django_assert_max_num_queries):
    for hour in range(9, 12):
        filed(actor, f"2026-11-16 {hour:02}:00")
    officer = actor("sc.officer")
    with acting_as(officer):
        with django_assert_max_num_queries(5):
            assert figures.figures(officer, NOVEMBER).total[0] == 3
        with django_assert_max_num_queries(4):
            assert len(figures.counted(officer, "times", NOVEMBER).rows) == 3


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["file", "repeat", "escalate", "merge", "close", "withdraw", "transfer", "unlink", "reclass"]
        ),
        st.integers(0, 5),
        st.integers(0, 5),
        st.sampled_from(["payments", "sms", "claims"]),
        st.booleans(),
    ),
    min_size=3,
    max_size=12,
)


def live(actor, steps):
    """A random history: what the rules refuse is not done."""
    numbers = []
    for place, (what, one, other, code, yes) in enumerate(steps):
        at = f"2026-11-{2 + place:02} 10:00"
        this = numbers[one % len(numbers)] if numbers else ""
        that = numbers[other % len(numbers)] if numbers else ""
        try:
            with transaction.atomic():
                if what == "file" or not numbers:
                    more = {"matters": [{"class_code": "product"}]} if yes else {}
                    numbers.append(filed(actor, at, class_code=code, counted=one != 3, **more))
                elif what in ("repeat", "escalate"):
                    kind = "repeat" if what == "repeat" else "escalation"
                    numbers.append(
                        filed(
                            actor, at, class_code=code, link_to=that, link_kind=kind, link_reason="人工判断"
                        )
                    )
                elif what == "close":
                    closed(actor, this, at, "substantiated" if yes else "unsubstantiated")
                else:
                    with moment.at(local(at)):
                        paper = attach(this, actor("sc.officer"), "撤回申请") if what == "withdraw" else ""
                        execute(_command(what, that, code, paper), actor("sc.officer"), this)
        except Refusal:
            continue
    return numbers


def _command(what, that, code, paper):
    match what:
        case "merge":
            return Merge(into=that)
        case "withdraw":
            return Withdraw(request="撤回", evidence=paper)
        case "transfer":
            return TransferOut(to=department("sc", "sales"), reason="不属于投诉")
        case "unlink":
            return Unlink(other=that, kind="repeat", reason="误关联")
        case _:
            return Reclass(class_code=code, reason="更正")


def by_hand():
    """CLO-06..09 read aloud over the journals, without the house's functions: groups of filings, then their sizes."""
    told = {}
    for entry in JournalEntry.objects.order_by("complaint_id", "sequence"):
        mine = told.setdefault(entry.complaint_id, {"again": None, "into": None, "upheld": False})
        mine["state"] = entry.state
        if entry.command == "register":
            payload = entry.payload
            mine["counted"] = entry.facts["counted"]
            mine["code"] = (payload["class_code"], payload.get("reason_code", ""))
            further = {(m["class_code"], m.get("reason_code", "")) for m in payload.get("matters", [])}
            mine["further"] = {mine["code"], *further} if further else set()
        if entry.command == "reclass" and entry.payload["class_code"] != mine["code"][0]:
            mine["code"] = (entry.payload["class_code"], "")
        if entry.command == "determine":
            mine["upheld"] = entry.payload["validity"] == "substantiated"
        if entry.facts.get("link") == "repeat":
            mine["again"] = entry.facts["to"] if entry.command != "unlink" else None
        if entry.facts.get("link") == "merge":
            mine["into"] = entry.facts["to"]
    standing = {
        key
        for key, mine in told.items()
        if mine["counted"] and mine["state"] not in ("transferred", "merged")
    }
    firsts = {key for key in standing if told[key]["again"] not in standing}
    matters = 0
    for key in firsts:
        group = [told[key], *(mine for mine in told.values() if mine["into"] == key)]
        matters += len(set().union(*(mine["further"] or {mine["code"]} for mine in group)))
    again = {told[key]["again"] for key in standing if told[key]["upheld"]}
    return {
        "cases": len(firsts),
        "times": len(standing),
        "matters": matters,
        "complainants": len(firsts),
        "substantiated": sum(told[key]["upheld"] or key in again for key in firsts),
        "net_of_withdrawn": sum(told[key]["state"] != "withdrawn" for key in firsts),
    }


@pytest.mark.slow
@pytest.mark.req("CLO-06", "CLO-07", "CLO-08", "CLO-09")
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_every_rule_equals_a_recount_from_the_journals(actor, steps):
    with transaction.atomic():
        live(actor, steps)
        officer = actor("sc.officer")
        found = drawn(officer)
        ids = list(Complaint.objects.values_list("pk", flat=True))
        assert found == by_hand()
        assert found == recount(ids)
        for name in RULES:
            cases = behind(officer, name)
            assert sum(cases.values()) == found[name], name
        transaction.set_rollback(True)


WORLDS = st.lists(
    st.builds(
        dict,
        counted=st.booleans(),
        not_taken=st.booleans(),
        withdrawn=st.booleans(),
        substantiated=st.booleans(),
        complainants=st.integers(1, 30),
        first=st.none() | st.integers(0, 9),
    ),
    max_size=10,
)


@pytest.mark.req("CLO-09")
@given(drawn=WORLDS)
def test_a_repeat_never_adds_a_case_and_cases_never_exceed_times(drawn):
    made = [
        Filing(
            id=place,
            repeat_of=given["first"] if given["first"] is not None and given["first"] < place else None,
            **{name: value for name, value in given.items() if name != "first"},
        )
        for place, given in enumerate(drawn)
    ]
    world = World.of(made)
    weights = {name: [rule.weigh(filing, world) for filing in made] for name, rule in RULES.items()}
    assert sum(weights["cases"]) <= sum(weights["times"]) <= len(made)
    for name in ("substantiated", "net_of_withdrawn"):
        assert all(part <= whole for part, whole in zip(weights[name], weights["cases"], strict=True))
    assert all(n >= c for n, c in zip(weights["complainants"], weights["cases"], strict=True))
    for filing in made:
        first = world.filings.get(filing.repeat_of)
        if first and first.stands:
            assert not RULES["cases"].weigh(filing, world)


def test_the_journal_tells_what_the_rows_say(actor):
    number = filed(actor, "2026-11-16 10:00", reason_code="payment_slow", matters=[{"class_code": "sms"}])
    told = next(iter(filings([case(number).pk])))
    assert told.matters == {("payments", "payment_slow"), ("sms", "")}
    assert told.stands


def test_links_are_heard(actor):
    first = filed(actor, "2026-11-02 10:00")
    closed(actor, first, "2026-11-04 10:00")
    again = filed(actor, "2026-11-16 10:00")
    with moment.at(local("2026-11-16 11:00")):
        execute(Link(other=first, kind="repeat"), actor("sc.officer"), again)
    assert next(iter(filings([case(again).pk]))).repeat_of == case(first).pk


@pytest.mark.req("CLO-09", "SEC-04")
def test_the_number_of_people_can_be_counted_again_from_the_journals(actor):
    first = filed(actor, "2026-11-16 10:00", complainants=2)
    second = filed(actor, "2026-11-16 11:00", policy_number="P2")
    filed(actor, "2026-11-17 10:00", link_to=first, link_kind="merge", complainants=7)
    with moment.at(local("2026-11-17 11:00")):
        execute(Amend(complainants=3, reason="又来了两人"), actor("sc.officer"), second)
    assert drawn(actor("sc.officer"))["complainants"] == 10
    assert recount([case(first).pk, case(second).pk])["complainants"] == 10
