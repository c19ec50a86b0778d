"""Keeps each file once, under the SHA-256 of its content, and never changes it (SEC-04)."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from redress.evidence.checking import check
from redress.evidence.models import Blob
from redress.sealing.doors import door

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it was stored: its blob and the name it came under."""

    blob: Blob
    name: str


def store(file: IO[bytes], name: str) -> Stored:
    """Check a file, write it unless the same content is there already, and remember it. Raises Refusal on 'file'.

    The file is complete and on disk before its row is: a crash leaves at most a file that nothing names.
    """
    name, named = check(file, name, _size(file))
    digest, size = _write(file)
    with door("evidence"):
        blob, _new = Blob.objects.get_or_create(
            sha256=digest, defaults={"size": size, "content_type": named.content_type}
        )
    return Stored(blob, name)


def path_of(sha256: str) -> Path:
    """Where a content lies: ab/cd/abcd..., so that no folder grows too large."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def forget(sha256: str) -> None:
    """Delete a content from disk; nothing happens when it is gone already."""
    path_of(sha256).unlink(missing_ok=True)


def intact(sha256: str) -> bool:
    """Whether the file is there and still has the content its name says (SEC-04)."""
    try:
        with path_of(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def _size(file: IO[bytes]) -> int:
    return file.seek(0, os.SEEK_END)


def _write(file: IO[bytes]) -> tuple[str, int]:
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    with tempfile.NamedTemporaryFile(dir=root, prefix=".incoming-", delete=False) as draft:
        try:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                draft.write(chunk)
            draft.flush()
            os.fsync(draft.fileno())
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    _settle(Path(draft.name), path_of(digest.hexdigest()))
    return digest.hexdigest(), size


def _settle(draft: Path, target: Path) -> None:
    """Give the finished file its name at once; the same content there already is as good."""
    if target.exists():
        draft.unlink()
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft.chmod(0o440)
    draft.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name too is on disk before a row speaks of it
    finally:
        os.close(folder)
