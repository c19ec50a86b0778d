"""What a file carries within it that would run when somebody opens it: macros, programs, scripts (SEC-05).

Containers are looked into as they come: office files, ZIP archives, mail, and what lies in these, to a bounded depth
and size. What cannot be looked into within these bounds is not taken either.
"""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Final, Literal

from redress.privacy.visible import visible

Kind = Literal["macro", "program", "closed"]

DEEPEST: Final = 3
MOST_ENTRIES: Final = 5_000
MOST_WITHIN: Final = 50_000_000
"""Bytes of containers within containers, unpacked, of one file."""
PROGRAMS: Final = frozenset(
    [
        "app",
        "appx",
        "appref-ms",
        "bat",
        "chm",
        "class",
        "cmd",
        "com",
        "command",
        "cpl",
        "csh",
        "deb",
        "dll",
        "dmg",
        "docm",
        "dotm",
        "elf",
        "exe",
        "gadget",
        "hta",
        "hlp",
        "inf",
        "ins",
        "iso",
        "img",
        "isp",
        "jar",
        "job",
        "js",
        "jse",
        "ksh",
        "lnk",
        "mht",
        "mhtml",
        "mjs",
        "msc",
        "msh",
        "msi",
        "msix",
        "msp",
        "mst",
        "ocx",
        "pif",
        "pkg",
        "potm",
        "ppam",
        "ppsm",
        "pptm",
        "ps1",
        "ps1xml",
        "ps2",
        "psc1",
        "psd1",
        "psm1",
        "py",
        "pyc",
        "pyw",
        "rb",
        "reg",
        "rpm",
        "scf",
        "scr",
        "sct",
        "settingcontent-ms",
        "sh",
        "shb",
        "shs",
        "sys",
        "url",
        "vb",
        "vbe",
        "vbs",
        "vhd",
        "vhdx",
        "vxd",
        "wasm",
        "website",
        "ws",
        "wsc",
        "wsf",
        "wsh",
        "xbap",
        "xlam",
        "xll",
        "xlm",
        "xlsb",
        "xlsm",
        "xltm",
        "apk",
        "ipa",
        "php",
        "pl",
    ]
)
"""What their names end in: programs, scripts, and office files that are there for their macros."""
ARCHIVES: Final = frozenset(
    ["7z", "ace", "arj", "bz2", "cab", "gz", "lz", "lzh", "rar", "tar", "tgz", "xz", "z", "zst"]
)
"""Archives that are not looked into."""
_RUNS: Final = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"L\0\0\0\x01\x14\x02",
)
_PACKED: Final = (b"Rar!", b"7z\xbc\xaf", b"MSCF", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VBA: Final = "_VBA_PROJECT".encode("utf-16-le")
_CHUNK: Final = 1 << 20
_TYPES: Final = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Danger:
    """The first thing found: where it lies ('letters.zip/pay.exe', '' for the file itself), and of what kind."""

    where: str
    kind: Kind


@dataclass
class _Search:
    within: int = 0
    entries: int = 0
    path: list[str] = field(default_factory=list)

    def found(self, kind: Kind, name: str = "") -> Danger:
        return Danger("/".join([*self.path, *([name] if name else [])]), kind)


def danger(file: IO[bytes], *, mail: bool = False) -> Danger | None:
    """What would run when the file is opened, or None. The file stands at its beginning afterwards."""
    try:
        return _mail(file, _Search()) if mail else _look(file, _Search())
    finally:
        file.seek(0)


def _look(file: IO[bytes], search: _Search) -> Danger | None:
    file.seek(0)
    head = file.read(8)
    if head == _OLE:
        return search.found("macro") if _holds(file, _VBA) else None
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    if len(search.path) > DEEPEST:
        return search.found("closed")
    try:
        with zipfile.ZipFile(file) as archive:
            return _archive(archive, search)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        return search.found("closed")


def _archive(archive: zipfile.ZipFile, search: _Search) -> Danger | None:
    search.entries += len(archive.infolist())
    if search.entries > MOST_ENTRIES:
        return search.found("closed")
    for entry in archive.infolist():
        if not entry.is_dir() and (found := _entry(archive, entry, search)) is not None:
            return found
    return None


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, search: _Search) -> Danger | None:
    name = visible(entry.filename.replace("\\", "/"))
    if (kind := _named(name)) is not None:
        return search.found(kind, name)
    if entry.flag_bits & 1:
        return None  # locked: only its name is told
    with archive.open(entry) as content:
        head = content.read(8)
    if (kind := _begins(head)) is not None:
        return search.found(kind, name)
    if entry.filename != _TYPES and head != _OLE and not head.startswith(b"PK\x03\x04"):
        return None
    inner = _unpacked(archive, entry, search)
    if inner is None:
        return search.found("closed", name)
    if entry.filename == _TYPES and b"macroenabled" in inner.lower().replace(b"\0", b""):
        return search.found("macro", name)
    return _within(io.BytesIO(inner), name, search)


def _within(file: IO[bytes], name: str, search: _Search) -> Danger | None:
    search.path.append(name)
    try:
        return _look(file, search)
    finally:
        search.path.pop()


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, search: _Search) -> bytes | None:
    """The content of a container within; None when it is more than is unpacked."""
    left = MOST_WITHIN - search.within
    with archive.open(entry) as content:
        found = content.read(left + 1)
    search.within += len(found)
    return found if len(found) <= left else None


def _mail(file: IO[bytes], search: _Search) -> Danger | None:
    file.seek(0)
    for part in email.message_from_binary_file(file, policy=email.policy.compat32).walk():
        name = visible(part.get_filename() or "")
        if name and (kind := _named(name)) is not None:
            return search.found(kind, name)
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if name and (kind := _begins(content[:8])) is not None:
            return search.found(kind, name)
        if (deeper := _within(io.BytesIO(content), name or "mail", search)) is not None:
            return deeper
    return None


def _named(name: str) -> Kind | None:
    """By what a computer goes by: the last ending, whatever blanks and points follow it."""
    path = PurePosixPath(name.lower().rstrip(" ."))
    ending = path.suffix.lstrip(".").strip()
    if path.name.startswith("vbaproject") or path.parent.name == "macrosheets":
        return "macro"
    return "program" if ending in PROGRAMS else "closed" if ending in ARCHIVES else None


def _begins(head: bytes) -> Kind | None:
    return "program" if head.startswith(_RUNS) else "closed" if head.startswith(_PACKED) else None


def _holds(file: IO[bytes], wanted: bytes) -> bool:
    file.seek(0)
    kept = b""
    while chunk := file.read(_CHUNK):
        if wanted in kept + chunk:
            return True
        kept = chunk[-len(wanted) :]
    return False
