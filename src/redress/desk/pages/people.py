"""People of a case, masked unless they were unmasked for a purpose (SEC-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from redress.privacy.masks import Kind, mask

_FIELDS = (
    ("name", Kind.NAME, gettext_lazy("Name")),
    ("id_number", Kind.ID_NUMBER, gettext_lazy("Identity number")),
    ("phone", Kind.PHONE, gettext_lazy("Telephone")),
    ("email", Kind.EMAIL, gettext_lazy("E-mail")),
    ("address", Kind.ADDRESS, gettext_lazy("Address")),
    ("account", Kind.ACCOUNT, gettext_lazy("Bank account")),
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person: `name` for the heading, the other values with their titles."""

    id: int
    role: str
    name: str
    values: Sequence[tuple[object, str]]
    plain: bool


def person(party: Any, *, plain: bool = False) -> Person:
    """A party as the page shows it. An organisation's name is no personal datum; the rest of it is treated alike."""
    shown = {
        name: value if plain or (name == "name" and party.is_organisation) else mask(value, kind)
        for name, kind, _title in _FIELDS
        if (value := getattr(party, name))
    }
    values = [(title, shown[name]) for name, _kind, title in _FIELDS if name in shown and name != "name"]
    return Person(party.pk, party.get_role_display(), shown.get("name", ""), values, plain)
