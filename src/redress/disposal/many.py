"""A step of the disposal of several chosen files, each through the door of its kind (CLO-10)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from redress.casework import many
from redress.casework.kinds import KINDS
from redress.casework.many import Result
from redress.casework.models import FileKey
from redress.casework.refusals import Unknown, refuse
from redress.organisation.actor import Actor


def give_all(actor: Actor, name: str, numbers: Iterable[str], key: str = "") -> list[Result]:
    """Give the command of that name for each file; those it is refused for say why not. Raises Refusal as
    `casework.many` does."""
    chosen = list(dict.fromkeys(numbers))
    if not chosen:
        refuse("CLO-10", _("Choose at least one case."), field="number")
    if len(chosen) > many.MOST:
        refuse("CLO-10", _("Choose at most %(most)d cases.") % {"most": many.MOST}, field="number")
    keys = dict(FileKey.objects.filter(number__in=chosen).values_list("number", "id"))
    return [_one(actor, name, number, keys.get(number), key) for number in chosen]


def _one(actor: Actor, name: str, number: str, file: int | None, key: str) -> Result:
    kind = KINDS.of(file) if file is not None else None
    command = kind.commands.get(name) if kind is not None else None
    if kind is None or command is None:
        return Result(number, refusal=Unknown(number))
    (result,) = many.give_all(kind.door, actor, command(), [number], key)
    return result
