"""Click's own words - usage, options, what is missing - in the language asked for.

Click asks Python's gettext for them, which takes the language from the environment. So the environment says for as long
as a command runs what `--lang` and REDRESS_LANG say. The words stand in click.po, beside the house's own.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from redress.operations import speech

DOMAIN = "click"
LOCALES = Path(__file__).resolve().parent.parent / "locale"
_NAME = "LANGUAGE"
_OF_HELP = "Show this message and exit."
_CODES = {"zh": "zh_Hans", "en": "en"}


@contextmanager
def spoken() -> Iterator[None]:
    """Click speaks as asked inside; afterwards the environment is as it was."""
    before = os.environ.get(_NAME)
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    _speak(speech.asked())
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(_NAME, None)
        else:
            os.environ[_NAME] = before


def chosen(context: click.Context, option: click.Parameter, language: str | None) -> str | None:
    """`--lang` was read: what click says from here on is in that language."""
    _speak(language)
    return language


def retold(option: click.Option | None) -> click.Option | None:
    """What `--help` says of itself: click writes it once, before `--lang` is read, and keeps it."""
    if option is not None:
        option.help = gettext.gettext(_OF_HELP)
    return option


def _speak(language: str | None) -> None:
    if language:
        os.environ[_NAME] = _CODES[language]
