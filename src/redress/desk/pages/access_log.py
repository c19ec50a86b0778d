"""The access log in words: what was done, for what purpose, and the form above it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from ipaddress import ip_address
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.casework.access import Action
from redress.complaints.oversight.queries.access_log import Asked, Row, today
from redress.desk import wording
from redress.desk.form_fields import Choice, Field
from redress.desk.pages import access_words

ACTIONS: dict[Action, str | Promise] = {
    Action.LIST: gettext_lazy("List shown"),
    Action.READ: gettext_lazy("Case read"),
    Action.LOOK_UP: gettext_lazy("Look-up of a person"),
    Action.DOWNLOAD: gettext_lazy("File taken out"),
    Action.EXPORT: gettext_lazy("Export"),
    Action.UNMASK: gettext_lazy("Un-masking"),
    Action.REFUSED: gettext_lazy("Refused"),
}
DOORS: dict[str, str | Promise] = {
    "desk": gettext_lazy("Desk"),
    "api": gettext_lazy("API"),
    "cli": gettext_lazy("Command line"),
}


def asked(given: Mapping[str, str]) -> Asked:
    """What the address asks for; yesterday and today where it names no days."""
    last = day(given.get("to", "")) or today()
    first = day(given.get("from", "")) or last - timedelta(days=1)
    action = given.get("action", "")
    return Asked(
        first=min(first, last),
        last=last,
        person=given.get("person", "").strip()[:100],
        case=given.get("case", "").strip()[:40],
        customer=given.get("customer", "").strip()[:100],
        action=action if action in list(Action) else "",
        address=address(given.get("address", "")),
    )


def query(of: Asked) -> str:
    """The same as the query of an address, without the customer (`desk.asked`)."""
    given = {
        "from": of.first.isoformat(),
        "to": of.last.isoformat(),
        "person": of.person,
        "case": of.case,
        "action": of.action,
        "address": of.address,
    }
    return urlencode({name: value for name, value in given.items() if value})


def fields(of: Asked) -> list[Field]:
    """The form above the list."""
    every = Choice("", _("Whatever was done"))
    return [
        Field("from", _("First day"), kind="date", value=of.first.isoformat()),
        Field("to", _("Last day"), kind="date", value=of.last.isoformat()),
        Field("person", _("Who read"), value=of.person, placeholder=_("Name or account")),
        Field("case", _("Case"), value=of.case, placeholder="L2026-0000123"),
        Field("customer", _("Customer"), value=of.customer, placeholder=_("Telephone, name or ID number")),
        Field(
            "action",
            _("What"),
            kind="select",
            value=of.action,
            choices=[every, *(Choice(key.value, str(title)) for key, title in ACTIONS.items())],
        ),
        Field("address", _("Address"), value=of.address, placeholder="10.0.0.1"),
    ]


def header() -> list[str]:
    return [
        _("When"), _("Who read"), _("Account"), _("In the place of"), _("What"), _("Cases"), _("How many"),
        _("Purpose"), _("In words"), _("What of it"), _("As kept"), _("Door"), _("Address"), _("Session or token"),
    ]  # fmt: skip


def cells(row: Row) -> list[object]:
    """An entry as a row of the file."""
    return [
        wording.absolute(row.at), row.who, row.username, "、".join(row.for_whom), str(ACTIONS[row.action]),
        "、".join(row.cases) or row.tried, row.shown, access_words.purpose(row.purpose), row.note, _of_it(row),
        row.fields, str(DOORS.get(row.door, row.door)), row.address, row.session,
    ]  # fmt: skip


def _of_it(row: Row) -> str:
    said = access_words.said(row.action, row.fields)
    return " ".join(filter(None, [said.words, *said.rules]))


def shown(row: Row) -> dict[str, object]:
    """An entry as the page shows it."""
    return {
        "row": row,
        "what": ACTIONS[row.action],
        "said": access_words.said(row.action, row.fields),
        "purpose": access_words.purpose(row.purpose),
        "door": DOORS.get(row.door, row.door),
        "more": max(0, row.shown - len(row.cases)),
    }


def day(text: str) -> date | None:
    """A day as an address gives it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def address(text: str) -> str:
    """An IP address in its usual form; '' for anything else."""
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""
