"""A text holds nothing that is not seen, at whatever door it comes in."""

from __future__ import annotations

import unicodedata

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from redress.complaints.intake.commands.register import Register
from redress.desk.forms import words
from redress.evidence import names
from redress.privacy.kinds import Kind
from redress.privacy.normalising import normalise
from redress.privacy.visible import hides, ideograph, unfit, visible

UNSEEN = [
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u202e",
    "\u2066",
    "\u00ad",
    "\u3164",
    "\u115f",
    "\ufe0f",
    "\U000e0041",
    "\u2060",
]
REFUSED = {
    "\x00": "control",
    "\x1b": "control",
    "\ud800": "half",
    "\uffff": "unassigned",
    "\ue000": "private",
}
MIXED = st.text(
    st.one_of(st.characters(), st.sampled_from([*UNSEEN, *REFUSED, "\r", "\u2800", "\u2028", "王"]))
)


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("char", UNSEEN)
def test_what_nobody_sees_is_left_out_of_names_and_words(char: str) -> None:
    assert visible(f"{char}王{char}小明{char}") == "王小明"
    assert visible(char * 3) == ""
    assert unfit(visible(f"王{char}")) is None
    assert hides(f"合同{char}.pdf")
    assert char not in names.safe(f"合同{char}.pdf")


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize(("char", "why"), REFUSED.items())
def test_what_cannot_be_shown_is_refused_with_its_place(char: str, why: str) -> None:
    found = unfit(f"王{char}")
    assert found is not None
    assert (found.place, found.why) == (2, why)


@pytest.mark.req("SEC-05")
def test_lines_blanks_and_bullets_stay_readable() -> None:
    assert visible("一、\r\n\u3000\u3000二、\u2028三\x85四") == "一、\n\u3000\u3000二、\n三\n四"
    assert visible("\uf0b7 第一项") == "• 第一项"
    assert visible("a\u2800b") == "a b"
    assert visible("\u2800\u3000") == ""


@pytest.mark.req("SEC-05")
@given(MIXED)
def test_the_rule_asked_again_changes_nothing_and_leaves_nothing_unseen(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert unicodedata.is_normalized("NFC", once)
    if unfit(once) is None:
        seen = "".join(char for char in once if not ideograph(char))
        assert not any(unicodedata.category(char) in ("Cf", "Cs", "Co", "Cn", "Zl", "Zp") for char in seen)
        assert not hides(once.replace("\n", "").replace("\t", ""))
        assert "\x00" not in once


@pytest.mark.req("SEC-05")
@given(MIXED)
def test_a_name_of_a_file_that_is_given_out_hides_nothing(name: str) -> None:
    assert not hides(names.safe(name, "application/pdf"))


@pytest.mark.req("SEC-05")
def test_every_form_of_the_desk_holds_its_words_to_the_rule() -> None:
    import redress.desk.urls  # noqa: F401 - declares all forms

    found = [
        f"{form.__name__}.{name}"
        for form in _beneath(forms.Form)
        if form.__module__.startswith("redress.desk")
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, words.Words | forms.EmailField)
        and field.strip  # what is not stripped is the content of a file, read by its own reader
    ]
    assert found == []


@pytest.mark.req("SEC-05")
def test_the_form_of_a_unit_and_a_command_say_which_character() -> None:
    field = words.Words(max_length=3)
    assert field.clean("王\u200b小\u202e明") == "王小明"
    with pytest.raises(forms.ValidationError, match=r"00(00|1B)"):
        field.clean("王\x1b")
    assert Register.model_fields["facts"] is not None


def _beneath(kind: type) -> list[type]:
    return [each for sub in kind.__subclasses__() for each in (sub, *_beneath(sub))]


@pytest.mark.req("INT-15")
@pytest.mark.parametrize(
    "char",
    ["㐂", "𠮷", "𪜀", "𫝀", "𫠠", "𬺰", "\U00030000", "\U00031350", "\U000323af", "\U0002ebf0"],
    ids=["A", "B", "C", "D", "E", "F", "G", "H", "last-of-H", "I"],
)
def test_a_name_with_a_rare_character_is_taken_whatever_unicode_python_has(char: str) -> None:
    name = f"王{char}"
    assert (visible(name), unfit(name), hides(f"{name}.pdf")) == (name, None, False)
    assert normalise(name, Kind.NAME) == name


def test_the_last_two_places_of_a_plane_stand_for_nothing() -> None:
    assert unfit("王\U0002ffff") is not None
    assert unfit("王\U0003fffe") is not None
