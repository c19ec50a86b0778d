"""Keeps each file once, known by the SHA-256 of its content, encrypted, and never changes it (SEC-02, SEC-04)."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from redress.evidence import vault
from redress.evidence.checking import check
from redress.evidence.models import Blob
from redress.privacy.cipher import Unreadable, keyed
from redress.sealing.doors import door

log = logging.getLogger("redress.evidence")


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
    """Where a content lies, encrypted, under a keyed digest: the hash of a known paper would tell that it is here."""
    return _folded(_name(sha256))


def opened(sha256: str) -> io.BufferedReader:
    """The content as a stream. Raises FileNotFoundError, and Unreadable, here or while it is read.

    What was stored before files were encrypted is read as it lies, until `redress migrate` has encrypted it.
    """
    try:
        return io.BufferedReader(vault.Reading(path_of(sha256), _name(sha256)), vault.CHUNK)
    except FileNotFoundError:
        return _folded(sha256).open("rb")


def read(sha256: str) -> bytes:
    """The content, for papers of our own. Raises FileNotFoundError and Unreadable."""
    with opened(sha256) as file:
        return file.read()


def forget(sha256: str) -> None:
    """Delete a content from disk; nothing happens when it is gone already."""
    path_of(sha256).unlink(missing_ok=True)
    _folded(sha256).unlink(missing_ok=True)


def intact(sha256: str) -> bool:
    """Whether the file is there and still has the content its hash says (SEC-04)."""
    try:
        with opened(sha256) as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == sha256:
                return True
    except (FileNotFoundError, Unreadable):
        pass
    log.error("a stored file is not there as it was stored: %s", _name(sha256))
    return False


def encrypt_old(sha256: str) -> bool:
    """Encrypt a file that was stored before files were; False when there is nothing to do, or it is not as it was."""
    old = _folded(sha256)
    if not old.exists():
        return False
    with old.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            return False  # left where it is: it is found by `redress verify` and never served
        _encrypt(file, sha256)
    old.unlink()
    return True


def openable(sha256: str) -> None:
    """Unwrap the key of a stored file and open its beginning. Raises FileNotFoundError and Unreadable."""
    with opened(sha256) as file:
        file.read(1)


def rewrap(sha256: str) -> bool:
    """Wrap the key of a stored file anew; False when it is already. Raises FileNotFoundError and Unreadable."""
    return vault.rewrap(path_of(sha256), _name(sha256))


def _name(sha256: str) -> str:
    return keyed(sha256, "evidence").hex()


def _folded(name: str) -> Path:
    """ab/cd/abcd..., so that no folder grows too large."""
    return Path(settings.MEDIA_ROOT) / name[:2] / name[2:4] / name


def _size(file: IO[bytes]) -> int:
    return file.seek(0, os.SEEK_END)


def _write(file: IO[bytes]) -> tuple[str, int]:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(vault.CHUNK):
        digest.update(chunk)
    sha256 = digest.hexdigest()
    _encrypt(file, sha256)
    return sha256, _size(file)


def _encrypt(file: IO[bytes], sha256: str) -> None:
    """Write the content under its name; nothing of it is on disk in clear at any moment."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    file.seek(0)
    with tempfile.NamedTemporaryFile(dir=root, prefix=".incoming-", delete=False) as draft:
        try:
            vault.encrypt(file, draft, _name(sha256))
            draft.flush()
            os.fsync(draft.fileno())
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    _settle(Path(draft.name), sha256)


def _settle(draft: Path, sha256: str) -> None:
    """Give the finished file its name at once; the same content there already is as good while it is whole.

    A file that was damaged since would otherwise be what the next one who hands in that paper is served.
    """
    target = path_of(sha256)
    if target.exists() and intact(sha256):
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
