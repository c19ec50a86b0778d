"""What is learned from files, and what is never learned: numbers, names, one person's story (INT-16, SEC-02)."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.suggestions.learned import Learned, NotLearned
from redress.suggestions.text import Names, cleaned, groups
from redress.suggestions.training import FEWEST, Example, TooFew, train
from tests.suggestions.examples import examples, with_level_and_department

pytestmark = pytest.mark.req("INT-16")


@pytest.fixture(scope="module")
def learned():
    return train(examples())


def test_it_says_the_class_how_sure_it_is_and_which_words_of_the_text_weighed(learned):
    guess = learned.guesses("客户要求退保，退保金没有到账")["class_code"]
    assert guess.code == "payments"
    assert 0.5 < guess.confidence < 1
    assert any("退" in word for word in guess.because)
    assert all(word in "客户要求退保，退保金没有到账" for word in guess.because)
    assert learned.guesses("住院后理赔被拒，没有赔付")["class_code"].code == "claims"


def test_level_and_department_are_learned_beside_the_class_each_with_its_words():
    learned = train(with_level_and_department())
    for text, right in (
        ("住院后申请理赔被拒，没有赔付", {"class_code": "claims", "level": "major", "department": "claims"}),
        ("申请退保后钱没有到账", {"class_code": "payments", "level": "general", "department": "finance"}),
    ):
        guesses = learned.guesses(text)
        assert {name: guess.code for name, guess in guesses.items()} == right
        for guess in guesses.values():
            assert guess.confidence > 0.5
            assert guess.because
            assert all(word in text for word in guess.because)


def test_a_department_that_few_peoples_files_went_to_is_not_suggested():
    few = [each for each in with_level_and_department() if each.answers.get("department") != "finance"]
    some = [each for each in with_level_and_department() if each.answers.get("department") == "finance"][:7]
    assert "department" not in train(few + some).guesses("申请退保后钱没有到账")


def test_of_a_text_that_says_too_little_it_says_nothing(learned):
    assert learned.guesses("") == {}
    assert learned.guesses("退保") == {}
    assert learned.guesses("13800001234 " * 50) == {}


def test_the_same_files_in_whatever_order_give_the_same_bytes(learned):
    assert train(list(reversed(examples()))).text == learned.text


def test_what_is_kept_reads_back_and_says_the_same(learned):
    again = Learned.read(learned.text)
    text = "申请退保后钱没有到账，客户很着急"
    assert again.guesses(text) == learned.guesses(text)
    assert again.text == learned.text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _said: "no json",
        lambda said: json.dumps(said | {"format": 2}),
        lambda said: json.dumps(said | {"groups": said["groups"][1:]}),
        lambda said: json.dumps(said | {"rarity": "AAAA"}),
        lambda said: json.dumps(said | {"heads": {"x": said["heads"]["class_code"] | {"sharpness": "NaN"}}}),
        lambda said: json.dumps(
            said | {"heads": {"x": said["heads"]["class_code"] | {"bias": "AADAfwAAwH8="}}}
        ),
        lambda said: json.dumps([said]),
    ],
)
def test_what_is_no_learned_text_is_refused_and_runs_nothing(learned, spoil):
    with pytest.raises(NotLearned):
        Learned.read(spoil(json.loads(learned.text)))


@pytest.mark.req("SEC-02")
def test_numbers_names_and_what_stands_before_a_title_are_not_learned():
    names = Names.of(["赵铁柱", "Zhang Weiguo", "成都某某商贸有限公司"])
    told = (
        "客户王先生说业务员赵\u200b铁柱承诺退保，电话１３８００００１２３４，卡号6222 0210，"
        "邮箱 a.b@mail.cn，保单P510001，成都某某商贸有限公司代办，zhang weiguo签字，退保金没有到账"
    )
    clean = cleaned(told, names)
    assert "退保金没有到账" in clean
    for secret in ("赵", "铁柱", "王先生", "138", "mail", "p510001", "商贸", "weiguo"):
        assert secret not in clean
    assert not any(char.isdigit() for char in clean)


@pytest.mark.req("SEC-02")
def test_a_name_in_every_file_is_in_no_vocabulary():
    files = [
        Example(each.key, each.whose, f"{each.text}业务员赵铁柱，电话1380000{n:04}", each.answers)
        for n, each in enumerate(examples())
    ]
    known = train(files, Names.of(["赵铁柱"])).groups
    assert any("退保" in group for group in known)
    assert not any(char in group for group in known for char in "赵铁柱0123456789")


@pytest.mark.req("SEC-02")
def test_what_fewer_than_five_people_tell_is_in_no_vocabulary_however_often_they_tell_it():
    story = [
        Example(
            f"s{n:03}",
            f"teller {n % (FEWEST - 1)}",
            "退保金没有到账，孔雀山庄鹦鹉",
            {"class_code": "payments"},
        )
        for n in range(40)
    ]
    known = train([*examples(), *story]).groups
    assert any("退保" in group for group in known)
    assert not any(char in group for group in known for char in "孔雀鹦鹉")


@pytest.mark.req("SEC-02")
@given(st.text(max_size=300))
def test_whatever_is_typed_no_digit_and_no_sign_is_learned(text):
    found = "".join(groups(cleaned(text)))
    assert found == "" or found.isalpha()
    assert all("\u4e00" <= each <= "\u9fff" or "a" <= each <= "z" for each in found)


def test_files_that_say_one_thing_teach_nothing():
    with pytest.raises(TooFew):
        train([Example(each.key, each.whose, each.text, {"class_code": "sms"}) for each in examples()])
    with pytest.raises(TooFew):
        train([])


@given(st.text(alphabet="退保理赔住院到账的了，。a1", max_size=200))
def test_confidence_is_a_share_and_the_rarest_text_breaks_nothing(learned, text):
    guesses = learned.guesses(text).values()
    assert all(0 < guess.confidence <= 1 for guess in guesses)
    assert all(word in text for guess in guesses for word in guess.because)


def test_what_serves_asks_no_scikit_learn():
    said = (
        "import sys, redress.operations.console as c; c.start_django();"
        "import redress.urls, redress.api.urls, redress.suggestions.queries;"
        "print([name for name in sys.modules if name.split('.')[0] in ('sklearn', 'scipy', 'joblib')])"
    )
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
