"""What `--help` says, in the language asked for. A command's docstring and its options' help are the source strings.

Click's own words ("Usage", "Options") come from `click_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

import click

from redress.operations import click_words, speech

_SOURCE = "said_in_source"


def translated(command: click.Command) -> click.Command:
    """The command with its texts in the language asked for now; asked again, it is told anew."""
    for part in _parts(command):
        words = _source(part)
        part.help = speech.early(words) if words else part.help
        click_words.retold(getattr(part, "_help_option", None))
    return command


def texts(command: click.Command) -> Iterator[str]:
    """Every text of the command, its options and its subcommands, as it stands in the source."""
    yield from filter(None, map(_source, _parts(command)))


def _source(part: click.Command | click.Option) -> str:
    words: str = vars(part).setdefault(_SOURCE, cleandoc(part.help or ""))
    return words


def _parts(command: click.Command) -> Iterator[click.Command | click.Option]:
    yield command
    yield from (each for each in command.params if isinstance(each, click.Option))
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from _parts(inner)
