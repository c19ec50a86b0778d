"""What an encrypted structure is written as, however it is made."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.privacy.fields import EncryptedJSON

WORDS = st.text(st.characters(exclude_categories=("Cs",)))


def in_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.req("SEC-02")
@given(st.dictionaries(WORDS, WORDS))
def test_words_by_their_places_are_written_as_json_writes_them(said):
    assert EncryptedJSON().as_text(said) == in_json(said)


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize("said", [{"a": 1}, {"a": None, "b": [1.5, "二"]}, ["a"], {1: "a"}])
def test_so_is_any_other_structure(said):
    assert EncryptedJSON().as_text(said) == in_json(said)


@pytest.mark.req("SEC-02")
def test_what_json_does_not_know_is_refused():
    with pytest.raises(TypeError):
        EncryptedJSON().as_text({"a": object()})
