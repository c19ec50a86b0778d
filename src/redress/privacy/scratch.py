"""A file for the moment that is nobody's to find: encrypted under a key that only this process has, and without a name.

What is too large for memory - an upload, a dossier - goes to the disk meanwhile. A process that is killed leaves
nothing there, and the blocks that were written tell nothing (SEC-02).
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes

_KEY, _BLOCK = 32, 16


class _Scratch(io.RawIOBase):
    """AES in counter mode: it can be read and written from any place on."""

    def __init__(self) -> None:
        super().__init__()
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with this
        self._key = algorithms.AES256(os.urandom(_KEY))
        self._first = int.from_bytes(os.urandom(_BLOCK), "big")

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def truncate(self, size: int | None = None) -> int:
        return self._file.truncate(size)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        stream = self._stream(self._file.tell())
        sealed = self._file.read(len(buffer)) or b""
        buffer[: len(sealed)] = stream.update(sealed)
        return len(sealed)

    def write(self, plain: bytes) -> int:  # type: ignore[override]
        return self._file.write(self._stream(self._file.tell()).update(bytes(plain))) or 0

    def close(self) -> None:
        self._file.close()
        super().close()

    def _stream(self, place: int) -> CipherContext:
        block, over = divmod(place, _BLOCK)
        counter = (self._first + block) % (1 << 8 * _BLOCK)
        stream = Cipher(self._key, modes.CTR(counter.to_bytes(_BLOCK, "big"))).encryptor()
        stream.update(bytes(over))
        return stream


def scratch() -> io.BufferedRandom:
    """An empty file to write, seek and read; gone when it is closed."""
    return io.BufferedRandom(_Scratch())


@contextmanager
def in_memory(chunks: Iterable[bytes]) -> Iterator[Path]:
    """For readers that want a path: a file that stands in memory alone, under no name on any disk."""
    with os.fdopen(os.memfd_create("redress"), "wb") as file:
        file.writelines(chunks)
        file.flush()
        yield Path(f"/proc/self/fd/{file.fileno()}")
