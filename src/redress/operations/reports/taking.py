"""Takes the reports of a file: the command line and the page of the catastrophe do it alike."""

from __future__ import annotations

import hashlib
from itertools import islice
from pathlib import Path
from typing import Final

from redress.claims.catastrophes.listed import Account, report
from redress.claims.catastrophes.lists import Unreadable
from redress.claims.catastrophes.queries import Row as Catastrophe
from redress.operations.console import BadInput
from redress.operations.reports.reading import read
from redress.operations.speech import gettext as _
from redress.organisation.actor import Actor

MOST: Final = 2_000
"""Rows of one list: what is taken while somebody waits."""


def take(actor: Actor, row: Catastrophe, path: Path, *, name: str = "") -> Account:
    """Every row is accounted for. The content of the file is its key: it may be given again. Raises BadInput."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:32]
    given = list(islice(read(path, row, name or path.name), MOST + 1))
    if len(given) > MOST:
        raise BadInput(_("A list has at most %(most)d rows. Split it.") % {"most": MOST})
    rows = [(each.line, each.given, each.fault) for each in given]
    return Account(tuple(report(actor, rows, f"{row.number}.{digest}")))


def take_for_page(actor: Actor, row: Catastrophe, path: Path, *, name: str = "") -> Account:
    """The same for who does not know the command line. Raises Unreadable."""
    try:
        return take(actor, row, path, name=name)
    except BadInput as wrong:
        raise Unreadable(str(wrong)) from wrong
