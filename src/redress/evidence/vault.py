"""A file at rest: encrypted in chunks under a key of its own, which the key ring wraps (SEC-02).

    RDF1 | id of the wrapping key, padded to 80 bytes | nonce | wrapped file key | chunk | chunk | ...

Each chunk is 1 MiB and its tag; its associated data name the file, its place and whether it is the last, so that none
can be left out, exchanged, or put into another file. A rotation of keys wraps the file key anew and leaves the chunks.
"""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from redress.privacy.cipher import Unreadable
from redress.privacy.keys import KeyRing, ring

CHUNK = 1024 * 1024
_MAGIC, _ID, _NONCE, _WRAPPED, _TAG = b"RDF1", 80, 12, 48, 16
HEADER = len(_MAGIC) + _ID + _NONCE + _WRAPPED


def encrypt(source: IO[bytes], out: IO[bytes], name: str) -> None:
    """Write what is left of `source` encrypted, as the file of that name; one chunk is in memory at a time."""
    key = AESGCM.generate_key(256)
    out.write(_header(key, name, ring()))
    aead, place, chunk = AESGCM(key), 0, source.read(CHUNK)
    while True:
        following = source.read(CHUNK) if len(chunk) == CHUNK else b""
        out.write(aead.encrypt(_nonce(place), chunk, _said(name, place, last=not following)))
        if not following:
            return
        place, chunk = place + 1, following


class Reading(io.RawIOBase):
    """The content of an encrypted file as a stream. Raises Unreadable where a chunk is not as it was written."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._name, self._place, self._left, self._over = name, 0, b"", False
        try:
            self._aead = AESGCM(_key(self._file.read(HEADER), name, ring()))
        except BaseException:
            self._file.close()
            raise
        self._next = self._file.read(CHUNK + _TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left and not self._over:
            self._left = self._opened()
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count

    def _opened(self) -> bytes:
        sealed, self._next = self._next, self._file.read(CHUNK + _TAG)
        self._over = not self._next
        try:
            plain = self._aead.decrypt(
                _nonce(self._place), sealed, _said(self._name, self._place, last=self._over)
            )
        except (InvalidTag, ValueError):
            raise Unreadable(f"file {self._name}: part {self._place} does not open.") from None
        self._place += 1
        return plain

    def close(self) -> None:
        self._file.close()
        super().close()


def rewrap(path: Path, name: str) -> bool:
    """Wrap the file's key with the current one; False when it is already. Raises Unreadable."""
    with path.open("rb") as file:
        header = file.read(HEADER)
        if _id(header) == ring().current:
            return False
        key = _key(header, name, ring())
        fresh = path.with_name(f".rewrapped-{name}")
        with fresh.open("wb") as out:
            out.write(_header(key, name, ring()))
            shutil.copyfileobj(file, out, CHUNK)
            out.flush()
            os.fsync(out.fileno())
    fresh.chmod(0o440)
    fresh.replace(path)
    return True


def _header(key: bytes, name: str, keys: KeyRing) -> bytes:
    nonce = os.urandom(_NONCE)
    wrapped = AESGCM(keys.key(keys.current)).encrypt(nonce, key, _wrapping(name))
    return _MAGIC + keys.current.encode().ljust(_ID, b"\0") + nonce + wrapped


def _id(header: bytes) -> str:
    return header[len(_MAGIC) : len(_MAGIC) + _ID].rstrip(b"\0").decode(errors="replace")


def _key(header: bytes, name: str, keys: KeyRing) -> bytes:
    nonce, wrapped = header[-_NONCE - _WRAPPED : -_WRAPPED], header[-_WRAPPED:]
    if len(header) != HEADER or not header.startswith(_MAGIC) or _id(header) not in keys.keys:
        raise Unreadable(f"file {name}: its head is not as it was written, or its key is not in the ring.")
    try:
        return AESGCM(keys.keys[_id(header)]).decrypt(nonce, wrapped, _wrapping(name))
    except InvalidTag:
        raise Unreadable(f"file {name}: its key does not open.") from None


def _wrapping(name: str) -> bytes:
    return f"redress file 1\0{name}".encode()


def _said(name: str, place: int, *, last: bool) -> bytes:
    return f"redress chunk 1\0{name}\0{place}\0{int(last)}".encode()


def _nonce(place: int) -> bytes:
    """The key is the file's alone, so the place in it serves once."""
    return place.to_bytes(_NONCE, "big")
