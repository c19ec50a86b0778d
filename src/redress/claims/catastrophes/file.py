"""A catastrophe while a command works on it."""

from __future__ import annotations

from dataclasses import dataclass

from redress.casework.open_served import OpenServed
from redress.claims.models import Catastrophe
from redress.claims.states import CatastropheState


@dataclass
class OpenCatastrophe(OpenServed[Catastrophe]):
    """An open catastrophe: what commands on it read and write."""

    @property
    def state(self) -> CatastropheState:
        return CatastropheState(self.row.state)
