"""Under a rulebook that extends the law and says nothing of recusal, the grounds of the law bar (ORG-13, Art. 17)."""

from __future__ import annotations

import re

import pytest

from redress.casework.refusals import Refusal
from redress.casework.rulebooks import opened
from redress.complaints.executor import execute
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.linking.commands.linking import Link
from redress.complaints.models import Complaint, Recusal
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.rulebook import RulebookError, document, load, loads
from tests.complaints.inputs import transfer

pytestmark = pytest.mark.req("ORG-13")

OWN = """
rulebook: own-method
version: "1"
effective: 2026-01-01
extends: statutory-2020
title: {zh: 自有办法, en: Own method}
"""
OF_THE_LAW = {"complained_of", "kin", "interest", "handled_before"}


@pytest.fixture
def own():
    return loads(OWN)


@pytest.fixture
def by_law(db, actor, wednesday, monkeypatch, own):
    """The number of a case whose rulebook says of recusal what the law says; all else is its insurer's."""
    number = execute(transfer(), actor("sc.officer")).number
    book = opened(Complaint.objects.get(number=number).rulebook)
    method = book.method.model_copy(update={"recusal": own.method.recusal})
    monkeypatch.setattr(book, "method", method)
    return number


def test_a_rulebook_that_says_nothing_of_recusal_has_the_grounds_of_the_law(own):
    rules = own.method.recusal
    assert set(rules.conflicts) == OF_THE_LAW
    assert all(rules.bars(kind, act) for kind in OF_THE_LAW for act in ("work", "decide"))
    assert not any(rules.bars(kind, "decide", colleague=True) for kind in OF_THE_LAW)
    assert rules.links == ("escalation", "review")
    assert all(rule.cite == ("2020-3/17",) for rule in rules.conflicts.values())


def test_the_printed_law_says_which_grounds_its_article_does_not_list(own):
    conflicts = own.method.recusal.conflicts
    assert all(rule.note for rule in conflicts.values()), "the article lists no grounds"
    assert all(rule.not_from_method for rule in conflicts.values()), (
        "it names who verifies, and not who decides"
    )
    (table,) = [
        table
        for chapter in document(own, "zh").chapters
        for table in chapter.tables
        if table.anchor == "recusal"
    ]
    assert [row.cells[0] for row in table.rows] == [rule.title.zh for rule in conflicts.values()]
    (handled,) = [row for row in table.rows if row.cells[0] == "经办过所涉的前一投诉"]
    assert "第十七条没有列举" in str(handled.origin)
    assert not load("insurer-method").method.recusal.conflicts["handled_before"].not_from_method


def test_a_child_of_the_law_may_not_let_the_earlier_handler_work_again():
    with pytest.raises(RulebookError, match="no more found by escalation"):
        loads(OWN + "recusal: {conflicts: {handled_before: {links: [review]}}}\n")


def test_who_handled_the_earlier_case_is_kept_from_its_escalation_by_the_law_alone(by_law, actor):
    officer = actor("sc.officer")
    later = execute(transfer(), officer).number
    execute(Assign(owner="sc.handler", reason="轮换"), officer, by_law)
    execute(Link(other=by_law, kind="escalation", reason="向监管投诉"), officer, later)
    with pytest.raises(Refusal) as refused:
        execute(Assign(owner="sc.handler", reason="轮换"), actor("sc.cshead"), later)
    assert (refused.value.rule, refused.value.field) == ("ORG-13", "owner")
    with pytest.raises(
        Refusal
    ) as refused:  # who worked on the earlier case hands the later one to nobody either
        execute(Assign(owner="sc.cshead", reason="轮换"), officer, later)
    assert (refused.value.rule, refused.value.field) == ("ORG-13", "")


def test_a_ground_that_the_rulebook_does_not_know_is_refused_and_the_known_are_told(by_law, actor):
    declared = DeclareConflict(person="sc.handler", kind="other", reason="相识")
    with pytest.raises(Refusal) as refused:
        execute(declared, actor("sc.officer"), by_law)
    assert (refused.value.rule, refused.value.field) == ("ORG-13", "kind")
    assert not Recusal.objects.exists(), "else it would stand on record and bar from nothing"
    interest = DeclareConflict(person="sc.handler", kind="interest", reason="持有该代理公司股份")
    execute(interest, actor("sc.officer"), by_law)
    with pytest.raises(Refusal):
        execute(Assign(owner="sc.handler", reason="轮换"), actor("sc.officer"), by_law)


def test_the_form_offers_the_grounds_that_the_rulebook_knows(by_law, desk):
    page = desk("sc.officer").get(f"/case/{by_law}/do/declare_conflict").content.decode()
    offered = re.findall(r'<option value="(\w+)"', page.split('name="kind"')[1].split("</select>")[0])
    assert "interest" in offered and "handled_before" in offered
    assert "other" not in offered
