"""What the search finds is what reading every text would find: no more, no less, page by page (I19, SEC-06)."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st
from psycopg import Cursor

from redress.complaints import filed, search
from redress.complaints.models import CaseText, Complaint
from redress.complaints.searching.queries import search as queries
from redress.operations.generating.generate import generate
from redress.organisation.acting import acting_as
from tests.complaints.inputs import visit

WORDS = st.text("退保险费用理赔慢ＡＢc1２34 ，-\u200b", min_size=1, max_size=6)


class Case:
    number, demand, product, about_whom, claim_number, external_number = "L2026-0000123", "", "", "", "", ""
    external_parties: tuple[str, ...] = ()

    def __init__(self, facts: str, policy_number: str = "") -> None:
        self.facts, self.policy_number = facts, policy_number


def lexemes(vector: str) -> set[str]:
    return {each.strip("'") for each in vector.replace(" & ", " ").split()}


@pytest.mark.req("SEC-02")
@settings(max_examples=300, deadline=None)
@given(text=st.text("退保险费用理赔慢ＡＢc1２34 ，-\u200b", max_size=30), words=WORDS)
@example(text="买了保险，要求退", words="保险 退")
@example(text="P51０001", words="1000")
@example(text="保\u200b险", words="保险")
def test_the_index_has_whatever_a_text_that_holds_the_words_must_have(text, words):
    wanted, case = search.query(words), Case(text, "P510001")
    if wanted and wanted.holds(search.text_of(case)):
        assert lexemes(wanted.document) <= lexemes(search.document(case))
        assert lexemes(wanted.parts) <= lexemes(search.parts(case))


@pytest.mark.req("SEC-02")
def test_the_index_holds_no_character_of_the_text():
    case = Case("客户要求退保", "P510001")
    stored = f"{search.document(case)} {search.parts(case)}"
    assert not any(han in stored for han in case.facts)
    assert all(len(each) == 8 for each in lexemes(stored))


@pytest.fixture
def house(db):
    generate(600, seed=3, open_share=0.3, until=datetime(2026, 11, 18, 2, 0, tzinfo=UTC))


def every_page(actor, words, lists=("numbers", "people", "texts")):
    """Numbers of the cases that were hit, of all pages."""
    found, before = [], None
    with acting_as(actor):
        while True:
            page = queries.find(actor, words, before)
            found += [hit.case.number for name in lists for hit in getattr(page, name)]
            if (before := page.older) is None:
                return found


@pytest.mark.req("SEC-06", "INT-17")
@pytest.mark.parametrize("username", ["sc.officer", "ho.manager"])
def test_all_pages_together_are_what_reading_every_text_finds(house, actor, username):
    reader = actor(username)
    cases = list(Complaint.objects.visible_to(reader).order_by("id"))
    assert cases
    some = cases[7]
    asked = ["退保", "不", some.policy_number[2:6], some.number[-5:], some.facts[3:9], "费 险", "保险公司"]
    for words in filter(None, asked):
        wanted = search.query(words)
        read = {case.number for case in cases if wanted.holds(search.text_of(case))}
        found = every_page(reader, words)
        assert len(found) == len(set(found)), words
        assert read <= set(found), words
        assert set(every_page(reader, words, ("texts",))) <= read, f"{words}: a hit that does not say it"


def page_of(wanted, before, most):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM redress_search_page(%s, %s, %s, %s)",
            [wanted.document, wanted.parts, before, most],
        )
        return [row[0] for row in cursor.fetchall()]


BOUNDS = ((2000, 30000), (20, 30000), (20, 5))
"""How many cases are looked at before the index is asked, and how many may be gathered: as they are, and so that a
house of six hundred cases reaches them."""


def with_bounds(depth, few):
    """The function with such bounds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('redress_search_page'::regproc)")
        (said,) = cursor.fetchone()
        for name, bound in (("depth", depth), ("few", few)):
            said, found = re.subn(
                rf"\b{name} CONSTANT integer := \d+;", f"{name} CONSTANT integer := {bound};", said
            )
            assert found == 1, name
        cursor.execute(said)


