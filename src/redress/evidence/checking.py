"""Refuses files that are not what their names say, too large, empty, or badly named (SEC-05)."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import IO, NoReturn

from django.conf import settings
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import Refusal, refuse
from redress.evidence import contents, names
from redress.evidence.contents import Danger
from redress.evidence.formats import BY_EXTENSION, EXTENSIONS, FORMATS, HEAD, Format, recognised
from redress.privacy.visible import hides

RULE = "SEC-05"
_LONGEST_NAME = 200
_ACCEPT = 12


def check(file: IO[bytes], name: str, size: int) -> tuple[str, Format]:
    """The cleaned name and the format of a file, or a refusal on field 'file' that says what to do instead."""
    name = checked_name(name)
    if size == 0:
        refuse(RULE, _("The file '%(name)s' is empty; choose another one.") % {"name": name}, field="file")
    most = settings.EVIDENCE_MAX_BYTES
    if size > most:
        refuse(
            RULE,
            _("'%(name)s' has %(size)d MB; at most %(most)d MB are taken. Split or compress it.")
            % {"name": name, "size": -(-size // 1_000_000), "most": most // 1_000_000},
            field="file",
        )
    named = _named(name)
    head = _head(file)
    file.seek(0)
    if not named.holds(head, file):
        _refuse_disguise(name, named, recognised(head, file))
    found = contents.danger(file, mail=named.content_type == "message/rfc822")
    if found is not None:
        _refuse_danger(name, found)
    return name, named


def checked_name(name: str) -> str:
    """The last part of a name, normalised; refused with control characters or when nothing is left of it."""
    name = unicodedata.normalize("NFC", PurePosixPath(name.replace("\\", "/")).name).strip()
    if hides(name):
        refuse(
            RULE,
            _("The file's name holds control or invisible characters; rename it and choose it again."),
            field="file",
        )
    if not name.strip("."):
        refuse(RULE, _("The file has no name; rename it and choose it again."), field="file")
    if names.reserved(name):
        refuse(
            RULE,
            _("'%(name)s' is a name that computers keep for themselves; rename the file and choose it again.")
            % {"name": name},
            field="file",
        )
    if len(name) > _LONGEST_NAME:
        refuse(
            RULE,
            _("The file's name is longer than %(most)d characters; shorten it.") % {"most": _LONGEST_NAME},
            field="file",
        )
    return name


def check_name(name: str, content_type: str) -> str:
    """The cleaned name of a content that was checked before, under perhaps another name; refused on 'file_name'.

    It ends as files of that content do: a picture is not attached as a program.
    """
    try:
        name = checked_name(name)
        named = _named(name)
        if named.content_type != content_type:
            _refuse_disguise(name, named, next((e for e in FORMATS if e.content_type == content_type), None))
    except Refusal as refusal:
        refusal.field = "file_name"
        raise
    return name


def _named(name: str) -> Format:
    extension = PurePosixPath(name).suffix.lstrip(".").lower()
    found = BY_EXTENSION.get(extension)
    if found is None:
        refuse(
            RULE,
            _("'%(name)s': files of this kind are not taken. Save it as one of: %(kinds)s.")
            % {"name": name, "kinds": listed(EXTENSIONS[:_ACCEPT]) + " …"},
            field="file",
        )
    return found


def _head(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(HEAD)


def _refuse_danger(name: str, found: Danger) -> NoReturn:
    where = found.where or name
    if found.kind == "macro":
        words = _("'%(name)s' carries macros (%(where)s); save it without macros, or as PDF.")
    elif found.kind == "program":
        words = _(
            "'%(name)s' carries a program or script (%(where)s); take it out and choose the file again."
        )
    else:
        words = _(
            "'%(name)s' carries what cannot be looked into (%(where)s); unpack it, and choose its files."
        )
    refuse(RULE, words % {"name": name, "where": where[:200]}, field="file")


def _refuse_disguise(name: str, named: Format, content: Format | None) -> None:
    if content is None:
        because = _(
            "'%(name)s' is not a %(named)s file: its content is of no kind known here. Choose"
            " another file, or save it under the right ending."
        )
    else:
        because = _(
            "'%(name)s' is not a %(named)s file: its content is %(content)s. Choose another "
            "file, or save it under the right ending."
        )
    do = _("Open it in the program that made it and save it again, or give it its right name.")
    words = because % {"name": name, "named": _(named.name), "content": _(content.name) if content else ""}
    refuse(RULE, f"{words}{do}" if words.endswith("。") else f"{words} {do}", field="file")
