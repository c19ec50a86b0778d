"""Verifying a dossier offline, without database or network: any change of a byte is found (COM-11)."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from django.utils.translation import gettext as _

from redress.casework import chain
from redress.letters.dossier import packing
from redress.privacy.scratch import scratch
from redress.sealing import signing as seal

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
PUBLIC_KEY: Final = "public_key.pem"
JOURNAL: Final = "journal.json"
OUTSIDE: Final = frozenset({MANIFEST, SIGNATURE, PUBLIC_KEY})
"""Files that the manifest cannot name: itself, its signature, and the key to verify that with."""
DISPOSE: Final = "dispose"
FORMAT: Final = 2
"""2: entries are under a key of the house. 1: hashes that anybody can compute; still read."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a dossier says it is, whose key sealed it, and everything that does not hold."""

    number: str
    made_at: str
    files: int
    fingerprint: str
    faults: tuple[str, ...]


def verify(path: Path, trusted: Collection[bytes] | None = None) -> Report:
    """Read the dossier and verify it. A file that is no dossier is a report with one fault.

    `trusted`: the public keys (PEM) that a dossier may be sealed with, by default this house's. The key in the archive
    proves nothing by itself: whoever changes a dossier can seal it again with a key of his own.
    """
    trusted = seal.house_keys() if trusted is None else trusted
    try:
        with zipfile.ZipFile(path) as archive:
            return _report(path, archive, trusted)
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, NotImplementedError) as broken:
        return Report("", "", 0, "", (_("this is not a whole dossier: %(why)s") % {"why": broken},))


def _report(path: Path, archive: zipfile.ZipFile, trusted: Collection[bytes]) -> Report:
    manifest_text, pem = archive.read(MANIFEST), archive.read(PUBLIC_KEY)
    manifest = json.loads(manifest_text)
    faults = [
        *_container(path, archive),
        *_format(manifest),
        *_whose(pem, trusted),
        *_signature(manifest_text, pem, archive.read(SIGNATURE)),
        *_files(archive, manifest),
        *_journal(archive, manifest),
    ]
    said = {str(key): str(manifest.get(key, "")) for key in ("case", "made_at")}
    return Report(said["case"], said["made_at"], len(manifest["files"]), seal.fingerprint(pem), tuple(faults))


def _container(path: Path, archive: zipfile.ZipFile) -> Iterator[str]:
    """The archive is written in one way only, so it must be, byte for byte, what it would be written as again."""
    names = archive.namelist()
    if len(names) != len(set(names)):
        yield _("a file stands twice in the archive")
        return
    with scratch() as again:
        try:
            packing.rewrite(archive, names, again)
        except zipfile.BadZipFile as broken:
            yield _("the archive is damaged: %(why)s") % {"why": broken}
            return
        again.seek(0)
        with path.open("rb") as file:
            if _digest(file) != _digest(again):
                yield _("the archive is not as it was written")


def _digest(file: Any) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def _format(manifest: Mapping[str, Any]) -> Iterator[str]:
    if manifest.get("format") not in (1, FORMAT):
        yield _("%(file)s: its format is not known") % {"file": MANIFEST}


def _whose(pem: bytes, trusted: Collection[bytes]) -> Iterator[str]:
    if seal.fingerprint(pem) not in {seal.fingerprint(each) for each in trusted}:
        yield _("it was sealed with a key that is not this house's; give the key that you trust with --key")


def _signature(manifest: bytes, pem: bytes, signature: bytes) -> Iterator[str]:
    if not seal.signed(pem, manifest, signature):
        yield _("%(file)s: the signature does not hold") % {"file": MANIFEST}


def _files(archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> Iterator[str]:
    listed = {str(each["path"]): each for each in manifest["files"]}
    there = set(archive.namelist()) - OUTSIDE
    yield from (_("%(file)s: is missing") % {"file": name} for name in sorted(listed.keys() - there))
    yield from (
        _("%(file)s: is not in the manifest") % {"file": name} for name in sorted(there - listed.keys())
    )
    for name in sorted(there & listed.keys()):
        try:
            with archive.open(name) as file:
                found = _digest(file)
        except zipfile.BadZipFile:
            found = ""
        if found != listed[name]["sha256"]:
            yield _("%(file)s: was changed") % {"file": name}


def _journal(archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Every entry follows from the one before it, and the last one is the one the manifest names (SEC-04)."""
    if JOURNAL not in archive.namelist():
        return
    try:
        yield from _chain(json.loads(archive.read(JOURNAL)), manifest)
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as broken:
        yield _("%(file)s: cannot be read: %(why)s") % {"file": JOURNAL, "why": broken}


def _chain(entries: list[dict[str, Any]], manifest: Mapping[str, Any]) -> Iterator[str]:
    """Of entries from before a disposal only the skeleton is left; that of the disposal itself is whole (CLO-10)."""
    bare = next((entry["sequence"] for entry in entries if entry["command"] == DISPOSE), 0)
    previous = ""
    for place, entry in enumerate(entries, start=1):
        said = SimpleNamespace(**{"request": ""} | entry | {"at": datetime.fromisoformat(entry["at"])})
        if entry["sequence"] != place or entry["previous"] != previous:
            yield _("%(file)s: entry %(n)s does not follow the one before it") % {"file": JOURNAL, "n": place}
        if place >= bare and not _entry_holds(said, manifest):
            yield _("%(file)s: entry %(n)s was changed") % {"file": JOURNAL, "n": place}
        previous = entry["hash"]
    if previous != manifest["journal_head"]:
        yield _("%(file)s: the last entries are missing") % {"file": JOURNAL}


def _entry_holds(entry: Any, manifest: Mapping[str, Any]) -> bool:
    """Whether the hash is that of the entry; where its key is not known, the signature alone stands for it."""
    number = str(manifest["case"])
    if manifest.get("format") == 1:
        return bool(chain.plain(entry, number) == entry.hash)
    return chain.holds(entry, number) or (chain.is_keyed(entry.hash) and not chain.has_key(entry.hash))