@pytest.mark.req("SEC-06", "INT-17")
@pytest.mark.parametrize("username", ["sc.officer", "group.manager"])
def test_whichever_way_the_search_goes_it_finds_what_asking_every_case_finds(house, actor, username):
    """Readers of few units and of many, with cases at hand and without: there is a way for each."""
    reader = actor(username)
    ids = list(Complaint.objects.order_by("-id").values_list("id", flat=True))
    found = 0

    @settings(max_examples=20, deadline=None, database=None)
    @given(
        words=st.sampled_from(["退保", "不", "客户", "费 险", "没有人写过的话"]),
        place=st.integers(0, len(ids)),
        most=st.integers(1, 60),
    )
    @example(words="不", place=0, most=51)
    def compared(words, place, most):
        nonlocal found
        before = ids[place] if place < len(ids) else 1
        wanted = search.query(words)
        with acting_as(reader):
            texts = CaseText.objects.filter(complaint_id__lt=before)
            if wanted.document:
                texts = texts.extra(where=["document @@ %s::tsquery"], params=[wanted.document])
            if wanted.parts:
                texts = texts.extra(where=["parts @@ %s::tsquery"], params=[wanted.parts])
            asked = list(texts.order_by("-complaint_id").values_list("complaint_id", flat=True)[:most])
            assert page_of(wanted, before, most) == asked
        found += len(asked)

    for bounds in BOUNDS:
        with_bounds(*bounds)
        compared()
    assert found


@pytest.mark.req("SEC-02")
def test_an_amended_text_is_found_by_its_new_words_alone(db, actor, wednesday):
    from redress.complaints.executor import execute
    from redress.complaints.intake.commands.classify import Amend

    officer = actor("cd.officer")
    number = execute(visit(facts="理赔太慢。", demand=""), officer).number
    execute(Amend(reason="更正", facts="代理人误导。", policy_number="P9977331"), officer, number)
    assert every_page(officer, "误") == [number]
    assert every_page(officer, "9773") == [number]
    assert every_page(officer, "太慢") == []
    assert CaseText.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.req("SEC-02")
def test_texts_in_the_form_of_the_database_are_the_same_as_in_words():
    said = [
        "",
        search.vector(["退保"]),
        search.vector(["a", "b", "a"]),
        search.whole("买了保险，要求退 P51０001" * 3),
    ]
    with connection.cursor() as cursor, Cursor(connection.connection) as plain:
        plain.adapters.register_dumper(filed.Vectors, filed.VectorsAsTheyAre)
        packed = filed.Vectors(search.packed(said))
        kept = plain.execute("SELECT array_agg(v::text) FROM unnest(%s) v", [packed]).fetchone()
        cursor.execute("SELECT array_agg(v::tsvector::text) FROM unnest(%s::text[]) v", [said])
        assert kept == cursor.fetchone()


@pytest.mark.req("SEC-02")
@settings(max_examples=200, deadline=None)
@given(
    codes=st.lists(WORDS, min_size=1, max_size=6),
    between=st.lists(st.sampled_from([" / ", " → ", " ", "; "]), min_size=6, max_size=6),
)
@example(codes=["退保", "\u0301险", "Ｂ", "2/ 3"], between=[" / ", " → ", " ", "; ", " ", " "])
def test_a_line_of_codes_is_found_by_the_same_as_one_that_is_not_taken_apart(codes, between):
    line = "".join(f"{code}{sign}" for code, sign in zip(codes, between, strict=False))
    whole = search._Digests(b"a key of the test that is no other")
    apart = search._Digests(b"a key of the test that is no other")
    for _turn in range(2):
        assert [set(each) for each in apart.line(line)] == [set(each) for each in whole._found(line)]


@pytest.mark.req("SEC-02")
@settings(max_examples=200, deadline=None)
@given(lines=st.lists(WORDS, max_size=4))
def test_a_line_that_came_before_is_found_by_the_same_as_one_that_is_new(lines):
    text = "\n".join(lines)
    first = search.of_case(Case(text))
    assert first == search.of_case(Case(text))
    assert lexemes(first[0]) == lexemes(search.vector(search.tokens(text)))
