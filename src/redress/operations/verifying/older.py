"""Is a checkpoint that was kept elsewhere a beginning of what is there now?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from redress.sealing import checkpoints, merkle, signing
from redress.sealing.models import Seal


class BadCheckpoint(Exception):
    """It is none, is not signed, or is not a beginning of the present tree; the message says which."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Seals in the older tree, and in the present one."""

    size: int
    now: int


def read(text: str, given: Sequence[bytes] = ()) -> dict[str, object]:
    """The statement of a checkpoint's file that the house, or one of the keys given, has signed."""
    try:
        file = json.loads(text)
        statement, signature = str(file["statement"]), str(file["signature"])
        said: dict[str, object] = json.loads(statement)
        int(str(said["size"])), bytes.fromhex(str(said["root"]))
    except (ValueError, KeyError, TypeError) as problem:
        raise BadCheckpoint(_("this is no checkpoint: %(why)s") % {"why": problem}) from problem
    keys = [*signing.house_keys(), *given]
    if not any(signing.signed(pem, statement.encode(), signature.encode()) for pem in keys):
        raise BadCheckpoint(_("the checkpoint is not signed by this house"))
    return said


def compare(text: str, given: Sequence[bytes] = ()) -> Compared:
    """Raises BadCheckpoint. As the house."""
    said = read(text, given)
    size, root = int(str(said["size"])), bytes.fromhex(str(said["root"]))
    found = [leaf for _number, leaf in checkpoints.leaves()]
    lost = sum(leaf is None for leaf in found)
    if lost:
        raise BadCheckpoint(_("%(n)s seals that stood in the tree are missing") % {"n": lost})
    now = [leaf for leaf in found if leaf is not None]
    if not found:
        raise BadCheckpoint(
            _(
                "the database holds no checkpoint any more; this one was over %(size)s seals, of which %(there)s are"
                " left at most"
            )
            % {"size": size, "there": Seal.objects.count()}
        )
    if len(now) < size:
        raise BadCheckpoint(
            _(
                "the checkpoints of the database are over %(now)s seals and this one was over %(size)s: later ones were"
                " taken away"
            )
            % {"now": len(now), "size": size}
        )
    proof = merkle.consistency(size, now)
    if not merkle.consistent(size, root, len(now), merkle.root(now), proof):
        raise BadCheckpoint(_("what was sealed before that checkpoint is not what stands there now"))
    return Compared(size, len(now))
