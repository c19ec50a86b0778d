"""Making a version final: its PDF is rendered, kept under its hash, and never changes again (COM-04)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.casework.chain import canonical
from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.evidence.storing import store
from redress.letters import typesetting
from redress.letters.content import content
from redress.letters.kinds import FROZEN
from redress.letters.models import Letter
from redress.rulebook.sections.letters.schema import LetterRule

T = TypeVar("T")
DRAFT = "草稿"
"""Stands across a page that is not final."""


def text_hash(parts: Mapping[str, str]) -> str:
    """SHA-256 of what the parts say; the journal names it, and so holds the text without repeating it."""
    return hashlib.sha256(canonical(dict(parts))).hexdigest()


def preview(file: Any, letter: Letter, rule: LetterRule, *, whole: bool = True) -> bytes:
    """The PDF as it would be today, marked as a draft. Refuses, as the template does, without mandatory parts."""
    return _setting(file, letter, rule, typesetting.pdf, DRAFT, whole=whole)


def copy(file: Any, letter: Letter) -> bytes:
    """A frozen letter for who may not see personal data whole: set anew, masked, and marked as a copy (SEC-02)."""
    return _setting(file, letter, file.rulebook.letter(letter.kind), typesetting.pdf, whole=False)


def freeze(file: Any, letter: Letter, rule: LetterRule) -> str:
    """Render, store, and put the PDF on the letter; its SHA-256."""
    letter.issued_on = timezone.localdate(file.now)
    _check_shapes(letter, rule)
    made = _setting(file, letter, rule, typesetting.pdf)
    stored = store(io.BytesIO(made), f"{letter.number}.pdf")
    letter.pdf = stored.blob
    return stored.blob.sha256


def _check_shapes(letter: Letter, rule: LetterRule) -> None:
    """Refuse to make final what would show boxes in place of characters, a customer's name first of all (COM-07).

    Asked is what the writer of the letter can change; a form also repeats what the file says of itself.
    """
    head = [letter.addressee, letter.address] if rule.to == "customer" else [letter.address]
    lacking = typesetting.lacking([*head, *(letter.parts.get(code, "") for code in rule.parts)])
    if lacking:
        refuse(
            "COM-07",
            _(
                "The font of the letters lacks %(characters)s: boxes would stand in their place. Write these otherwise,"
                " in the addressee and the text."
            )
            % {"characters": listed(f"{char} (U+{ord(char):04X})" for char in lacking)},
            field="parts",
        )


def pictures(file: Any, letter: Letter, *, whole: bool = True) -> list[bytes]:
    """The pages as PNG; a draft says that it is one."""
    rule = file.rulebook.letter(letter.kind)
    mark = "" if letter.state in FROZEN else DRAFT
    return _setting(file, letter, rule, typesetting.pictures, mark, whole=whole)


def _setting(
    file: Any,
    letter: Letter,
    rule: LetterRule,
    make: Callable[..., T],
    watermark: str = "",
    *,
    whole: bool = True,
) -> T:
    day = letter.issued_on or timezone.localdate(file.now)
    data = content(file, letter, rule, day, watermark, whole=whole)
    source = typesetting.template(letter.kind, form=rule.form)
    try:
        return make(source, data, file.now)
    except typesetting.NotRendered as refused:
        refuse(
            rule.cite[-1],
            _("The template refuses to set this letter: %(why)s. Change the text, or ask the administrator.")
            % {"why": refused},
            field="parts",
        )
