"""What a backup says of itself: version, when, every file with its hash, and which keys it takes to read it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from pydantic import BaseModel, ConfigDict

from redress import __version__
from redress.settings.secrets import MAKERS

NAME = "manifest.json"
DUMP = "database.dump"
FILES = "evidence"
_BYTES = 1 << 20


class Kept(BaseModel):
    """One file of the backup, under its path in it."""

    sha256: str
    bytes: int


class Role(BaseModel):
    """A role of the database that policies and grants name. Its password is not kept."""

    name: str
    login: bool
    member_of: list[str]


class Manifest(BaseModel):
    """`keys`: by setting and id a print of the key, by which the right one is known and nothing else."""

    model_config = ConfigDict(extra="forbid")

    format: int = 1
    version: str = __version__
    made_at: str
    server: str
    migrations: dict[str, str]
    roles: list[Role]
    keys: dict[str, dict[str, str]]
    files: dict[str, Kept]
    vanished: list[str] = []


def prints() -> dict[str, dict[str, str]]:
    """The keys of this house, by setting and id."""
    return {
        name: dict(_prints(str(getattr(settings, name, ""))))
        for name in sorted(MAKERS)
        if name != "REDRESS_SECRET_KEY"
    }


def _prints(value: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, (piece.strip() for piece in value.split(","))):
        key_id, _colon, key = part.rpartition(":")
        yield key_id or "-", hmac.new(key.encode(), b"which key is this", hashlib.sha256).hexdigest()[:16]


def missing(manifest: Manifest) -> list[str]:
    """Keys that the backup was made under and this house does not hold."""
    here = prints()
    return [
        f"{name} {key_id}".removesuffix(" -")
        for name, ids in manifest.keys.items()
        for key_id, print_ in ids.items()
        if print_ not in here.get(name, {}).values()
    ]


def kept(path: Path) -> Kept:
    """Hash and size of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_BYTES):
            digest.update(piece)
    return Kept(sha256=digest.hexdigest(), bytes=path.stat().st_size)


def faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What of a backup is missing, changed, or not its own."""
    for name, known in manifest.files.items():
        path = folder / name
        if not path.is_file():
            yield f"{name}: missing"
        elif kept(path) != known:
            yield f"{name}: changed"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    yield from (f"{name}: not of this backup" for name in sorted(found - {NAME, *manifest.files}))
