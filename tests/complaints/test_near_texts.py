"""What the index finds in nearly the same words, measured against comparing every text (INT-15)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from django.db import connection

from redress.complaints.linking.queries.related import MOST
from redress.complaints.models import Complaint
from redress.complaints.search import digests, tokens, vector
from redress.operations.generating.generate import generate

pytestmark = [pytest.mark.django_db, pytest.mark.req("INT-15")]

UNTIL = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
CASES, ASKED, COPIES = 3_000, 60, 40
ALIKE = 0.7
RARE = "纂髓谲颢淖翡缜邃觞蹙的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
"""Characters that change a text: some that no other text has, some that every text has."""
LETTER = (
    "本人于{year}年在{place}网点办理业务时，工作人员{name}介绍该产品保本保息，未告知是保险，未说明犹豫期和退保损失。"
    "现要求全额退还保费{amount}元，并追究相关人员责任，否则将向监管部门反映。"
)
NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"

Documents = dict[int, frozenset[str]]


def documents() -> Documents:
    with connection.cursor() as cursor:
        cursor.execute("SELECT complaint_id, tsvector_to_array(document) FROM complaints_casetext")
        return {case: frozenset(words) for case, words in cursor.fetchall()}


def by_index(words: list[str]) -> list[tuple[int, float]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, likeness FROM redress_near_texts(%s, %s::real, %s)", [words, ALIKE, MOST])
        return cursor.fetchall()


def by_comparing(words: Iterable[str], among: Documents) -> dict[int, float]:
    mine = frozenset(words)
    alike = {case: len(mine & other) / len(mine | other) for case, other in among.items()}
    return {case: share for case, share in alike.items() if share >= ALIKE}


def changed(text: str, changes: int, dice: random.Random) -> str:
    """Two characters written differently, as often as said."""
    characters = list(text)
    for _ in range(changes):
        place = dice.randrange(len(characters) - 1)
        characters[place : place + 2] = dice.choices(RARE, k=2)
    return "".join(characters)


def recall(texts: Iterable[str], among: Documents) -> float:
    """The part of what comparing finds, as many as are shown, that the index finds; whatever it finds is so."""
    wanted = found = 0
    for text in texts:
        words = digests(tokens(text))
        alike = by_comparing(words, among)
        best = Counter(sorted((round(share, 4) for share in alike.values()), reverse=True)[:MOST])
        hits = by_index(words)
        assert all(alike[case] == pytest.approx(share, abs=1e-4) for case, share in hits)
        wanted += best.total()
        found += (best & Counter(round(alike[case], 4) for case, _share in hits)).total()
    assert wanted, "nothing was asked for"
    return found / wanted


@pytest.fixture
def house(db):
    """Generated cases, some of which came by the same letter with other names and amounts; and their texts."""
    generate(CASES, seed=7, open_share=0.2, until=UNTIL)
    dice, cases = random.Random(11), list(Complaint.objects.order_by("id"))
    letters = {case.pk: letter(dice) for case in dice.sample(cases, COPIES)}
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE complaints_casetext SET document = %s::tsvector WHERE complaint_id = %s",
            [(vector(tokens(text)), case) for case, text in letters.items()],
        )
        cursor.execute("ANALYZE complaints_casetext")
    own = [case for case in cases if case.pk not in letters]
    texts = [
        "\n".join((case.facts, case.demand, case.product, case.about_whom))
        for case in dice.sample(own, ASKED)
    ]
    return texts, documents()


def letter(dice: random.Random) -> str:
    return LETTER.format(
        year=dice.randint(2015, 2026),
        place=dice.choice(["城东", "城西", "江北", "高新区", "开发区"]),
        name="".join(dice.choices(NAMES, k=2)),
        amount=dice.randint(10, 99) * 1000,
    )


def test_texts_with_few_words_changed_are_found_as_if_every_text_were_compared(house):
    texts, among = house
    dice = random.Random(5)
    assert recall(texts, among) == 1.0, "the same words are found exactly"
    for changes in range(1, 6):
        measured = recall([changed(text, changes, dice) for text in texts], among)
        assert measured >= 0.95, f"{changes} changes: {measured:.1%}"


def test_a_letter_that_came_many_times_is_found_with_other_names_in_it(house):
    _texts, among = house
    dice = random.Random(6)
    assert recall([letter(dice) for _ in range(20)], among) >= 0.95


def test_a_text_of_its_own_is_like_none(house):
    text = "雷击损坏变压器导致厂房停电三日，定损员迟迟不到现场查勘，水果罐头全部变质。"
    assert by_comparing(digests(tokens(text)), house[1]) == {}
    assert by_index(digests(tokens(text))) == []
