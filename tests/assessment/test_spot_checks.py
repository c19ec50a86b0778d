"""Spot checks: drawn by rule from what subordinates closed, repeatable, checked item by item."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from redress.assessment import spotchecks
from redress.assessment.models import AssessmentEntry, Sample, SpotCheck
from redress.assessment.rules import rulebook_of
from redress.casework.refusals import Refusal
from redress.complaints.models import Complaint
from redress.desk.pages.improving import strata
from redress.organisation.models import Unit
from redress.rulebook.sections.aftercare.schema import CheckItem, SpotCheckRule
from redress.rulebook.words import Title
from tests.assessment import acts
from tests.complaints.test_keeping import closed

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-03", "ASM-06")]
DAYS = (date(2026, 11, 1), date(2026, 11, 18))


@pytest.fixture
def sichuan(db) -> Unit:
    return Unit.objects.get(code="sc")


@pytest.fixture
def numbers(actor, wednesday) -> list[str]:
    return sorted(closed(actor) for _ in range(4))


def results(unit: Unit, **more: str) -> dict[str, str]:
    items = rulebook_of(unit).method.spot_checks["subordinate_closures"].items
    return dict.fromkeys(items, "right") | more


def test_a_draw_keeps_rule_seed_strata_and_population_and_can_be_repeated(numbers, actor, sichuan):
    sample = acts.drawn(actor("sc.officer"), sichuan, *DAYS, seed="2026-11")
    assert sample.strata == {"cd · unsubstantiated": [4, 2]}
    drawn = sorted(sample.checks.values_list("complaint__number", flat=True))
    assert len(drawn) == sample.size == 2
    rules = rulebook_of(sichuan).method.spot_checks["subordinate_closures"]
    assert spotchecks.again(sample, {"cd · unsubstantiated": numbers}, rules) == drawn
    assert AssessmentEntry.objects.get(what="sample_drawn").said["seed"] == "2026-11"


def test_without_a_seed_one_is_made_and_kept(numbers, actor, sichuan):
    first, second = (acts.drawn(actor("sc.officer"), sichuan, *DAYS) for _ in range(2))
    assert len(first.seed) == 32
    assert first.seed != second.seed


def test_only_the_superior_draws_and_only_what_units_below_closed(numbers, actor, sichuan):
    for username in ("cd.officer", "ho.officer", "sc.claims", "gx.officer"):
        with pytest.raises(Refusal) as caught:
            acts.drawn(actor(username), sichuan, *DAYS)
        assert caught.value.status == 403, username
    with pytest.raises(Refusal):
        acts.drawn(actor("cd.officer"), Unit.objects.get(code="cd"), *DAYS)
    assert not Sample.objects.exists()


def test_a_check_needs_every_item_and_gives_a_score(numbers, actor, sichuan):
    sample = acts.drawn(actor("sc.officer"), sichuan, *DAYS)
    found = sample.checks.first()
    with pytest.raises(Refusal) as caught:
        acts.checked(actor("sc.officer"), found, {"facts_complete": "right"})
    assert caught.value.field == "items"
    marks = results(sichuan, validity_right="fault", told_properly="not_applicable")
    checked = acts.checked(actor("sc.officer"), found, marks, "无效认定依据不足")
    assert checked.score == 75
    with pytest.raises(Refusal):
        acts.checked(actor("cd.officer"), found, marks)


@given(
    size=st.integers(0, 300),
    share=st.integers(1, 100),
    least=st.integers(1, 20),
    seed=st.text(min_size=1, max_size=8),
)
def test_a_stratum_gives_its_share_rounded_up_at_least_the_least_and_never_more_than_it_has(
    size, share, least, seed
):
    title = Title(zh="项", en="item")
    rules = SpotCheckRule(
        cite="X", title=title, share=share, least=least, items={"a": CheckItem(cite="X", title=title)}
    )
    numbers = [f"L{n}" for n in range(size)]
    drawn = spotchecks.pick(numbers, rules, seed, "s")
    assert len(drawn) == min(size, max(least, -(-size * share // 100)))
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= set(numbers)
    assert drawn == spotchecks.pick(numbers[::-1], rules, seed, "s"), "the order of the rows does not matter"


def test_by_hand_draw_check_and_revise(numbers, actor, desk):
    officer = desk("sc.officer", language="en")
    sent = officer.post("/spot-checks", {"first": "2026-11-01", "last": "2026-11-18", "seed": "a"})
    assert sent.status_code == 302
    page = officer.get(sent["Location"]).content.decode()
    found = SpotCheck.objects.first()
    assert f"/spot-checks/case/{found.pk}" in page
    assert f"/case/{found.complaint.number}/do/revise_closure" in page
    assert officer.post(f"/spot-checks/case/{found.pk}", {}).status_code == 422
    assert officer.post(f"/spot-checks/case/{found.pk}", results(found.sample.unit)).status_code == 302
    assert "100" in officer.get("/spot-checks").content.decode()
    assert desk("gx.officer").get(sent["Location"]).status_code == 404
    assert Complaint.objects.filter(number=found.complaint.number, state="closed").exists()


def test_the_strata_of_a_draw_are_named_by_one_question(numbers, actor, sichuan, django_assert_num_queries):
    sample = acts.drawn(actor("sc.officer"), sichuan, *DAYS, seed="2026-11")
    sample.strata |= {f"{unit} · substantiated": [2, 1] for unit in ("sc", "nn", "gone")}
    # Two more find the rulebook of the unit.
    with translation.override("zh-hans"), django_assert_num_queries(3):
        shown = strata(sample)
    assert [words for words, _all, _drawn in shown] == [
        "成都中心柜面 · 无效投诉", "四川分公司 · 有效投诉", "南宁中心柜面 · 有效投诉", "gone · 有效投诉",
    ]  # fmt: skip
