"""From data to paper with Typst: one template a letter, the project's own Chinese fonts, no network."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from redress.letters.coverage import beside, coverage

TEMPLATES = Path(__file__).parent / "typst"
FONTS = Path(__file__).parent / "fonts"
FAMILY = "Noto Serif SC"


class NotRendered(RuntimeError):
    """A template that refuses its data; the message is the template's."""


def fonts() -> typst.Fonts:
    """The Chinese fonts of the project and those that lie beside them, read once a process."""
    return _fonts(_more())


def _more() -> tuple[Path, ...]:
    return tuple(Path(folder) for folder in settings.REDRESS_FONTS)


@cache
def _fonts(more: tuple[Path, ...]) -> typst.Fonts:
    folders = [str(folder) for folder in (FONTS, *more) if folder.is_dir()]
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    if FAMILY not in found.families():
        raise ImproperlyConfigured(f"The font {FAMILY} is not in {FONTS}: run `make assets`.")
    return found


def lacking(texts: Iterable[str]) -> list[str]:
    """The characters that no font can show, each once, in their order: on paper they would be boxes.

    Spaces, line ends and what is invisible anywhere need no shape.
    """
    known = coverage(FONTS) | beside(_more())
    return [char for char in dict.fromkeys("".join(texts)) if char not in known and _has_shape(char)]


def _has_shape(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp", "Zs")


def template(kind: str, *, form: bool) -> Path:
    """The template of a letter; one that a rulebook adds is set by the plain one."""
    own = TEMPLATES / f"{kind}.typ"
    return own if own.is_file() else TEMPLATES / ("form.typ" if form else "letter.typ")


def pdf(source: Path, data: Mapping[str, Any], at: datetime) -> bytes:
    """The PDF; the same data at the same time give the same bytes. Raises NotRendered."""
    return _compile(source, data, "pdf", at)[0]


def pictures(source: Path, data: Mapping[str, Any], at: datetime, ppi: float = 80) -> list[bytes]:
    """The pages as PNG."""
    return _compile(source, data, "png", at, ppi)


def _compile(
    source: Path, data: Mapping[str, Any], kind: Literal["pdf", "png"], at: datetime, ppi: float | None = None
) -> list[bytes]:
    # A compiler is no thing to share between threads; its fonts are.
    compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts(), ignore_system_fonts=True)
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        made = compiler.compile(
            input=str(source), format=kind, ppi=ppi, sys_inputs=inputs, timestamp=int(at.timestamp())
        )
    except typst.TypstError as error:
        raise NotRendered(error.message) from error
    if made is None:
        raise NotRendered("nothing was rendered")
    return [made] if isinstance(made, bytes) else list(made)
