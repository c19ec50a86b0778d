"""The tree of RFC 9162: known roots, and proofs that hold for what is so and for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from redress.sealing import merkle

KNOWN = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
"""Leaves of the test vectors that implementations of certificate transparency share."""

ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}

pytestmark = pytest.mark.req("SEC-04")


@pytest.mark.parametrize(("size", "root"), ROOTS.items())
def test_roots_are_those_that_others_compute(size, root):
    assert merkle.root([merkle.leaf_hash(bytes.fromhex(leaf)) for leaf in KNOWN[:size]]).hex() == root


leaves = st.lists(st.binary(max_size=4), min_size=1, max_size=70).map(
    lambda all_: [*map(merkle.leaf_hash, all_)]
)


@given(leaves, st.data())
def test_every_leaf_is_proven_and_no_other_in_its_place(found, data):
    place = data.draw(st.integers(0, len(found) - 1))
    proof, root = merkle.inclusion(place, found), merkle.root(found)
    assert merkle.included(found[place], place, len(found), proof, root)
    assert not merkle.included(merkle.leaf_hash(b"another"), place, len(found), proof, root)
    elsewhere = data.draw(st.integers(0, len(found) - 1))
    assume(found[elsewhere] != found[place])
    assert not merkle.included(found[place], elsewhere, len(found), proof, root)


@given(leaves, st.data())
def test_a_beginning_is_proven_and_a_changed_past_is_not(found, data):
    old = data.draw(st.integers(1, len(found)))
    proof = merkle.consistency(old, found)
    before, root = merkle.root(found[:old]), merkle.root(found)
    assert merkle.consistent(old, before, len(found), root, proof)
    place = data.draw(st.integers(0, old - 1))
    changed = [*found[:place], merkle.leaf_hash(b"unsaid"), *found[place + 1 : old]]
    assert not merkle.consistent(old, merkle.root(changed), len(found), root, proof)


@given(leaves, st.data())
def test_a_proof_with_one_bit_turned_proves_nothing(found, data):
    old = data.draw(st.integers(1, len(found)))
    proof = merkle.consistency(old, found)
    assume(proof)
    place, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
    turned = (int.from_bytes(proof[place], "big") ^ (1 << bit)).to_bytes(32, "big")
    proof = [*proof[:place], turned, *proof[place + 1 :]]
    assert not merkle.consistent(old, merkle.root(found[:old]), len(found), merkle.root(found), proof)


@given(leaves, leaves)
def test_a_tree_grows_from_its_peaks_alone(first, second):
    peaks, size = merkle.grow([], 0, first)
    peaks, size = merkle.grow(peaks, size, second)
    assert size == len(first) + len(second)
    assert merkle.root_of(peaks) == merkle.root([*first, *second])
