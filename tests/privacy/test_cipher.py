"""Personal data: encrypted, moved nowhere, found by blind index, masked."""

import base64
import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from redress.privacy import cipher, keys
from redress.privacy.masks import Kind, mask


def a_key(byte: int) -> str:
    return base64.b64encode(bytes([byte]) * 32).decode()


RING = keys.parse(f"new:{a_key(1)},old:{a_key(2)}", a_key(3))
OLD = keys.parse(f"old:{a_key(2)}", a_key(3))


@pytest.mark.req("SEC-02")
@given(st.text(min_size=1))
def test_what_was_encrypted_comes_back(plain):
    plain = plain.encode("utf-8", "ignore").decode()
    stored = cipher.encrypt(plain, "party.name", 7, RING)
    assert cipher.decrypt(stored, "party.name", 7, RING) == plain


@pytest.mark.req("SEC-02")
def test_a_value_moved_to_another_column_does_not_open():
    stored = cipher.encrypt("刘建国", "party.name", 7, RING)
    with pytest.raises(cipher.Unreadable):
        cipher.decrypt(stored, "party.address", 7, RING)


@pytest.mark.req("SEC-02")
def test_a_value_moved_to_another_row_does_not_open():
    stored = cipher.encrypt("刘建国", "party.name", 7, RING)
    with pytest.raises(cipher.Unreadable):
        cipher.decrypt(stored, "party.name", 8, RING)
    with pytest.raises(cipher.Unreadable):
        cipher.decrypt(cipher.encrypt("刘建国", "party.name", 11, RING), "party.name1", 1, RING)


def unbound(plain: str, column: str, ring: keys.KeyRing = RING) -> bytes:
    """As values were written before they were bound to their row."""
    nonce, key_id = os.urandom(12), ring.current.encode()
    sealed = AESGCM(ring.key(ring.current)).encrypt(nonce, plain.encode(), column.encode())
    return bytes([len(key_id)]) + key_id + nonce + sealed


@pytest.mark.req("SEC-02")
def test_a_value_that_is_not_bound_to_its_row_is_refused_however_it_is_dressed():
    stored = unbound("刘建国", "party.name")
    assert cipher.opened_unbound(stored, "party.name", RING) == "刘建国"
    for dressed in (stored, bytes([stored[0] | cipher.BOUND]) + stored[1:]):
        with pytest.raises(cipher.Unreadable):
            cipher.decrypt(dressed, "party.name", 7, RING)


@pytest.mark.req("SEC-02")
@given(st.binary(max_size=80))
def test_whatever_stands_in_the_column_is_unreadable_and_nothing_worse(stored):
    with pytest.raises(cipher.Unreadable):
        cipher.decrypt(stored, "party.name", 7, RING)


@pytest.mark.req("SEC-02")
def test_values_of_an_older_key_stay_readable_and_new_ones_use_the_first_key():
    old = cipher.encrypt("刘建国", "party.name", 7, OLD)
    assert cipher.decrypt(old, "party.name", 7, RING) == "刘建国"
    assert cipher.encrypt("刘建国", "party.name", 7, RING).startswith(cipher.prefix("new"))


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize("other", ["138-0000-1234", "+8613800001234", " 138 0000 1234 ", "138 0000 1234"])
def test_the_blind_index_of_a_phone_does_not_mind_how_it_is_written(other):
    assert cipher.blind("13800001234", "phone", RING) == cipher.blind(other, "phone", RING)
    assert cipher.blind("13800001235", "phone", RING) != cipher.blind(other, "phone", RING)


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("张三丰", Kind.NAME, "张**"),
        ("李", Kind.NAME, "李*"),
        ("13812345678", Kind.PHONE, "138****5678"),
        ("510101196501011234", Kind.ID_NUMBER, "5101************34"),
        ("6222020200112230", Kind.ACCOUNT, "************2230"),
        ("zhang@example.com", Kind.EMAIL, "z***@example.com"),
        ("12", Kind.PHONE, "**"),
    ],
)
@pytest.mark.req("SEC-02")
def test_masks(value, kind, shown):
    assert mask(value, kind) == shown


@pytest.mark.parametrize("text", ["", "x", "a:xyz", f"a:{base64.b64encode(b'short').decode()}"])
def test_a_broken_key_ring_is_refused_with_the_setting_named(text):
    with pytest.raises(ImproperlyConfigured, match="REDRESS_FIELD_KEYS"):
        keys.parse(text, a_key(3))


@pytest.mark.req("SEC-02")
def test_many_values_encrypted_at_once_have_a_nonce_each_and_open_where_they_stand():
    many = cipher.Many(RING, ahead=4)
    stored = [many.encrypt("刘建国", "party.name", row) for row in range(11)]
    begin = len(cipher.prefix("new"))
    assert len({each[begin : begin + cipher.NONCE_BYTES] for each in stored}) == 11
    assert {cipher.decrypt(each, "party.name", row, RING) for row, each in enumerate(stored)} == {"刘建国"}
    with pytest.raises(cipher.Unreadable):
        cipher.decrypt(stored[4], "party.name", 3, RING)
