"""The entries of the main navigation. One whose address does not exist (yet) is not shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from redress.organisation.actor import Actor
from redress.organisation.kinds import CASE_DUTIES, UNIT_SCOPE_DUTIES, Duty


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the desk; `duties` empty: for everybody."""

    name: str
    label: str | Promise
    icon: str
    duties: frozenset[Duty] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """An entry ready to be shown; `here` when the page shown belongs to it."""

    entry: Entry
    url: str
    here: bool


ENTRIES = (
    Entry("workbench", _("Workbench"), "layout-list"),
    Entry("register", _("Register a complaint"), "file-plus", CASE_DUTIES),
    Entry("monitor", _("Monitor"), "activity", UNIT_SCOPE_DUTIES),
    Entry("figures", _("Figures"), "chart-bar"),
    Entry("clusters", _("Group risk"), "affiliate", UNIT_SCOPE_DUTIES),
    Entry("committee", _("Committee"), "gavel", UNIT_SCOPE_DUTIES | {Duty.DEPARTMENT_HEAD, Duty.LEGAL}),
    Entry("actions", _("Improvement"), "tools", UNIT_SCOPE_DUTIES | {Duty.DEPARTMENT_HEAD, Duty.COORDINATOR}),
    Entry(
        "disposal", _("Disposal"), "trash-x", frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD, Duty.MANAGER})
    ),
    Entry("knowledge", _("Knowledge base"), "bulb"),
    Entry(
        "daily", _("List of the day"), "calendar-event", frozenset({Duty.COORDINATOR, Duty.DEPARTMENT_HEAD})
    ),
    Entry("reviews", _("Reviews of decisions"), "scale", frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD})),
    Entry("rulebook", _("Rulebook"), "book-2"),
    Entry("organisation", _("Units and staff"), "sitemap"),
    Entry("calendar", _("Calendar"), "calendar"),
    Entry("outbox", _("Outbox"), "mail-exclamation", frozenset({Duty.ADMINISTRATOR})),
)


MOST = 6
"""Entries that stand in the bar; the others are behind "More", so that the bar fits a small screen in any language."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What the actor may go to, in the bar and behind "More"."""

    first: list[Link]
    more: list[Link]

    @property
    def more_here(self) -> bool:
        """Whether the page shown is behind "More"."""
        return any(link.here for link in self.more)


def bar(actor: Actor, path: str) -> Bar:
    """The entries for the actor; a single one too many stays in the bar."""
    found = list(links(actor, path))
    place = len(found) if len(found) <= MOST + 1 else MOST
    return Bar(found[:place], found[place:])


def links(actor: Actor, path: str) -> Iterator[Link]:
    """What the actor may go to from the page at `path`."""
    for entry in ENTRIES:
        if entry.duties and not actor.has(entry.duties):
            continue
        try:
            url = reverse(f"desk:{entry.name}")
        except NoReverseMatch:
            continue
        yield Link(entry, url, here=path == url or (url != "/" and path.startswith(url.rstrip("/") + "/")))
