"""A form that somebody began and has not sent: what a list says of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from redress.casework import drafts
from redress.casework.drafts import Kept, Listed, of_tab
from redress.desk.forms import reading
from redress.organisation.actor import Actor

DRAFT = "register"
TAB: Final = 12
"""Characters of a tab's key, as the page makes one (tab.js)."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """`form` is the draft's whole name, `key` what it is gone on with by."""

    form: str
    key: str
    whom: str
    about: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Drafts:
    """What is kept of a form while it is typed: under which name, in which tab; the draft that is gone on with, and
    those that other tabs keep."""

    form: str
    tab: str = ""
    restored: Kept | None = None
    unfinished: tuple[Unfinished, ...] = ()

    @property
    def name(self) -> str:
        """Under which this tab keeps what is typed."""
        return of_tab(self.form, self.tab)

    def begins(self, otherwise: reading.Typed) -> dict[str, list[str]]:
        """What the form opens with: what was typed before, or this."""
        typed = self.restored.typed if self.restored else otherwise
        return {name: list(values) for name, values in typed.items()}

    def discard(self, actor: Actor) -> None:
        """Forget it: the form was sent."""
        drafts.discard(actor, self.name)


def opened(actor: Actor, form: str, tab: str | None, asked: reading.Typed) -> Drafts:
    """The drafts of a form that opens: that of the tab is gone on with, those of other tabs are offered.

    A draft about something else than what was asked for stays where it is, and this form keeps another one. `tab` None:
    nobody knows yet where the form will stand.
    """
    there = {each.key: each for each in drafts.listed(actor, form)}
    if tab and not (tab.isascii() and tab.isalnum() and len(tab) <= TAB):
        tab = None
    own = there.get(tab) if tab is not None else None
    fits = own and all(list(own.kept.typed.get(at, ())) == list(values) for at, values in asked.items())
    kept = own.kept if own and fits else None
    if tab is None or (own and not fits):
        tab = uuid.uuid4().hex[:TAB]
    others = tuple(begun(form, each) for each in there.values() if not kept or each is not own)
    return Drafts(form, tab, kept, others)


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
