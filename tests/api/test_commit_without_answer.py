"""The line breaks between COMMIT and its answer: nobody knows whether it was saved, and nobody says that he does."""

from __future__ import annotations

import pytest
from django.utils import translation

from redress.complaints.lists.register_list import RegisterFilters, register_list
from redress.organisation.actor import SYSTEM
from tests.complaints.inputs import VISIT
from tests.fixtures.proxy import BreakingLine

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-07", "SYS-01")]
KEY = {"Idempotency-Key": "k-1"}


def rows() -> list:
    return register_list(SYSTEM, RegisterFilters()).rows


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "不确定是否已保存"), ("en", "not known whether it was saved")]
)
def test_an_answer_lost_after_commit_is_not_said_to_be_nothing(caller, wednesday, language, words):
    officer = caller("cd.officer")
    with BreakingLine(answer_lost=True) as line:
        assert officer.get("/complaints").status_code == 200
        line.armed = True
        with translation.override(language):
            lost = officer.post("/complaints", VISIT, KEY | {"Accept-Language": language})
        assert line.broken == 1
        told = lost.json()
        assert lost.status_code == 503
        assert words in told["detail"]
        assert told["type"].endswith("not-known")
        assert lost["Retry-After"]
        again = officer.post("/complaints", VISIT, KEY)
    assert again.status_code == 201
    assert again["Idempotent-Replayed"] == "true"
    assert len(rows()) == 1


def test_a_line_that_broke_before_commit_leaves_it_open_too_and_once_is_once(caller, wednesday):
    """COMMIT went out and never arrived: seen from here it is the same."""
    officer = caller("cd.officer")
    with BreakingLine(answer_lost=False) as line:
        assert officer.get("/complaints").status_code == 200
        line.armed = True
        lost = officer.post("/complaints", VISIT, KEY)
        assert (lost.status_code, line.broken) == (503, 1)
        assert lost.json()["type"].endswith("not-known")
        assert not rows()
        again = officer.post("/complaints", VISIT, KEY)
    assert again.status_code == 201
    assert "Idempotent-Replayed" not in again
