"""The people a register form asks for, by kind of complainant (INT-12)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from redress.complaints.intake.commands.people import Person
from redress.complaints.kinds import PartyRole
from redress.desk.form_fields import Field
from redress.desk.forms import reading
from redress.desk.forms.faults import Faults
from redress.desk.forms.schema import declared

_SHOWN = ("name", "id_number", "phone", "email", "address")
_HEARD = ("phone", "name", "id_number")
_MANY = 5
"""Places for representatives where the rulebook does not say how many."""
_KINDS = {"phone": "tel", "email": "email"}
_ORGANISATION = {"name": _("Name of the organisation"), "id_number": _("Unified social credit code")}
"""What the fields of a person are called when it is an organisation."""


@dataclass(frozen=True, slots=True)
class PersonAsked:
    """Somebody the form has room for; `needed` people are asked for, others may be left empty."""

    role: PartyRole
    title: str | Promise
    needed: bool = True
    is_organisation: bool = False


WANTED: dict[str, tuple[PersonAsked, ...]] = {
    "self": (PersonAsked(PartyRole.COMPLAINANT, _("Complainant")),),
    "agent": (
        PersonAsked(PartyRole.COMPLAINANT, _("Complainant represented")),
        PersonAsked(PartyRole.AGENT, _("Agent")),
    ),
    "heir": (
        PersonAsked(PartyRole.HEIR, _("Heir")),
        PersonAsked(PartyRole.INSURED, _("Deceased insured"), needed=False),
    ),
    "organisation": (
        PersonAsked(PartyRole.COMPLAINANT, _("Organisation"), is_organisation=True),
        PersonAsked(PartyRole.REPRESENTATIVE, _("Legal representative or head")),
        PersonAsked(PartyRole.AGENT, _("Agent"), needed=False),
    ),
    "group": (PersonAsked(PartyRole.REPRESENTATIVE, _("First representative")),),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the form: fixed parts as hidden fields, the others to be typed."""

    title: str | Promise
    needed: bool
    filled: bool
    fields: list[Field]

    @property
    def fixed(self) -> list[Field]:
        return [field for field in self.fields if field.kind == "hidden"]

    @property
    def first(self) -> list[Field]:
        """What is asked of whoever is on the line, in the order in which it is heard."""
        asked = {field.name.rpartition(".")[2]: field for field in self.fields}
        return [asked[name] for name in _HEARD]

    @property
    def rest(self) -> list[Field]:
        shown = {field.name for field in (*self.fixed, *self.first)}
        return [field for field in self.fields if field.name not in shown]

    @property
    def fields_wrong(self) -> bool:
        return any(field.error for field in self.fields)


_MEETS: dict[str, frozenset[str]] = {
    "phone": frozenset({"contact"}),
    "id_number": frozenset({"identity", "unified_code"}),
    "address": frozenset({"address"}),
}
"""Which items of a checklist a field of the first person meets."""
_FURTHER = PersonAsked(PartyRole.REPRESENTATIVE, _("Further representative"), needed=False)


def rows(
    kind: str,
    typed: reading.Typed,
    faults: Faults,
    most: int | None = None,
    asked: Collection[str] = (),
) -> list[Row]:
    """The people for that kind of complainant, with what was typed for them, also of those who are too many.

    `most`: how many representatives may speak for a group. `asked`: items of the checklist that must be there when the
    complaint is registered.
    """
    wanted = list(WANTED.get(kind, WANTED["self"]))
    if kind == "group":
        places = max(most or _MANY, reading.count(typed, "people"))
        wanted += [_FURTHER] * (places - len(wanted))
    needed = {name for name, items in _MEETS.items() if not items.isdisjoint(asked)}
    return [
        _row(number, each, typed, faults, needed if number == 0 else ()) for number, each in enumerate(wanted)
    ]


def _row(
    number: int, wanted: PersonAsked, typed: reading.Typed, faults: Faults, needed: Collection[str]
) -> Row:
    prefix = f"people.{number}."
    fields = [Field(prefix + "role", "", kind="hidden", value=wanted.role)]
    if wanted.is_organisation:
        fields.append(Field(prefix + "is_organisation", "", kind="hidden", value="true"))
    shown = {field.name: field for field in declared(Person)}
    nobody = not any(reading.one(typed, prefix + name) for name in _SHOWN)
    for name in _SHOWN:
        label = gettext(shown[name].title)
        if wanted.is_organisation:
            label = str(_ORGANISATION.get(name, label))
        elif name == "id_number" and name in needed:
            label = gettext("Identity number, or the policy number")
        fields.append(
            Field(
                prefix + name,
                label,
                kind=_KINDS.get(name, "text"),  # type: ignore[arg-type]
                value=reading.one(typed, prefix + name),
                required=(wanted.needed and name == "name") or name in needed,
                autofocus=number == 0 and name == _HEARD[0] and nobody and not faults,
                error=faults.of(prefix + name)
                or (faults.of("people") if name == "name" and number == 0 and nobody else ""),
                wide=name == "address",
            )
        )
    filled = any(field.value for field in fields if field.kind != "hidden")
    return Row(wanted.title, wanted.needed, filled, fields)
