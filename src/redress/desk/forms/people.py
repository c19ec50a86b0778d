"""The people a register form asks for, by kind of complainant (INT-12)."""

from __future__ import annotations

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
    def fields_wrong(self) -> bool:
        return any(field.error for field in self.fields)


_FURTHER = PersonAsked(PartyRole.REPRESENTATIVE, _("Further representative"), needed=False)


def rows(kind: str, typed: reading.Typed, faults: Faults, most: int | None = None) -> list[Row]:
    """The people for that kind of complainant, with what was typed for them, also of those who are too many.

    `most`: how many representatives may speak for a group.
    """
    wanted = list(WANTED.get(kind, WANTED["self"]))
    if kind == "group":
        places = max(most or _MANY, reading.count(typed, "people"))
        wanted += [_FURTHER] * (places - len(wanted))
    return [_row(number, each, typed, faults) for number, each in enumerate(wanted)]


def _row(number: int, wanted: PersonAsked, typed: reading.Typed, faults: Faults) -> Row:
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
        fields.append(
            Field(
                prefix + name,
                label,
                kind=_KINDS.get(name, "text"),  # type: ignore[arg-type]
                value=reading.one(typed, prefix + name),
                required=wanted.needed and name == "name",
                error=faults.of(prefix + name)
                or (faults.of("people") if name == "name" and number == 0 and nobody else ""),
                wide=name == "address",
            )
        )
    filled = any(field.value for field in fields if field.kind != "hidden")
    return Row(wanted.title, wanted.needed, filled, fields)
