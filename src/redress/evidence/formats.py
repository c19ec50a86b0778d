"""The kinds of file that may be evidence: what their names end in, and how their content begins."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_noop

HEAD = 4096
"""Bytes read from the beginning of a file to tell what it is."""

_Test = Callable[[bytes, IO[bytes]], bool]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. `name` is what people call it; `preview` whether a browser may show it within a page."""

    name: str
    extensions: tuple[str, ...]
    content_type: str
    holds: _Test
    preview: bool = False


def _begins(*magics: bytes) -> _Test:
    return lambda head, _file: head.startswith(magics)


def _riff(kind: bytes) -> _Test:
    return lambda head, _file: head[:4] == b"RIFF" and head[8:12] == kind


def _mp3(head: bytes, _file: IO[bytes]) -> bool:
    return head.startswith(b"ID3") or (
        len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 in (0xE2, 0xE4, 0xE6)
    )


def _boxes(head: bytes, _file: IO[bytes]) -> bool:
    """An ISO media file (MP4 and its kin) names its brand after the first box's length."""
    return head[4:8] == b"ftyp"


def _heic(head: bytes, _file: IO[bytes]) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"hevc")


def _office(part: str) -> _Test:
    """An Office file is a ZIP archive with a known part in it."""

    def holds(head: bytes, file: IO[bytes]) -> bool:
        if not head.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(file) as archive:
                return any(name.startswith(part) for name in archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError):
            return False

    return holds


def _zip(head: bytes, file: IO[bytes]) -> bool:
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        return zipfile.is_zipfile(file)
    except OSError:
        return False


def _text(head: bytes, _file: IO[bytes]) -> bool:
    """Plain text in an encoding that Chinese offices use; anything with zero bytes is not text."""
    if b"\x00" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            head.decode(encoding)
        except UnicodeDecodeError as error:
            # The head may end in the middle of a character.
            if len(head) == HEAD and error.start >= HEAD - 4:
                return True
        else:
            return True
    return False


def _email(head: bytes, file: IO[bytes]) -> bool:
    return _text(head, file) and any(line[:1].isalpha() and b":" in line for line in head.splitlines()[:20])


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

FORMATS: tuple[Format, ...] = (
    Format("PDF", ("pdf",), "application/pdf", _begins(b"%PDF-")),
    Format("JPEG", ("jpg", "jpeg"), "image/jpeg", _begins(b"\xff\xd8\xff"), preview=True),
    Format("PNG", ("png",), "image/png", _begins(b"\x89PNG\r\n\x1a\n"), preview=True),
    Format("GIF", ("gif",), "image/gif", _begins(b"GIF87a", b"GIF89a"), preview=True),
    Format("WebP", ("webp",), "image/webp", _riff(b"WEBP"), preview=True),
    Format("HEIC", ("heic", "heif"), "image/heic", _heic),
    Format("BMP", ("bmp",), "image/bmp", _begins(b"BM"), preview=True),
    Format("TIFF", ("tif", "tiff"), "image/tiff", _begins(b"II*\x00", b"MM\x00*")),
    Format(
        "Word",
        ("docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _office("word/"),
    ),
    Format(
        "Excel",
        ("xlsx",),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _office("xl/"),
    ),
    Format(
        "PowerPoint",
        ("pptx",),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _office("ppt/"),
    ),
    Format("Office 97", ("doc", "xls", "ppt"), "application/x-ole-storage", _begins(_OLE)),
    Format("WPS", ("wps", "et", "dps"), "application/vnd.ms-works", _begins(_OLE, b"PK\x03\x04")),
    Format("OFD", ("ofd",), "application/ofd", _office("OFD.xml")),
    Format("ZIP", ("zip",), "application/zip", _zip),
    Format("MP3", ("mp3",), "audio/mpeg", _mp3),
    Format("WAV", ("wav",), "audio/wav", _riff(b"WAVE")),
    Format("M4A", ("m4a",), "audio/mp4", _boxes),
    Format("AMR", ("amr",), "audio/amr", _begins(b"#!AMR")),
    Format("OGG", ("ogg", "oga", "opus"), "audio/ogg", _begins(b"OggS")),
    Format("FLAC", ("flac",), "audio/flac", _begins(b"fLaC")),
    Format("MP4", ("mp4", "m4v", "mov"), "video/mp4", _boxes),
    Format("WebM", ("webm", "mkv"), "video/webm", _begins(b"\x1aE\xdf\xa3")),
    Format("AVI", ("avi",), "video/x-msvideo", _riff(b"AVI ")),
    Format(gettext_noop("E-mail"), ("eml",), "message/rfc822", _email),
    Format(gettext_noop("Text"), ("txt", "csv", "log"), "text/plain", _text),
)

BY_EXTENSION = {extension: each for each in FORMATS for extension in each.extensions}
EXTENSIONS = tuple(BY_EXTENSION)
PREVIEWS = frozenset(each.content_type for each in FORMATS if each.preview)
"""Types that a browser may show within a page: pictures, which run nothing."""


def recognised(head: bytes, file: IO[bytes]) -> Format | None:
    """What the content is, whatever its name; text only where nothing else fits."""
    for each in FORMATS:
        file.seek(0)
        if each.holds(head, file):
            return each
    return None
