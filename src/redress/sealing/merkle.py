"""The Merkle tree of RFC 9162 (section 2.1): roots, inclusion and consistency proofs, and their verification. Pure.

Leaves and nodes are SHA-256 hashes of 32 bytes. A tree is kept as its peaks: the roots of the whole subtrees that its
size, written in binary, consists of, the largest first. That is enough to grow it and to know its root.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(content: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(peaks: Sequence[bytes], size: int, leaves: Iterable[bytes]) -> tuple[list[bytes], int]:
    """The peaks and size after these leaf hashes were appended."""
    grown = list(peaks)
    for leaf in leaves:
        node, rest = leaf, size
        while rest & 1:
            node = node_hash(grown.pop(), node)
            rest >>= 1
        grown.append(node)
        size += 1
    return grown, size


def root_of(peaks: Sequence[bytes]) -> bytes:
    if not peaks:
        return EMPTY
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def root(leaves: Sequence[bytes]) -> bytes:
    """Of the leaf hashes, in their order."""
    return root_of(grow([], 0, leaves)[0])


def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The proof that the leaf hash at `index` stands in the tree of these leaves (2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion(index, leaves[:split]), root(leaves[split:])]
    return [*inclusion(index - split, leaves[split:]), root(leaves[:split])]


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether the proof leads from the leaf hash to the root of a tree of that size (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == expected


def consistency(old: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The proof that the tree of the first `old` leaves is a beginning of the tree of all (2.1.4.1)."""
    if not 0 < old <= len(leaves):
        raise IndexError(f"there is no beginning of {old} leaves in a tree of {len(leaves)}")
    return _consistency(old, leaves, whole=True)


def _consistency(old: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    if old <= split:
        return [*_consistency(old, leaves[:split], whole=whole), root(leaves[split:])]
    return [*_consistency(old - split, leaves[split:], whole=False), root(leaves[:split])]


def consistent(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof says that the older tree is a beginning of the newer (2.1.4.2). Sizes are above 0."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, step)
        place, last = place >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
