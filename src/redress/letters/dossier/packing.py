"""Archives that are written in one way only: the same files give the same bytes, so that a changed byte shows."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO

_CHUNK = 1024 * 1024
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Content:
    """A file of the archive: its bytes, or what opens a stream of them."""

    data: bytes | Callable[[], IO[bytes]]

    def read_into(self, out: IO[bytes]) -> None:
        if isinstance(self.data, bytes):
            out.write(self.data)
            return
        with self.data() as file:
            while chunk := file.read(_CHUNK):
                out.write(chunk)

    def describe(self) -> tuple[int, str]:
        """Size and SHA-256."""
        if isinstance(self.data, bytes):
            return len(self.data), hashlib.sha256(self.data).hexdigest()
        digest, size = hashlib.sha256(), 0
        with self.data() as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
        return size, digest.hexdigest()


def write(out: IO[bytes], files: Mapping[str, Content]) -> None:
    """A ZIP archive, stored, in the order of the names, with no times and no rights of its own."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            with archive.open(_entry(name), "w", force_zip64=True) as entry:
                files[name].read_into(entry)


def rewrite(source: zipfile.ZipFile, names: Iterable[str], out: IO[bytes]) -> None:
    """The same archive again, from its own contents."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(names):
            with source.open(name) as old, archive.open(_entry(name), "w", force_zip64=True) as entry:
                while chunk := old.read(_CHUNK):
                    entry.write(chunk)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=_DATE)
    entry.compress_type = zipfile.ZIP_STORED
    entry.create_system = 3
    entry.external_attr = 0o444 << 16
    return entry
