"""The search box: what is found, by whom, and what is written down of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from redress.casework.models import AccessEntry
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.models import Complaint
from redress.complaints.searching.queries.search import find
from redress.complaints.searching.queries.snippets import snippet
from redress.organisation.acting import acting_as
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind
from redress.privacy.normalising import normalise
from tests.complaints.inputs import READERS, department, transfer, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(actor, wednesday):
    """A counter's surrender, the province's claims case (dispatched to claims), and one of another province."""
    counter = execute(visit(), actor("cd.officer")).number
    claims = execute(transfer(), actor("sc.officer")).number
    execute(Dispatch(to=department("sc", "claims"), opinion="请核查"), actor("sc.officer"), claims)
    other = execute(
        visit(
            people=[{"name": "韦秀英", "phone": "13977112233"}],
            policy_number="P450001",
            facts="南宁客户要求退保。",
            received_place="接待室",
        ),
        actor("gx.officer"),
    ).number
    return counter, claims, other


def numbers(hits):
    return [hit.case.number for hit in hits]


def look(reader, words):
    with acting_as(reader):
        return find(reader, words)


def test_a_case_is_found_by_its_number_or_its_beginning_or_its_running_number(actor, cases):
    officer = actor("sc.officer")
    for words in (cases[0], cases[0].lower(), str(int(cases[0].split("-")[1]))):
        assert cases[0] in numbers(look(officer, words).numbers), words
    assert set(numbers(look(officer, cases[0][:8]).numbers)) >= set(cases[:2])


def test_a_case_is_found_by_order_policy_and_claim_number(actor, cases):
    officer = actor("sc.officer")
    assert numbers(look(officer, f"{cases[1]}-01").numbers) == [cases[1]]
    assert numbers(look(officer, "P510002").numbers) == [cases[1]]
    assert numbers(look(officer, "C510002").numbers) == [cases[1]]


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("13800001234", "phone"),
        ("+86 138-0000-1234", "phone"),
        ("510101196501011234", "id_number"),
        ("刘建国", "name"),
    ],
)
def test_a_person_is_found_through_the_blind_index_and_the_look_up_is_logged(actor, cases, words, field):
    officer = actor("sc.officer")
    assert set(numbers(look(officer, words).people)) == set(cases[:2])
    entry = AccessEntry.objects.latest("id")
    assert (entry.user_id, entry.action, entry.fields) == (officer.id, "look_up", field)
    assert words not in entry.purpose


@pytest.mark.req("SEC-02")
def test_a_look_up_of_a_telephone_that_finds_nobody_is_logged_too(actor, cases):
    before = AccessEntry.objects.count()
    assert not look(actor("sc.officer"), "13900000000")
    assert AccessEntry.objects.count() == before + 1


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize("words", ["P510002", "C510002", "p-510002", "P999999"])
def test_a_search_by_policy_or_claim_number_is_on_record_found_or_not(actor, cases, words):
    officer = actor("sc.officer")
    before = AccessEntry.objects.filter(action="look_up").count()
    look(officer, words)
    entry = AccessEntry.objects.filter(action="look_up").latest("pk")
    assert AccessEntry.objects.filter(action="look_up").count() == before + 1
    assert (entry.user_id, entry.fields) == (officer.id, "policy_number,claim_number")
    prints = {bytes(each) for each in entry.asked}
    assert prints == {bytes(blind(words, "policy_number")), bytes(blind(words, "claim_number"))}


@pytest.mark.req("SEC-03")
def test_a_number_of_a_case_is_no_look_up_of_a_policy(actor, cases):
    before = AccessEntry.objects.count()
    for words in (cases[0], cases[0].lower(), cases[0][:8], f"{cases[1]}-01", "3天"):
        look(actor("sc.officer"), words)
    assert AccessEntry.objects.count() == before


def test_a_word_that_is_nobodys_name_is_no_look_up_of_a_person(actor, cases):
    before = AccessEntry.objects.count()
    assert look(actor("sc.officer"), "退保").texts
    assert AccessEntry.objects.count() == before


def test_words_of_the_narrative_are_found_and_shown_in_their_place(actor, cases):
    [hit] = look(actor("sc.officer"), "理赔 拖延").texts
    assert hit.case.number == cases[1]
    assert {piece.text for piece in hit.snippet if piece.hit} == {"理赔", "拖延"}


def test_who_says_it_in_pieces_alone_is_no_hit_unless_pieces_were_asked_for(actor, wednesday):
    officer = actor("sc.officer")
    whole = execute(visit(facts="客户称业务员误导销售。", demand=""), officer).number
    pieces = execute(visit(facts="误导客户,导销不清,销售不当。", demand=""), officer).number
    assert numbers(look(officer, "误导销售").texts) == [whole]
    assert numbers(look(officer, "误导 销售").texts) == [whole, pieces]


@pytest.mark.req("ORG-11", "SEC-06")
@pytest.mark.parametrize("username", READERS)
@pytest.mark.parametrize("words", ["退保", "刘建国", "L2026", "13977112233", "客户"])
def test_nothing_is_found_beyond_the_scope_and_nothing_within_it_is_missed(actor, cases, username, words):
    reader = actor(username)
    everything = look(actor("ho.manager"), words)
    wanted = {n for kind in ("numbers", "people", "texts") for n in numbers(getattr(everything, kind))}
    found = look(reader, words)
    shown = {n for kind in ("numbers", "people", "texts") for n in numbers(getattr(found, kind))}
    visible = set(Complaint.objects.visible_to(reader).values_list("number", flat=True))
    assert shown == wanted & visible


@pytest.mark.req("SEC-01")
def test_the_functions_beneath_show_nobody_anything(actor, cases):
    from redress.organisation.actor import NOBODY

    with acting_as(NOBODY), connection.cursor() as cursor:
        for call in (
            "redress_search_text('''退保''', 50)",
            "redress_search_page('', '''退保''', NULL, 50)",
            "redress_search_number('L', 50)",
            "redress_stages(now())",
            "redress_late(now(), ARRAY(SELECT id FROM organisation_unit), 50)",
        ):
            cursor.execute(f"SELECT count(*) FROM {call}")
            assert cursor.fetchone() == (0,), call


@pytest.mark.parametrize(
    "words", ["", "退", "'", "a & b | !c :*", "\x00\x01", "%", "退" * 500, "''' || '", "\\"]
)
def test_odd_input_finds_something_or_nothing_but_never_fails(actor, cases, words):
    look(actor("sc.officer"), words)


def test_a_search_costs_at_most_twelve_queries(actor, cases):
    officer = actor("sc.officer")
    with acting_as(officer):
        find(officer, "退保")
        with CaptureQueriesContext(connection) as asked:
            find(officer, "L2026")
        assert len(asked) <= 12
        with CaptureQueriesContext(connection) as asked:
            find(officer, "客户")
        assert len(asked) <= 12


def test_a_snippet_keeps_the_text_as_it_was_written():
    pieces = snippet("客户称，在 2026 年要求ＡＢＣ退保。", "退保")
    assert "".join(piece.text for piece in pieces) == "客户称，在 2026 年要求ＡＢＣ退保。"
    assert [piece.text for piece in pieces if piece.hit] == ["退保"]


def test_a_snippet_of_a_long_text_begins_a_little_before_the_hit():
    pieces = snippet("前" * 300 + "退保" + "后" * 300, "退保")
    assert pieces[0].text.startswith("…")
    assert len("".join(piece.text for piece in pieces)) < 120


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("0086-13977112299", "139 7711 2299"),
        ("13977112299", "0086 13977112299"),
        ("\u202d13977112299\u202c", "13977112299"),
        ("028-86123499转8012", "02886123499"),
        ("028-86123499", "（028）86123499-8012"),
    ],
)
def test_a_telephone_is_found_however_it_was_and_is_written(actor, wednesday, stored, asked):
    number = execute(visit(people=[{"name": "韦秀英", "phone": stored}]), actor("cd.officer")).number
    assert numbers(look(actor("cd.officer"), asked).people) == [number]


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize("dot", "•‧・･∙⋅●.")
def test_a_name_is_found_whatever_dot_stands_between_its_parts_also_in_words(actor, wednesday, dot):
    told = visit(people=[{"name": "古丽·艾力", "phone": "13977112299"}], facts="客户买买提·艾力称未告知。")
    number = execute(told, actor("cd.officer")).number
    assert numbers(look(actor("cd.officer"), f"古丽{dot}艾力").people) == [number]
    assert numbers(look(actor("cd.officer"), f"买买提{dot}艾力").texts) == [number]


@pytest.mark.req("SEC-02", "INT-15")
def test_a_citizen_with_an_old_number_is_found_by_the_new_one(actor, wednesday):
    told = visit(people=[{"name": "韦秀英", "phone": "13977112299", "id_number": "510101650101123"}])
    number = execute(told, actor("cd.officer")).number
    assert numbers(look(actor("cd.officer"), "510101196501011234").people) == [number]


@pytest.mark.parametrize(
    "way", ["{}", " {} ", "Ｌ２０２６－{tail}", "L2026{tail}", "l2026 —{tail}", "\u202dL2026-{tail}"]
)
def test_a_number_is_found_however_it_is_typed(actor, cases, way):
    words = way.format(cases[0], tail=cases[0].split("-")[1])
    assert numbers(look(actor("sc.officer"), words).numbers) == [cases[0]]


@pytest.mark.parametrize("words", ["p-51 0002", "Ｐ５１０００２", "P510/002", "C 510.002"])
def test_a_contract_is_found_however_its_number_is_typed(actor, cases, words):
    assert numbers(look(actor("sc.officer"), words).numbers) == [cases[1]]


@pytest.mark.req("SEC-02", "SEC-06")
def test_the_last_four_digits_of_a_telephone_find_what_one_may_see_and_are_on_record(actor, cases):
    assert cases[0] in numbers(look(actor("sc.officer"), "1234").people)
    assert numbers(look(actor("sc.officer"), "2233").people) == []
    assert numbers(look(actor("gx.officer"), "２２３３").people) == [cases[2]]
    entry = AccessEntry.objects.filter(user_id=actor("gx.officer").id, fields="phone_tail").get()
    assert [bytes(each) for each in entry.asked] == [blind("13977112233", Kind.PHONE_TAIL)]
    assert numbers(look(actor("gx.officer"), "233").people) == []


@pytest.mark.parametrize(
    ("said", "tail"),
    [
        ("13900001234", "1234"),
        ("+86 139-0000-1234", "1234"),
        ("028-86123456转8012", "3456"),
        ("1234", "1234"),
        ("123", ""),
        ("12345", ""),
        ("无", ""),
        ("张三丰", ""),
        ("none", ""),
    ],
)
def test_the_last_digits_are_those_of_the_telephone_itself(said, tail):
    assert normalise(said, Kind.PHONE_TAIL) == tail


@given(middle=st.integers(0, 99_999_999))
def test_whoever_says_the_last_four_digits_of_a_mobile_has_its_fingerprint(middle):
    mobile = f"139{middle:08}"
    assert blind(mobile, Kind.PHONE_TAIL) == blind(mobile[-4:], Kind.PHONE_TAIL) != blind(mobile, Kind.PHONE)
