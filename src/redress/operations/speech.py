"""The language of the command line: `--lang`, or what the environment says as for any other program.

Only what is said to the person at the terminal is in it: what a command writes stays in the house's language.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

import click

from redress.rulebook.words import Language

_NAMES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_LOCALES: Final[dict[Language, str]] = {"zh": "zh-hans", "en": "en"}


def asked() -> Language | None:
    """What `--lang` or the environment asks for; None where they say nothing (`C`, `POSIX`, or not set)."""
    context = click.get_current_context(silent=True)
    given = context.find_root().params.get("lang") if context else None
    given = given or os.environ.get("REDRESS_LANG", "").strip()  # help is told before options are read
    if given:
        return "zh" if given == "zh" else "en"
    said = next((value for name in _NAMES if (value := os.environ.get(name, "").strip())), "")
    code = said.split(":")[0].split(".")[0].lower()
    if code in ("", "c", "posix"):
        return None
    return "zh" if code.startswith("zh") else "en"


def content(chosen: str | None) -> Language:
    """The language in which rules are shown: `--language`, else what was asked for, else the house's."""
    return "zh" if (chosen or asked() or "zh") == "zh" else "en"


@contextmanager
def spoken() -> Iterator[None]:
    """Everything inside speaks to the person at the terminal. For commands that write nothing."""
    from django.utils import translation

    with translation.override(_LOCALES[asked() or "en"]):
        yield


@cache
def _catalogue(language: Language) -> NullTranslations:
    """The words as they are compiled, read without Django, which may not be up yet."""
    folder = str(Path(__file__).resolve().parent.parent / "locale")
    return translation("django", folder, ["zh_Hans" if language == "zh" else "en"], fallback=True)


def early(message: str) -> str:
    """One message to the person at the terminal, also before Django is up and in what click shows."""
    return _catalogue(asked() or "en").gettext(message) if message else message


def gettext(message: str) -> str:
    """One message to the person at the terminal."""
    from django.utils import translation

    with spoken():
        return translation.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """One message that counts."""
    from django.utils import translation

    with spoken():
        return translation.ngettext(one, many, number)


def comma() -> str:
    """What stands between words in a row."""
    from django.utils import translation

    with spoken():
        return translation.pgettext("list of words", ", ")
