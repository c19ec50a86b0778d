"""Which rows of a list that somebody looks at have changed since it was drawn (FLW-17).

A page sends what it shows, in its order, and is told places, no numbers: nothing is shown that was not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from redress.casework.kinds import KINDS
from redress.casework.paging import SIZE
from redress.organisation.actor import Actor

_ROW: Final = re.compile(r"([A-Z]\d{4}-\d{7,12})\.(\d{1,9})")
MOST: Final = 2 * SIZE
LONGEST: Final = MOST * 30


def places(actor: Actor, said: str) -> list[int]:
    """Places, from 0, of files whose version is another now, or that the actor sees no more. One query a kind of file
    that stands in the list; none where it cannot be read."""
    rows = [_ROW.fullmatch(each) for each in said[:LONGEST].split(",")[:MOST]]
    shown = [(row[1], int(row[2])) if row else ("", 0) for row in rows]
    now = _versions(actor, dict(shown))
    return [place for place, (number, version) in enumerate(shown) if number and now.get(number) != version]


def _versions(actor: Actor, numbers: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind in KINDS:
        own = [number for number in numbers if number and KINDS.numbered(number) is kind]
        if own:
            files: Any = kind.journal.files._default_manager
            found |= dict(files.visible_to(actor).filter(number__in=own).values_list("number", "version"))
    return found
