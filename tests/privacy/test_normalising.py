"""Whatever spelling of one value has one fingerprint; two values have two (SEC-02, INT-15)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.privacy.cipher import blind
from redress.privacy.masks import Kind
from redress.privacy.normalising import check_digit, normalise

SPACES = ["", " ", "\u3000", "\u00a0", "\u200b", "\ufeff", "\u00ad", "\u2060", "\u202e", "\ufe0f", "\u061c"]
DOTS = list("·•‧∙⋅●・･．.　")
HAN = st.text(st.sampled_from("刘建国陈秀英买提艾力古丽欧阳娜𠮷𡈼㐱龘"), min_size=2, max_size=6)

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
landlines = st.from_regex(r"028-8[0-9]{7}", fullmatch=True)
citizens = st.builds(
    lambda area, day, order: f"{area}19{day:%y%m%d}{order:03}",
    st.sampled_from(["510101", "110105", "653101"]),
    st.dates(min_value=date(1901, 1, 1), max_value=date(1999, 12, 31)),
    st.integers(0, 995),
).map(lambda number: number + check_digit(number))


def wide(text: str) -> str:
    return "".join(chr(ord(ch) + 0xFEE0) if "!" <= ch <= "~" else ch for ch in text)


@st.composite
def spelt(draw, text: str, between=SPACES):
    """The text with what nobody sees or means between its characters, perhaps in full width, perhaps in lower case."""
    text = "".join(draw(st.sampled_from(between)) + ch for ch in text) + draw(st.sampled_from(SPACES))
    text = wide(text) if draw(st.booleans()) else text
    return text.lower() if draw(st.booleans()) else text


@pytest.mark.req("SEC-02")
@given(st.data(), mobiles)
def test_a_mobile_is_one_number_however_it_is_written(data, number):
    before = data.draw(st.sampled_from(["", "+86", "0086", "86", "86-", "+86 (0)", "0", "tel:"]))
    said = before + data.draw(spelt(number, [*SPACES, "-"]))
    assert blind(said, Kind.PHONE) == blind(number, Kind.PHONE), repr(said)


@pytest.mark.req("SEC-02")
@given(st.data(), landlines)
def test_a_landline_is_one_number_with_brackets_country_and_extension(data, number):
    area, local = number.split("-")
    said = data.draw(
        st.sampled_from([f"{area}{local}", f"({area}){local}", f"（{area}）{local}", f"+86 28 {local}"])
    )
    said += data.draw(
        st.sampled_from(["", "转8012", "轉8012", "-8012", "#8012", " ext. 8012", "分机：8012", "转 8012"])
    )
    assert blind(said, Kind.PHONE) == blind(number, Kind.PHONE), repr(said)


@pytest.mark.req("SEC-02")
@given(st.data(), st.lists(HAN, min_size=2, max_size=3))
def test_a_name_of_parts_is_one_name_whatever_dot_stands_between(data, parts):
    said = data.draw(spelt(data.draw(st.sampled_from(DOTS)).join(parts)))
    assert blind(said, Kind.NAME) == blind("·".join(parts), Kind.NAME), repr(said)


@pytest.mark.req("SEC-02")
@given(st.data(), citizens)
def test_an_identity_number_of_fifteen_digits_is_that_of_eighteen(data, number):
    said = data.draw(st.sampled_from([number, number[:6] + number[8:17], number.replace("X", "×")]))
    assert blind(data.draw(spelt(said)), Kind.ID_NUMBER) == blind(number, Kind.ID_NUMBER), said


@pytest.mark.req("SEC-02")
@given(
    st.data(),
    st.from_regex(r"[A-Z]{0,4}[0-9]{5,20}", fullmatch=True),
    st.sampled_from([Kind.POLICY, Kind.CLAIM]),
)
def test_a_policy_number_is_one_number_whatever_divides_it(data, number, kind):
    said = data.draw(spelt(number, [*SPACES, "-", "/", ".", "_", "—"]))
    assert blind(said, kind) == blind(number, kind), repr(said)


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Kind.PHONE, st.one_of(mobiles, landlines, st.from_regex(r"\+852[569][0-9]{7}", fullmatch=True))),
        (Kind.ID_NUMBER, citizens),
        (Kind.NAME, HAN),
        (Kind.POLICY, st.from_regex(r"[A-Z0-9]{3,20}", fullmatch=True)),
    ],
)
def test_what_differs_has_another_fingerprint(kind, values):
    @given(values, values)
    def differ(one, other):
        assert (blind(one, kind) == blind(other, kind)) == (one == other)

    differ()


@pytest.mark.req("SEC-02")
@given(st.text(max_size=40), st.sampled_from([*Kind, "text", "policy_number"]))
def test_the_one_way_to_write_a_value_is_itself_written_that_way(text, kind):
    once = normalise(text, kind)
    assert normalise(once, kind) == once


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.NAME, "张*", "张"),
        (Kind.NAME, "张**", "张三"),
        (Kind.PHONE, "028-86123456", "0816-6123456"),
        (Kind.PHONE, "+852 9123 4567", "91234567"),
        (Kind.ID_NUMBER, "510101901301123", "510101199013011231"),
        (Kind.PHONE, "a.b@anhe.example", "ac@anhe.example"),
    ],
)
def test_these_are_not_the_same(kind, one, other):
    assert blind(one, kind) != blind(other, kind)


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("13900001234、13800001234", "13900001234"),
        ("联系人13900001234", "13900001234"),
        ("95519转8", "95519"),
        ("400-812-3456", "4008123456"),
        ("86123456转801", "86123456"),
        ("00852-91234567", "+85291234567"),
        ("510000000012345", "510000000012345"),
    ],
)
def test_these_are_written_so(said, number):
    kind = Kind.ID_NUMBER if said == number else Kind.PHONE
    assert normalise(said, kind) == number


@pytest.mark.parametrize("said", ["无", "没有", "不详", "unknown", "—"])
def test_who_has_no_telephone_is_not_the_same_as_the_next_who_has_none(said):
    assert blind(said, Kind.PHONE) is None
    assert blind("13800001234", Kind.PHONE) is not None


@pytest.mark.req("INT-15")
@pytest.mark.parametrize(
    ("kind", "said", "meant"),
    [
        # What the number is called, as people paste it.
        (Kind.POLICY, "保单号：P510001", "P510001"),
        (Kind.POLICY, "保险单号码 Ｐ510001", "P510001"),
        (Kind.POLICY, "保单P-510001号", "P510001"),
        (Kind.POLICY, "No. P510001", "P510001"),
        (Kind.POLICY, "№P510001", "P510001"),
        (Kind.CLAIM, "赔案号 C510002", "C510002"),
        (Kind.CLAIM, "报案编号:C510002", "C510002"),
        (Kind.ID_NUMBER, "身份证：510101196501011234", "510101196501011234"),
        (Kind.ID_NUMBER, "公民身份号码510101 19650101 1234", "510101196501011234"),
        (Kind.ID_NUMBER, "ID: 510101196501011234", "510101196501011234"),
        (Kind.ACCOUNT, "银行卡号 6222 0200 0000 1234", "6222020000001234"),
        # Dots that are letters or marks by their kind.
        (Kind.NAME, "买买提˙艾力", "买买提·艾力"),
        (Kind.NAME, "买买提ㆍ艾力", "买买提·艾力"),
        (Kind.NAME, "买买提ᐧ艾力", "买买提·艾力"),
        (Kind.NAME, "买买提ꞏ艾力", "买买提·艾力"),
        (Kind.NAME, "Oʼneil", "O'Neil"),
        # Copied out of a PDF, where some characters become radicals.
        (Kind.NAME, "⻢云⻰", "马云龙"),
        (Kind.NAME, "⻩⼩⻛", "黄小风"),
        # A switchboard as mobiles dial it.
        (Kind.PHONE, "028-86123456*8012", "028-86123456"),
        (Kind.PHONE, "028-86123456p8012", "028-86123456"),
        (Kind.EMAIL, "zhang@anhe。example", "zhang@anhe.example"),
    ],
)
def test_what_people_call_the_same_is_the_same(kind, said, meant):
    assert normalise(said, kind) == normalise(meant, kind)


@pytest.mark.req("INT-15")
@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.NAME, "王\U00031350", "王"),  # Extension H, which the Unicode of Python 3.11 does not know
        (Kind.NAME, "王\U00031350", "王\U00031351"),
        (Kind.NAME, "⻢云", "云"),  # a radical that is left out makes two people one
        (Kind.POLICY, "P51OOO1", "P510001"),
        (Kind.POLICY, "P5l0001", "P510001"),
        (Kind.PHONE, "138OOOO1234", "13800001234"),
        (Kind.ID_NUMBER, "11010119900309008O", "110101199003090080"),
        (Kind.NAME, "李錦", "李锦"),
        (Kind.CLAIM, "川赔2026118", "渝赔2026118"),
        (Kind.POLICY, "合同2026001", "2026001"),  # not called so: part of it
    ],
)
def test_what_differs_by_a_letter_differs(kind, one, other):
    assert normalise(one, kind) != normalise(other, kind)
