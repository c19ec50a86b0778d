"""The kinds of file that can be imported, and the mapping of a name or a path, whichever kind it is of."""

from __future__ import annotations

from typing import Final

from redress.operations.importing import mapping
from redress.operations.importing.claims.mapping import ClaimMapping
from redress.operations.importing.claims.register import CLAIMS
from redress.operations.importing.complaints import COMPLAINTS
from redress.operations.importing.mapping import Form, Mapping
from redress.operations.importing.register import ImportKind

KINDS: Final[dict[str, ImportKind]] = {"complaint": COMPLAINTS, "claim": CLAIMS}


def kind_of(chosen: Form) -> ImportKind:
    """What the mapping's kind of file brings."""
    return KINDS[chosen.kind]


def load(name_or_path: str) -> Mapping | ClaimMapping:
    """A shipped mapping by name, or one's own by path. BadInput says what is wrong with it."""
    found = mapping.read(name_or_path, {name: kind.mapping for name, kind in KINDS.items()})
    assert isinstance(found, Mapping | ClaimMapping)
    return found
