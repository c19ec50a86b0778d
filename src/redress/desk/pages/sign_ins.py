"""The log of sign-ins in words, and the form above it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.desk.form_fields import Choice, Field
from redress.desk.pages.access_log import address, day
from redress.organisation.kinds import SignInEvent
from redress.organisation.sign_ins import Asked

DAYS = 7
"""Shown where the address names no first day."""


def asked(given: Mapping[str, str]) -> Asked:
    """What the address asks for; the last week where it names no days."""
    last = day(given.get("to", "")) or timezone.localdate()
    first = day(given.get("from", "")) or last - timedelta(days=DAYS - 1)
    event = given.get("event", "")
    return Asked(
        first=min(first, last),
        last=last,
        person=given.get("person", "").strip()[:100],
        event=event if event in SignInEvent else "",
        address=address(given.get("address", "")),
    )


def query(of: Asked) -> str:
    """The same as the query of an address."""
    given = {
        "from": of.first.isoformat(),
        "to": of.last.isoformat(),
        "person": of.person,
        "event": of.event,
        "address": of.address,
    }
    return urlencode({name: value for name, value in given.items() if value})


def fields(of: Asked, *, own: bool) -> list[Field]:
    """The form above the list; `own`: of oneself alone."""
    every = Choice("", _("Whatever was done"))
    found = [
        Field("from", _("First day"), kind="date", value=of.first.isoformat()),
        Field("to", _("Last day"), kind="date", value=of.last.isoformat()),
        Field("person", _("Account"), value=of.person, placeholder=_("Name or account")),
        Field(
            "event",
            _("What"),
            kind="select",
            value=of.event,
            choices=[every, *(Choice(event.value, str(event.label)) for event in SignInEvent)],
        ),
        Field("address", _("Address"), value=of.address, placeholder="10.0.0.1"),
    ]
    return [field for field in found if field.name != "person" or not own]
