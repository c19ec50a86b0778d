"""The sections of the case page, as their names and addresses."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from redress.desk.sections.registry import SECTIONS


@dataclass(frozen=True, slots=True)
class Shown:
    """A section before it is opened."""

    key: str
    label: str | Promise
    icon: str
    url: str


def shown(number: str) -> list[Shown]:
    """Every section, in the order of the page."""
    base = reverse("desk:case_section", args=[number, "-"]).removesuffix("-")
    return [Shown(each.key, each.label, each.icon, base + each.key) for each in SECTIONS]
