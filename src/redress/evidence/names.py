"""Names of files: what may be taken, and how a name is given out again, whatever stands in the database."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from redress.evidence.formats import BY_EXTENSION, FORMATS
from redress.privacy.visible import hides

_RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³")}
)
"""Names that Windows keeps for devices, with whatever extension."""
_AWKWARD = frozenset('<>:"/\\|?*')
_LONGEST = 120
"""Characters, and bytes, of a name that is given out: file systems take 255 bytes."""
_BYTES = 200


def reserved(name: str) -> bool:
    """Whether a computer with Windows could not save a file of that name."""
    return name.split(".")[0].rstrip().upper() in _RESERVED


def safe(name: str, content_type: str = "") -> str:
    """A name that every computer can save and that is what it says, made of any name; never refused.

    What was taken long ago may be called anything: one bad name must not stop a dossier. The extension is one of the
    file's own kind, so that nothing is opened as something else.
    """
    plain = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    plain = "".join("_" if char in _AWKWARD or hides(char) else char for char in plain)
    stem, extension = _parts(plain.strip(" ."), content_type)
    stem = stem.strip(" .") or "file"
    while len(stem) > _LONGEST or len(stem.encode()) > _BYTES:
        stem = stem[:-1]
    return ("_" if reserved(stem) else "") + stem.rstrip(" .") + extension


def _parts(name: str, content_type: str) -> tuple[str, str]:
    """Stem and extension; an extension of another kind stays in the stem and is followed by the right one."""
    path = PurePosixPath(name)
    given = BY_EXTENSION.get(path.suffix.lstrip(".").lower())
    if given is not None and content_type in ("", given.content_type):
        return path.name.removesuffix(path.suffix), path.suffix
    right = next((each.extensions[0] for each in FORMATS if each.content_type == content_type), "bin")
    return name.replace(".", "_") if given is None else path.stem, f".{right}"
