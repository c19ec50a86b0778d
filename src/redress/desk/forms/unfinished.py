"""A form that somebody began and has not sent: what a list says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from redress.casework.drafts import Listed, of_tab
from redress.desk.forms import reading

DRAFT = "register"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """`form` is the draft's whole name, `key` what it is gone on with by."""

    form: str
    key: str
    whom: str
    about: str
    saved_at: datetime


def begun(form: str, listed: Listed) -> Unfinished:
    """Of a command's form: its longest text says which it is."""
    longest = max((value for values in listed.kept.typed.values() for value in values), key=len, default="")
    return Unfinished(
        form=of_tab(form, listed.key),
        key=listed.key,
        whom=_("Go on with it"),
        about=" ".join(longest.split()),
        saved_at=listed.kept.saved_at,
    )


def unfinished(listed: Listed) -> Unfinished:
    """Whose it is and what it is about, as far as either was typed."""
    typed = listed.kept.typed
    return Unfinished(
        form=of_tab(DRAFT, listed.key),
        key=listed.key,
        whom=reading.one(typed, "people.0.name") or _("Nobody named yet"),
        about=" ".join(reading.one(typed, "facts").split()),
        saved_at=listed.kept.saved_at,
    )
