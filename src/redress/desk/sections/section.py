"""What a section of the page of a file is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from redress.organisation.actor import Actor

Build = Callable[[Any, Actor], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Section:
    """`key` is its address, `icon` a Tabler icon, `build` gives the template's context."""

    key: str
    label: str | Promise
    icon: str
    build: Build

    @property
    def template(self) -> str:
        return f"desk/case/sections/{self.key}.html"
