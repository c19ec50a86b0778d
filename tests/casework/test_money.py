"""An amount is taken as people write it, at every door alike, and never guessed."""

from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from redress.assembly import FOR_PEOPLE
from redress.casework import money
from redress.casework.inputs import Yuan
from redress.desk.forms.schema import declared
from redress.operations.importing.amounts import amount
from redress.operations.importing.problems import Unusable

pytestmark = pytest.mark.req("INT-14")
YUAN = TypeAdapter(Yuan)
WRITTEN = {
    "12000": "12000",
    "12000元": "12000",
    "12000 元": "12000",
    "12000元整": "12000",
    "1.2万": "12000",
    "1.2万元": "12000",
    "1.2 万元": "12000",
    "12,000": "12000",
    "12,000.50": "12000.50",
    "1,2000": "12000",
    "１２，０００元": "12000",
    "￥12，000": "12000",
    "¥ 12000": "12000",
    "人民币12000元": "12000",
    "RMB 12,000": "12000",
    "12000 yuan": "12000",
    "12千元": "12000",
    "0.5亿": "50000000",
    "12000块钱": "12000",
    "3万5千": "35000",
    "3万5千元": "35000",
    "1万2000元": "12000",
    "3万零500元": "30500",
    "2千5百元": "2500",
    "1百万": "1000000",
    "1亿2千万元": "120000000",
    "12元5角": "12.50",
    "5毛": "0.50",
    "叁万元整": "30000",
    "人民币叁万元整": "30000",
    "人民币（大写）：叁万圆正": "30000",
    "三万": "30000",
    "十五万元": "150000",
    "一百零五元": "105",
    "两千零五十元": "2050",
    "三万五千": "35000",
    "贰拾伍万叁仟肆佰元整": "253400",
    "壹佰贰拾叁元肆角伍分": "123.45",
    "壹仟元零伍分": "1000.05",
    "零元": "0",
    "0": "0",
    "0元": "0",
}
NO_AMOUNT = [
    "元",
    "万",
    "约12000",
    "$500",
    "＄500",
    "US$500",
    "1万2",
    "12000元左右",
    "一万二",
    "三万五",
    "三百五",
    "三百五角",
    "一亿五千",
    "3千500",
    "3万500",
    "十万万",
    "五千三万",
    "二〇〇",
    "百",
    "八千零三百一",
    "元整",
    "三五",
    "叁万元整左右",
    "叁万元伍",
    "1,2",
    "1.2.3",
    "1_000",
    "NaN",
    "-5元",
    "0.005",
]


@pytest.mark.parametrize(("written", "yuan"), WRITTEN.items())
def test_an_amount_means_the_same_in_a_form_and_in_a_register(written, yuan):
    assert YUAN.validate_python(written) == amount("amount", written) == Decimal(yuan)


@pytest.mark.parametrize("written", NO_AMOUNT)
def test_what_may_mean_something_else_is_refused_everywhere(written):
    with pytest.raises(ValidationError):
        YUAN.validate_python(written)
    with pytest.raises(Unusable):
        amount("amount", written)


@given(st.integers(1, 10**12 - 1), st.integers(0, 99), st.booleans())
def test_every_amount_written_out_as_banks_do_is_read_as_it_is(yuan, cents, capital):
    written = in_words(yuan) + "元" + (f"{CAPITALS[cents // 10]}角" if cents // 10 else "")
    if cents % 10:
        written += ("" if cents // 10 else "零") + f"{CAPITALS[cents % 10]}分"
    else:
        written += "整"
    if not capital:
        written = written.translate(str.maketrans("".join(CAPITALS) + "拾佰仟", "零一二三四五六七八九十百千"))
    assert money.read(written) == yuan + Decimal(cents) / 100


CAPITALS = [*"零壹贰叁肆伍陆柒捌玖"]


def in_words(number: int) -> str:
    """As cheques have it: 零 once for any zeros between, none at the end."""
    said, zero = "", False
    for place, digit in enumerate(figures := str(number)):
        rest = len(figures) - 1 - place
        if digit == "0":
            zero = True
        else:
            said += ("零" if zero and said else "") + CAPITALS[int(digit)] + ["", "拾", "佰", "仟"][rest % 4]
            zero = False
        if rest % 4 == 0 and rest and int(figures[max(0, place - 3) : place + 1]):
            said += {4: "万", 8: "亿"}[rest]
    return said


def test_in_a_column_of_ten_thousands_words_must_say_what_they_count():
    assert amount("赔款", "三万", "万元") == 30000
    assert amount("赔款", "三百元", "万元") == 300
    with pytest.raises(Unusable):
        amount("赔款", "三百", "万元")


def amounts() -> list[tuple[str, str, TypeAdapter[object]]]:
    """Every field of a command, or of one of its rows, that holds money."""
    return [
        (command.name, field.name, TypeAdapter(Annotated[(info.annotation, *info.metadata, "")]))
        for command in FOR_PEOPLE
        for part in declared(command)
        for owner in [part.row or command]
        for field in (declared(part.row) if part.row else [part])
        for info in [owner.model_fields[field.name]]
        if field.shape == "money"
    ]


def test_every_amount_of_a_command_is_read_by_the_one_rule():
    assert len(amounts()) >= 5
    otherwise = [
        (command, name)
        for command, name, read in amounts()
        if read.validate_python("1.2万元") != Decimal(12000)
    ]
    assert otherwise == []
