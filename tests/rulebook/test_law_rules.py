"""What the law gives the customer may be made better by an insurer's rulebook, never worse."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from redress.complaints.law.tellings import enough
from redress.rulebook import Rulebook, RulebookError, document, loads
from redress.rulebook.sections.law.schema import Unreachable

CHILD = 'rulebook: child\nversion: "1"\neffective: 2026-01-01\ntitle: {zh: 子, en: Child}\nextends: statutory-2020\n'
SHANGHAI = ZoneInfo("Asia/Shanghai")

LOOSER = {
    "drops a remedy": ("remedies:\n  litigation: null\n", "the remedy is dropped"),
    "tells without proof": (
        "telling:\n  proven: [decision]\n",
        "no proof of telling decline, extension, pause, review",
    ),
    "gives up sooner": ("telling:\n  unreachable: {attempts: 2}\n", "unreachable sooner"),
    "gives up on one day": ("telling:\n  unreachable: {days: 1}\n", "unreachable sooner"),
    "counts from the first attempt": (
        "telling:\n  unreachable: {counts_at: first_attempt}\n",
        "unreachable sooner",
    ),
    "leaves less time for a review": (
        "review:\n  within: 15 calendar days\n",
        "15 days to ask for it are fewer than 30",
    ),
    "reviews fewer units": ("review:\n  units: [province]\n", "counter_a, counter_b are not reviewed"),
    "drops the review": ("review: null\n", "the review is dropped"),
    "drops the review's clock": ("clocks:\n  review: null\n", "'review' does not exist"),
    "declines on a further ground": (
        "declining:\n  mood: {title: {zh: 无礼, en: Rude}, cite: 2020-3/18-4}\n",
        "a further ground to decline",
    ),
    "declines for less": ("declining:\n  no_succession: {lacks: []}\n", "declined for less"),
    "closes during a review": ("before_closing:\n  no_open_review: null\n", "the precondition is dropped"),
}
WRONG = {
    "an unknown paper": ("review:\n  proof: [letter_of_honour]\n", "'letter_of_honour' does not exist"),
    "an unknown clock": ("telling:\n  limits: {decision: some_day}\n", "'some_day' does not exist"),
    "an unknown item": ("declining:\n  no_succession: {lacks: [hat]}\n", "'hat' does not exist"),
    "a review in working days": ("review:\n  within: 30 working days\n", "calendar days"),
}


def refusal(body: str) -> str:
    with pytest.raises(RulebookError) as caught:
        loads(CHILD + body, file="child.yaml")
    return str(caught.value)


@pytest.mark.req("COM-05", "COM-06", "AUT-06", "INT-12")
@pytest.mark.parametrize("name", LOOSER)
def test_no_insurer_takes_away_what_the_law_gives(name: str) -> None:
    body, words = LOOSER[name]
    assert words in refusal(body)


@pytest.mark.parametrize("name", WRONG)
def test_rules_of_the_law_point_at_something(name: str) -> None:
    body, words = WRONG[name]
    assert words in refusal(body)


def test_an_insurer_may_do_better() -> None:
    better = loads(
        CHILD
        + "review:\n  within: 60 calendar days\ntelling:\n  unreachable: {attempts: 5}\n"
        + "clocks:\n  review:\n    limit: 20 calendar days\n    extends: null\n",
        file="child.yaml",
    )
    assert better.method.review is not None
    assert better.method.review.days() == 60


@pytest.mark.req("COM-06")
def test_attempts_count_by_number_and_by_days() -> None:
    rule = Unreachable(attempts=3, days=2, cite="x")
    one, two, three = (
        datetime(2026, 11, day, hour, tzinfo=SHANGHAI) for day, hour in ((2, 9), (2, 18), (3, 9))
    )
    assert enough([one, two], rule) is None
    assert enough([one, two, two], rule) is None, "all on one day"
    assert enough([one, two, three], rule) == three
    assert enough([one, two, three], rule.model_copy(update={"counts_at": "first_attempt"})) == one


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_printed_method_tells_the_customers_rights(language: str, life: Rulebook) -> None:
    paper = document(life, language)  # type: ignore[arg-type]
    chapter = next(chapter for chapter in paper.chapters if chapter.anchor == "law")
    anchors = {article.anchor for article in chapter.articles}
    assert {"remedy-review", "remedy-litigation", "review", "withdrawal", "telling"} <= anchors
    assert "declining-no_authorisation" in anchors
    assert {table.anchor for table in chapter.tables} == {"telling-means", "proofs"}
