"""Forms with files: the files themselves come first, the command only names them by their handles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from redress.casework.command import Command
from redress.desk.form_fields import Field
from redress.desk.forms import reading
from redress.desk.forms.faults import Faults
from redress.evidence import uploads
from redress.evidence.attaching import Attach
from redress.evidence.formats import EXTENSIONS
from redress.organisation.actor import Actor

SHOWN = ("file", "kind")
SEVERAL: Final = "files"
"""The field of a command that takes several files, each with its upload and its name."""
_NAMED = ("upload", "sha256", "file_name")


def parts(command: type[Command], own: Sequence[Any], typed: reading.Typed, faults: Faults) -> list[Any]:
    """What the person chooses in the place of what names it: the file or files, and the names of those that were
    uploaded already."""
    if issubclass(command, Attach):
        uploaded = reading.one(typed, "upload")
        kept = [
            Field(name, "", kind="hidden", value=reading.one(typed, name)) for name in ("upload", "file_name")
        ]
        error = faults.of("file") or faults.of("upload") or faults.of("sha256") or faults.of("file_name")
        chosen = _chosen(_("File"), [reading.one(typed, "file_name")] if uploaded else [], error)
        rest = [part for part in own if part.name not in _NAMED]
        return [chosen, *rest, *(kept if uploaded else [])]
    if SEVERAL not in command.model_fields:
        return list(own)
    there = range(reading.count(typed, SEVERAL))
    names = [f"{SEVERAL}.{place}.{part}" for place in there for part in ("upload", "file_name")]
    kept = [Field(name, "", kind="hidden", value=reading.one(typed, name)) for name in names]
    titles = [reading.one(typed, f"{SEVERAL}.{place}.file_name") for place in there]
    chosen = _chosen(_("Photos and scans"), titles, faults.of("file") or faults.of(SEVERAL), several=True)
    return [*(part for part in own if part.name != SEVERAL), chosen, *kept]


def _chosen(label: str, uploaded: list[str], error: Any, *, several: bool = False) -> Field:
    return Field(
        "file",
        label,
        kind="file",
        required=not (uploaded or several),
        multiple=several,
        error=error,
        hint=_("Already uploaded: %(name)s") % {"name": "、".join(uploaded)} if uploaded else "",
        accept=",".join(f".{extension}" for extension in EXTENSIONS),
        wide=True,
    )


def take(
    actor: Actor, file_id: int | None, typed: dict[str, list[str]], uploaded: UploadedFile[Any] | None
) -> dict[str, list[str]]:
    """What was typed, with the uploaded file stored for this file alone and named. Raises Refusal on 'file'."""
    if uploaded is None or uploaded.file is None:
        return typed
    made = uploads.take(actor, uploaded.file, uploaded.name or "", file_id)
    return typed | {"upload": [made.handle], "file_name": [str(made.name)]}


def take_all(
    actor: Actor, file_id: int | None, typed: dict[str, list[str]], uploaded: Sequence[UploadedFile[Any]]
) -> dict[str, list[str]]:
    """The same of several, after those that were uploaded already."""
    begin = reading.count(typed, SEVERAL)
    for place, each in enumerate((each for each in uploaded if each.file is not None), begin):
        made = uploads.take(actor, each.file, each.name or "", file_id)  # type: ignore[arg-type]
        typed = typed | {
            f"{SEVERAL}.{place}.upload": [made.handle],
            f"{SEVERAL}.{place}.file_name": [str(made.name)],
        }
    return typed
