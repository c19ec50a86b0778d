"""What of the register form is folded until somebody needs it: by topic, each with how much stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from redress.desk.forms import reading
from redress.desk.forms.register_fields import RegisterFields


@dataclass(frozen=True, slots=True)
class Asked:
    """A topic: its fields, and the names with which those of its rows begin."""

    name: str
    title: str | Promise
    fields: tuple[str, ...]
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as it stands on the page. `filled`: how many of its fields say something of their own."""

    name: str
    title: str | Promise
    template: str
    filled: int
    open: bool


PERSON: Final = Asked(
    "person",
    _("E-mail, address, further people, papers"),
    ("people.0.email", "people.0.address", "papers", "complainants"),
    ("people.1.", "people.2.", "people.3.", "people.4.", "people.5.", "people.6.", "people.7."),
)
TOPICS: Final = (
    Asked(
        "origin",
        _("Received earlier, passed on, for another unit"),
        ("source", "source_reference", "unit"),
    ),
    Asked(
        "contract",
        _("Product, claim, person complained of"),
        ("claim_number", "product", "product_line", "sale_stage", "about", "about_whom"),
    ),
    Asked(
        "weight",
        _("Amount, complexity, further matters, earlier case"),
        ("complexity", "amount", "matters", "link_to", "link_kind", "link_reason", "link_new_facts"),
        ("matters.",),
    ),
    Asked(
        "mood",
        _("The customer's mood, and the first words"),
        ("emotion", "temperament", "soothing"),
    ),
)
_ALSO: Final = {"origin": ("received_at",)}
"""What opens a topic when something is wrong with it, and counts as nothing of its own: it stands filled in."""


def topics(form: RegisterFields, *, by_department: bool) -> list[Topic]:
    """Those under the form. One in which something is wrong, or that must be filled in, stands open."""
    return [shown(form, each, always=each.name == "mood" and by_department) for each in TOPICS]


def shown(form: RegisterFields, asked: Asked, *, always: bool = False) -> Topic:
    """A topic with what was typed into it."""
    names = {
        name
        for name, values in form.typed.items()
        if any(values)
        and (name in asked.fields or (name.startswith(asked.rows or ("\0",)) and _says(name)))
        and reading.one(form.typed, name) != form.default(name)
    }
    watched = (*asked.fields, *_ALSO.get(asked.name, ()))
    wrong = any(name in watched or name.startswith(asked.rows or ("\0",)) for name in form.faults.by_field)
    return Topic(asked.name, asked.title, f"desk/register/{asked.name}.html", len(names), wrong or always)


def _says(name: str) -> bool:
    return name.rpartition(".")[2] not in reading.FIXED_PARTS
