"""Forms of letters: which letter, and a field for each part that its rule names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.command import Command
from redress.casework.kinds import KINDS
from redress.casework.listing import listed
from redress.desk.form_fields import Choice, Field
from redress.desk.forms import reading
from redress.desk.forms.faults import Faults
from redress.letters import law, queries
from redress.letters.commands.draft import Draft, Reissue, Revise
from redress.letters.queries import Version
from redress.organisation.actor import Actor

_MADE = ("parts", "addressee", "address")


def parts(
    command: type[Command], own: Sequence[Any], file: Any, actor: Actor, typed: reading.Typed, faults: Faults
) -> list[Any]:
    """The form of a command on a letter: its own fields, and one for each part that the rulebook has somebody write."""
    if issubclass(command, Draft):
        return [part for part in own if part.name != "parts"]
    if not issubclass(command, (Revise, Reissue)):
        return list(own)
    kept = [part for part in own if part.name not in _MADE]
    return [*kept, *text_fields(file, actor, typed, faults)]


def text_fields(file: Any, actor: Actor, typed: reading.Typed, faults: Faults) -> list[Field]:
    """The parts of the chosen letter, each with what is written there, checked while it is being typed (COM-08).

    What the file says of itself is nobody's to write, and stands on the page of the letter.
    """
    version = queries.text_of(file.row, reading.one(typed, "letter"))
    if version is None or version.rule is None:
        return []
    filled = law.fixed(file, version.rule)
    return [
        *_reader(file, actor, version, typed, faults),
        *(
            field
            for place, code in enumerate(code for code in version.rule.parts if code not in filled)
            for field in _text_field(file, version, place, code, typed, faults)
        ),
    ]


def _reader(file: Any, actor: Actor, version: Version, typed: reading.Typed, faults: Faults) -> list[Field]:
    """Whom it goes to, as it stands; emptied only by whoever empties it, and left out for who may not see it whole."""
    assert version.rule is not None
    if version.rule.to != "customer" or not KINDS.of(file.row.pk).whole(file.row, actor):
        return []
    now = {"addressee": version.letter.addressee, "address": version.letter.address}
    titles = {"addressee": _("Addressee"), "address": _("Address of the addressee")}
    return [
        Field(
            name,
            titles[name],
            value=reading.one(typed, name) if name in typed else value,
            error=faults.of(name),
        )
        for name, value in now.items()
    ]


def _text_field(
    file: Any, version: Version, place: int, code: str, typed: reading.Typed, faults: Faults
) -> list[Field]:
    assert version.rule is not None
    part, name = version.rule.parts[code], f"parts.{place}.text"
    if part.blocks:
        return _chosen_field(file, version, place, code, typed, faults)
    written = reading.one(typed, name) if name in typed else version.letter.parts.get(code, "")
    language = get_language() or "zh"
    named = listed(words.get(language) for words in part.mentions)
    return [
        Field(f"parts.{place}.part", "", kind="hidden", value=code),
        Field(
            name,
            part.title.get(language),
            kind="textarea",
            value=written,
            required=part.required,
            error=faults.of(name) or (faults.of("parts") if place == 0 else ""),
            hint=_("Must mention: %(what)s") % {"what": named} if named else "",
            wide=True,
            rows=max(3, min(12, len(written) // 45 + 2)),
            max_length=5000,
            watch=wording(file) if version.rule.to == "customer" else "",
        ),
    ]


def _chosen_field(
    file: Any, version: Version, place: int, code: str, typed: reading.Typed, faults: Faults
) -> list[Field]:
    """A part of the law: which of its wordings stands there; it is shown whole and not written (COM-05)."""
    assert version.rule is not None
    part, name, language = version.rule.parts[code], f"parts.{place}.text", get_language() or "zh"
    blocks = law.lawful(file, part)
    now = version.letter.parts.get(code, "")
    stands = next((key for key, block in blocks.items() if block.text.zh == now), next(iter(blocks), ""))
    return [
        Field(f"parts.{place}.part", "", kind="hidden", value=code),
        Field(
            name,
            part.title.get(language),
            kind="select",
            value=reading.one(typed, name) if name in typed else stands,
            choices=[Choice(key, block.title.get(language)) for key, block in blocks.items()],
            required=part.required,
            error=faults.of(name) or (faults.of("parts") if place == 0 else ""),
            hint=" / ".join(block.text.zh for block in blocks.values()),
            wide=True,
        ),
    ]


def wording(file: Any) -> str:
    """The address that checks words for the customer."""
    return reverse("desk:wording", args=[file.row.number])
