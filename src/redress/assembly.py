"""The one place that puts together what all rooms bring, each in its `brings.py`.

A room below never imports one above it: it holds a place open (a registry, a door's followers) that is filled from
here, once, before anything is asked. Faces read the lists here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any, Final

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from redress.casework.addressed import Addressed
from redress.casework.by_kind import SERVICES
from redress.casework.kinds import KINDS, Kind
from redress.casework.rooms import Brings, in_order
from redress.messages.notices.rounds import MORNING
from redress.rulebook.events import NAMES as EVENTS
from redress.sealing.registry import OF_KINDS


def _rooms() -> Iterator[Brings]:
    for room in apps.get_app_configs():
        if room.module is not None and module_has_submodule(room.module, "brings"):
            yield import_module(f"{room.name}.brings").BRINGS


ROOMS: Final = tuple(_rooms())

FILES: Final[tuple[Kind, ...]] = tuple(kind for room in ROOMS for kind in room.kinds)
"""Every kind of file that services serve."""

KINDS.assemble(FILES)
for _room in ROOMS:
    EVENTS.update(_room.events)
_BROUGHT = in_order(on for room in ROOMS for on in room.commands)
_SERVED = {kind.name for kind in FILES}
for _name, _commands in _BROUGHT.items():
    if _name in _SERVED:
        KINDS.named(_name).commands.assemble(_commands)
for _service in SERVICES:
    _service.assemble(each for kind in FILES for each in kind.services if isinstance(each, _service.asks))
OF_KINDS[:] = [kind.journal.entries._meta.label_lower for kind in FILES]
MORNING.assemble(each for room in ROOMS for each in room.morning)
for _fill in [each for room in ROOMS for each in room.fills]:
    _fill()

ADDRESSED: Final[tuple[Addressed, ...]] = (
    *(kind.addressed() for kind in FILES),
    *(
        replace(each, commands=(*each.commands, *_BROUGHT.get(each.thing, ())))
        for room in ROOMS
        for each in room.addressed
    ),
)
"""Kinds of file with commands that people and programs give; the operations of the API are made from this list."""

# Of complaints, which texts and reports name by themselves.
ALL: Final[tuple[type[Any], ...]] = tuple(KINDS.named("complaint").commands)
"""In the order in which a case meets them; buttons follow it."""
BY_NAME: Final[dict[str, type[Any]]] = {command.name: command for command in ALL}
FOR_PEOPLE: Final[tuple[type[Any], ...]] = KINDS.named("complaint").for_people()
"""Commands that a person gives on a case."""
